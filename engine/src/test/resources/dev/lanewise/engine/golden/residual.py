#!/usr/bin/env python3
"""Golden values of a small residual network with batch normalization from PyTorch.

    python3 residual.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. It writes residual.properties beside
itself, one "name = v1 v2 v3 ..." a line, computed in float64, and prints how far a float32 run of PyTorch
lies from it, which is the scale for tolerances. Weights, images and labels are a hash of their index, as in
lenet5.py, whose functions it uses.

Network   2x9x9 -> conv 3x3, 6, padding 1 -> batch norm -> SiLU
                -> block (conv 3x3, 6 -> batch norm -> SiLU -> conv 3x3, 6 -> batch norm) + input -> SiLU
                -> block (conv 3x3, 8, stride 2 -> batch norm -> SiLU -> conv 3x3, 8 -> batch norm)
                   + shortcut (conv 1x1, 8, stride 2) -> SiLU
                -> side by side (conv 1x1, 4) and (conv 3x3, 4) -> average pool 5x5 -> 5
Loss      softmax cross-entropy, mean over the batch of 20: one tile of 16 and one of 4
"""

import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from lenet5 import distance, draw24, numbers

BATCH = 20
BATCHES = 10
PIXELS = 2 * 9 * 9
CLASSES = 5
LABEL_STREAM = 11
PARAMETER_STREAM = 12
IMAGE_STREAM = 13
LEARNING_RATE = 0.05
MOMENTUM = 0.9

# Outputs, inputs, kernel of the convolutions, and whether a batch normalization follows.
CONVOLUTIONS = [
    (6, 2, 3, True), (6, 6, 3, True), (6, 6, 3, True), (8, 6, 3, True), (8, 8, 3, True),
    (8, 6, 1, False), (4, 8, 1, False), (4, 8, 3, False),
]


def tensors():
    """Name and shape of each tensor, in the order of the flat array."""
    result, norms = [], 0
    for number, (out, inputs, kernel, norm) in enumerate(CONVOLUTIONS, 1):
        result += [(f"conv{number}.weight", (out, inputs, kernel, kernel)), (f"conv{number}.bias", (out,))]
        if norm:
            norms += 1
            for name in ("weight", "bias", "running_mean", "running_var"):
                result.append((f"bn{norms}.{name}", (out,)))
    return result + [("fc1.weight", (CLASSES, 8)), ("fc1.bias", (CLASSES,))]


def initial_parameters():
    """u/2 for weights, 1 + u/2 for scales, u/8 for biases, with u = draw / 2^23 - 1; all exact in float32."""
    parts, start = [], 0
    for name, shape in tensors():
        size = math.prod(shape)
        u = draw24(PARAMETER_STREAM, start + size)[start:] / 2.0**23 - 1.0
        start += size
        if name.endswith("running_mean"):
            u = u * 0
        elif name.endswith("running_var"):
            u = u * 0 + 1
        elif name.endswith("bias"):
            u = u / 8
        elif name.startswith("bn"):
            u = 1 + u / 2
        else:
            u = u / 2
        parts.append(u.astype(np.float32).reshape(shape))
    return parts


def images():
    return (draw24(IMAGE_STREAM, BATCH * BATCHES * PIXELS) / 2.0**24).astype(np.float32).reshape(-1, 2, 9, 9)


def labels():
    return draw24(LABEL_STREAM, BATCH * BATCHES) % CLASSES


class Net:
    def __init__(self, dtype):
        self.t = {}
        for (name, _), value in zip(tensors(), initial_parameters()):
            tensor = torch.tensor(value, dtype=dtype)
            tensor.requires_grad = "running" not in name
            self.t[name] = tensor

    def trained(self):
        return [t for t in self.t.values() if t.requires_grad]

    def conv(self, x, number, stride=1):
        weight = self.t[f"conv{number}.weight"]
        return F.conv2d(x, weight, self.t[f"conv{number}.bias"], stride=stride, padding=weight.shape[2] // 2)

    def norm(self, x, number, training):
        p = f"bn{number}."
        return F.batch_norm(x, self.t[p + "running_mean"], self.t[p + "running_var"], self.t[p + "weight"],
                            self.t[p + "bias"], training, 0.1, 1e-5)

    def forward(self, x, training):
        x = F.silu(self.norm(self.conv(x, 1), 1, training))
        y = F.silu(self.norm(self.conv(x, 2), 2, training))
        x = F.silu(self.norm(self.conv(y, 3), 3, training) + x)
        y = F.silu(self.norm(self.conv(x, 4, 2), 4, training))
        x = F.silu(self.norm(self.conv(y, 5), 5, training) + self.conv(x, 6, 2))
        x = torch.cat([self.conv(x, 7), self.conv(x, 8)], 1)
        return F.linear(F.avg_pool2d(x, 5).flatten(1), self.t["fc1.weight"], self.t["fc1.bias"])


def run(dtype):
    """Logits and gradients of the first batch, ten losses, the parameters after them, logits at inference."""
    net = Net(dtype)
    x, y = torch.tensor(images(), dtype=dtype), torch.tensor(labels())
    step = torch.optim.SGD(net.trained(), lr=LEARNING_RATE, momentum=MOMENTUM)
    losses, first = [], None
    for batch in range(BATCHES):
        part = slice(batch * BATCH, (batch + 1) * BATCH)
        logits = net.forward(x[part], True)
        loss = F.cross_entropy(logits, y[part])
        step.zero_grad()
        loss.backward()
        if first is None:
            flat = [t.grad if t.requires_grad else torch.zeros_like(t) for t in net.t.values()]
            first = logits.detach(), torch.cat([g.flatten() for g in flat])
        step.step()
        losses.append(loss.item())
    after = torch.cat([t.detach().flatten() for t in net.t.values()])
    inferred = net.forward(x[:BATCH], False).detach()
    return {
        "logits": first[0].double().numpy().ravel(),
        "gradients": first[1].double().numpy(),
        "losses": np.array(losses),
        "parameters": after.double().numpy(),
        "inference": inferred.double().numpy().ravel(),
    }


def main():
    torch.set_num_threads(1)  # one order of summation
    torch.use_deterministic_algorithms(True)
    high, low = run(torch.float64), run(torch.float32)
    lines = ["# Written by residual.py, which says what everything means. Do not edit."]
    for name, values in high.items():
        lines.append(f"{name} = {numbers(values)}")
        distance(name, low[name], values)
    path = pathlib.Path(__file__).resolve().parent / "residual.properties"
    path.write_bytes(("\n".join(lines) + "\n").encode("ascii"))


if __name__ == "__main__":
    main()
