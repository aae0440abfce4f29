#!/usr/bin/env python3
"""Weights of a small network as PyTorch names them, in safetensors files, and what PyTorch computes by them.

    python3 weights.py                  writes weights-*.safetensors and weights.properties beside itself
    python3 weights.py read FILE        reads a model file of Lanewise into PyTorch and prints its outputs

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. The files are written byte by byte, as the
package safetensors does it, tensors in the order of their names. Weights and images are a hash of their index, as
in lenet5.py, whose functions it uses.

Network   2x8x8 -> conv 3x3, 6, padding 1, no bias -> batch norm -> ReLU -> conv 3x3, 6, padding 1 -> ReLU
                -> conv 3x3, 6, padding 1 -> ReLU -> max-pool 2 -> 12 -> ReLU -> 5
"""

import json
import pathlib
import struct
import sys

import numpy as np
import torch
from torch import nn

from lenet5 import draw24, numbers

IMAGES = 4
IMAGE_STREAM = 41
PARAMETER_STREAM = 42


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(2, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(),
            nn.Conv2d(6, 6, 3, padding=1), nn.ReLU(), nn.Conv2d(6, 6, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(96, 12), nn.ReLU(), nn.Linear(12, 5))

    def forward(self, x):
        return self.classifier(self.features(x))


class Named(nn.Module):
    """The same network with the names of Lanewise."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(2, 6, 3, padding=1), nn.BatchNorm2d(6)
        self.conv2, self.conv3 = nn.Conv2d(6, 6, 3, padding=1), nn.Conv2d(6, 6, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(96, 12), nn.Linear(12, 5)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = nn.functional.max_pool2d(torch.relu(self.conv3(torch.relu(self.conv2(x)))), 2)
        return self.fc2(torch.relu(self.fc1(x.flatten(1))))


def save(path, tensors, name):
    """Writes float tensors with the type of that name, others as they are."""
    kinds = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key in sorted(tensors):
        tensor = tensors[key]
        real = tensor.is_floating_point()
        tensor = tensor.to(kinds[name]) if real else tensor
        # NumPy has no bfloat16: its bits are those of 16-bit integers.
        raw = (tensor.view(torch.int16) if name == "BF16" and real else tensor).contiguous().numpy().tobytes()
        header[key] = {"dtype": name if real else "I64", "shape": list(tensor.shape),
                       "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def load(path):
    """The float32 tensors of a file."""
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        assert entry["dtype"] == "F32", name
        values = np.frombuffer(content[8 + length + begin:8 + length + end], "<f4")
        tensors[name] = torch.tensor(values).reshape(entry["shape"])
    return tensors


def images():
    values = (draw24(IMAGE_STREAM, IMAGES * 128) / 2.0**24).astype(np.float32)
    return torch.tensor(values.reshape(IMAGES, 2, 8, 8))


def outputs(net):
    with torch.no_grad():
        return net.double().eval()(images().double()).numpy().ravel()


def main():
    folder = pathlib.Path(__file__).parent
    net, start = Net(), 0
    for name, tensor in net.state_dict().items():
        if tensor.is_floating_point():
            u = draw24(PARAMETER_STREAM, start + tensor.numel())[start:] / 2.0**23 - 1.0
            start += tensor.numel()
            values = 1 + u / 4 if name.endswith("running_var") or name == "features.1.weight" else u / 2
            tensor.copy_(torch.tensor(values.reshape(tensor.shape)))
    lines = []
    for kind, type_ in [("F32", torch.float32), ("F16", torch.float16), ("BF16", torch.bfloat16), ("F64", None)]:
        state = {key: value + 1e-9 if type_ is None and value.is_floating_point() else value
                 for key, value in ((k, v.double() if v.is_floating_point() else v)
                                    for k, v in net.state_dict().items())}
        save(folder / f"weights-{kind.lower()}.safetensors", state, kind)
        copy = Net()
        rounded = {key: value.to(type_).float() if type_ and value.is_floating_point() else value
                   for key, value in state.items()}
        copy.load_state_dict(rounded)
        lines.append(f"{kind} = {numbers(outputs(copy))}")
    lines.append("names = " + " ".join(f"{name}{list(tensor.shape)}".replace(" ", "")
                                       for name, tensor in Named().state_dict().items()))
    (folder / "weights.properties").write_text("\n".join(lines) + "\n")


def read(path):
    net = Named()
    print(net.load_state_dict(load(pathlib.Path(path)), strict=True))
    print(numbers(outputs(net)))


if __name__ == "__main__":
    read(sys.argv[2]) if len(sys.argv) > 2 else main()
