"""Writes the ONNX files beside it: small networks with random weights, exported by PyTorch.

Made with Python 3 and PyTorch 1.13.1: python3 pytorch.py
"""

import pathlib

import torch
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.block = nn.Sequential(
            nn.Conv2d(8, 12, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(12), nn.ReLU(),
            nn.Conv2d(12, 12, 3, padding=1, bias=False), nn.BatchNorm2d(12))
        self.shortcut = nn.Sequential(nn.Conv2d(8, 12, 1, stride=2, bias=False), nn.BatchNorm2d(12))
        self.out = nn.Linear(12, 5)

    def forward(self, x):
        x = self.stem(x)
        x = functional.relu(self.block(x) + self.shortcut(x))
        return self.out(torch.flatten(functional.adaptive_avg_pool2d(x, 1), 1))


class Adaptive(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.pool = nn.AdaptiveAvgPool2d((3, 2))
        self.out = nn.Linear(24, 3)

    def forward(self, x):
        x = self.pool(functional.gelu(self.conv(x)))
        return functional.log_softmax(self.out(x.view(x.size(0), -1)), dim=1)


class Interpolate(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(2, 6, 3, stride=2, padding=1)
        self.up = nn.ConvTranspose2d(6, 4, 4, stride=2, padding=1)
        self.out = nn.Conv2d(10, 2, 1)

    def forward(self, x):
        x = functional.elu(self.down(x))
        near = functional.interpolate(x, scale_factor=2, mode="nearest")
        smooth = functional.interpolate(self.up(x), scale_factor=2, mode="bilinear", align_corners=False)
        near = functional.interpolate(near, scale_factor=2, mode="nearest")
        return torch.sigmoid(self.out(torch.cat([near, smooth], dim=1)))


def depthwise(channels, out, stride):
    return [nn.Conv2d(channels, channels, 3, stride=stride, padding=1, groups=channels, bias=False),
            nn.BatchNorm2d(channels), nn.ReLU6(),
            nn.Conv2d(channels, out, 1, bias=False), nn.BatchNorm2d(out), nn.Hardswish()]


NETWORKS = {
    "lenet": (nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 32), nn.SiLU(), nn.Dropout(0.3),
        nn.Linear(32, 10), nn.Softmax(dim=1)), (1, 24, 24)),
    "residual": (Residual(), (3, 12, 12)),
    "depthwise": (nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.PReLU(8), *depthwise(8, 12, 1), *depthwise(12, 16, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 4)), (3, 16, 16)),
    "adaptive": (Adaptive(), (1, 14, 10)),
    "interpolate": (Interpolate(), (2, 8, 10)),
}

torch.manual_seed(1)
for name, (network, shape) in NETWORKS.items():
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
    for opset in (9, 13, 16):
        if (opset == 9 and name in ("interpolate", "depthwise")) or (opset == 16 and name in ("lenet", "residual")):
            continue
        torch.onnx.export(network.eval(), torch.zeros(1, *shape), str(FOLDER / f"{name}-{opset}.onnx"),
                          opset_version=opset, input_names=["x"], output_names=["y"],
                          do_constant_folding=name != "residual",
                          dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}})
