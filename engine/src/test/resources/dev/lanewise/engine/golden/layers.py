#!/usr/bin/env python3
"""Golden values of a network that holds one of each further layer, from PyTorch.

    python3 layers.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. It writes layers.properties beside itself,
one "name = v1 v2 v3 ..." a line, computed in float64, and prints how far a float32 run of PyTorch lies from it.
Weights, images and labels are a hash of their index, as in lenet5.py, whose functions it uses.

Network   2x6x5 -> conv 3x3, 4, padding 1 -> group norm, 2 groups -> hard swish -> upsample 2, bilinear
                -> conv 3x3, 6 -> PReLU -> group norm, 6 groups -> leaky ReLU 0.125 -> upsample 2, nearest
                -> conv 3x3, 4 -> layer norm -> ELU 1.5 -> side by side (global average) and (global max)
                -> 7 -> layer norm -> sigmoid -> 6 -> softplus -> 6 -> hard sigmoid -> 6 -> clip -0.25 to 0.5 -> 5
Loss      softmax cross-entropy, mean over the batch of 20: one tile of 16 and one of 4
"""

import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from lenet5 import draw24, numbers

BATCH = 20
PIXELS = 2 * 6 * 5
CLASSES = 5
LABEL_STREAM = 21
PARAMETER_STREAM = 22
IMAGE_STREAM = 23

TENSORS = [
    ("conv1.weight", (4, 2, 3, 3)), ("conv1.bias", (4,)), ("gn1.weight", (4,)), ("gn1.bias", (4,)),
    ("conv2.weight", (6, 4, 3, 3)), ("conv2.bias", (6,)), ("prelu1.weight", (6,)),
    ("gn2.weight", (6,)), ("gn2.bias", (6,)), ("conv3.weight", (4, 6, 3, 3)), ("conv3.bias", (4,)),
    ("ln1.weight", (4, 18, 14)), ("ln1.bias", (4, 18, 14)), ("fc1.weight", (7, 8)), ("fc1.bias", (7,)),
    ("ln2.weight", (7,)), ("ln2.bias", (7,)), ("fc2.weight", (6, 7)), ("fc2.bias", (6,)),
    ("fc3.weight", (6, 6)), ("fc3.bias", (6,)), ("fc4.weight", (6, 6)), ("fc4.bias", (6,)),
    ("fc5.weight", (5, 6)), ("fc5.bias", (5,)),
]


def initial_parameters(tensors):
    """What a parameter begins with plus u/2, with u = draw / 2^23 - 1; all exact in float32."""
    parts, start = [], 0
    for name, shape in tensors:
        size = math.prod(shape)
        u = draw24(PARAMETER_STREAM, start + size)[start:] / 2.0**23 - 1.0
        start += size
        first = 0.25 if name.startswith("prelu") else 1 if name[1] == "n" and name.endswith("weight") else 0
        parts.append((first + u / 2).astype(np.float32).reshape(shape))
    return parts


def run(dtype):
    t = {}
    for (name, _), value in zip(TENSORS, initial_parameters(TENSORS)):
        t[name] = torch.tensor(value, dtype=dtype, requires_grad=True)

    def conv(x, name, padding=0):
        return F.conv2d(x, t[name + ".weight"], t[name + ".bias"], padding=padding)

    def group(x, name, groups):
        return F.group_norm(x, groups, t[name + ".weight"], t[name + ".bias"], 1e-5)

    def layer(x, name):
        return F.layer_norm(x, x.shape[1:], t[name + ".weight"], t[name + ".bias"], 1e-5)

    def dense(x, name):
        return F.linear(x, t[name + ".weight"], t[name + ".bias"])

    x = (draw24(IMAGE_STREAM, BATCH * PIXELS) / 2.0**24).astype(np.float32).reshape(-1, 2, 6, 5)
    x = torch.tensor(x, dtype=dtype)
    x = F.hardswish(group(conv(x, "conv1", 1), "gn1", 2))
    x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    x = F.prelu(conv(x, "conv2"), t["prelu1.weight"])
    x = F.leaky_relu(group(x, "gn2", 6), 0.125)
    x = F.interpolate(x, scale_factor=2, mode="nearest")
    x = F.elu(layer(conv(x, "conv3"), "ln1"), 1.5)
    x = torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
    x = torch.sigmoid(layer(dense(x, "fc1"), "ln2"))
    x = F.softplus(dense(x, "fc2"))
    x = F.hardsigmoid(dense(x, "fc3"))
    x = dense(F.hardtanh(dense(x, "fc4"), -0.25, 0.5), "fc5")
    F.cross_entropy(x, torch.tensor(draw24(LABEL_STREAM, BATCH) % CLASSES)).backward()
    gradients = np.concatenate([tensor.grad.numpy().ravel() for tensor in t.values()])
    return {"logits": x.detach().numpy().ravel(), "gradients": gradients}


def write(name, run):
    """Writes what a network gives in float64."""
    exact, single = run(torch.float64), run(torch.float32)
    for key, values in exact.items():
        print(f"{key}: float32 is off by {np.abs(single[key] - values).max() / np.abs(values).max():.1e}"
              " of the largest")
    path = pathlib.Path(__file__).with_name(name)
    path.write_text("".join(f"{key} = {numbers(values)}\n" for key, values in exact.items()))


if __name__ == "__main__":
    write("layers.properties", run)
