#!/usr/bin/env python3
"""Golden values of a network of pools, borders and softmaxes, from PyTorch.

    python3 pools.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. It writes pools.properties beside itself,
one "name = v1 v2 v3 ..." a line, computed in float64, and prints how far a float32 run of PyTorch lies from it.
Weights, images and labels are a hash of their index, as in lenet5.py, whose functions it uses.

Network   2x11x9 -> border of -0.25: 1 row above, 2 columns left, 1 right -> conv 3x3, 4 -> tanh
                 -> max pool 3x2, stride 2x1, padding 1 -> conv 2x2, 4 -> tanh
                 -> average pool 3x2, stride 2, padding 1x0, rounded up -> softmax over channels -> conv 2x2, 5
                 -> side by side (max pool 2, stride 2, rounded up) and (average pool 2, stride 2, padding 1,
                    without padding, rounded up), both of them flat
                 -> 6 -> softmax -> 5 -> logarithm of the softmax
Loss      negative logarithm of the likelihood, mean over the batch of 20: one tile of 16 and one of 4
"""

import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from lenet5 import draw24, numbers

BATCH = 20
SHAPE = (2, 11, 9)
CLASSES = 5
LABEL_STREAM = 31
PARAMETER_STREAM = 32
IMAGE_STREAM = 33

TENSORS = [
    ("conv1.weight", (4, 2, 3, 3)), ("conv1.bias", (4,)), ("conv2.weight", (4, 4, 2, 2)), ("conv2.bias", (4,)),
    ("conv3.weight", (5, 4, 2, 2)), ("conv3.bias", (5,)), ("fc1.weight", (6, 40)), ("fc1.bias", (6,)),
    ("fc2.weight", (5, 6)), ("fc2.bias", (5,)),
]


def initial_parameters():
    """u/2, with u = draw / 2^23 - 1; all exact in float32."""
    parts, start = [], 0
    for _, shape in TENSORS:
        size = math.prod(shape)
        u = draw24(PARAMETER_STREAM, start + size)[start:] / 2.0**23 - 1.0
        start += size
        parts.append((u / 2).astype(np.float32).reshape(shape))
    return parts


def run(dtype):
    t = {}
    for (name, _), value in zip(TENSORS, initial_parameters()):
        t[name] = torch.tensor(value, dtype=dtype, requires_grad=True)

    def conv(x, name):
        return F.conv2d(x, t[name + ".weight"], t[name + ".bias"])

    def dense(x, name):
        return F.linear(x, t[name + ".weight"], t[name + ".bias"])

    x = (draw24(IMAGE_STREAM, BATCH * math.prod(SHAPE)) / 2.0**24).astype(np.float32).reshape(-1, *SHAPE)
    x = torch.tensor(x, dtype=dtype)
    x = torch.tanh(conv(F.pad(x, (2, 1, 1, 0), value=-0.25), "conv1"))
    x = torch.tanh(conv(F.max_pool2d(x, (3, 2), (2, 1), 1), "conv2"))
    x = F.softmax(F.avg_pool2d(x, (3, 2), 2, (1, 0), ceil_mode=True), 1)
    x = conv(x, "conv3")
    x = torch.cat([F.max_pool2d(x, 2, 2, ceil_mode=True).flatten(1),
                   F.avg_pool2d(x, 2, 2, 1, ceil_mode=True, count_include_pad=False).flatten(1)], 1)
    x = F.log_softmax(dense(F.softmax(dense(x, "fc1"), 1), "fc2"), 1)
    F.nll_loss(x, torch.tensor(draw24(LABEL_STREAM, BATCH) % CLASSES)).backward()
    gradients = np.concatenate([tensor.grad.numpy().ravel() for tensor in t.values()])
    return {"logits": x.detach().numpy().ravel(), "gradients": gradients}


def main():
    exact, single = run(torch.float64), run(torch.float32)
    for name, values in exact.items():
        print(f"{name}: float32 is off by {np.abs(single[name] - values).max() / np.abs(values).max():.1e}"
              " of the largest")
    path = pathlib.Path(__file__).with_name("pools.properties")
    path.write_text("".join(f"{name} = {numbers(values)}\n" for name, values in exact.items()))


if __name__ == "__main__":
    main()
