#!/usr/bin/env python3
"""Golden values of the losses, from PyTorch.

    python3 losses.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. It writes losses.properties beside itself,
one "name = v1 v2 v3 ..." a line, computed in float64, and prints how far a float32 run of PyTorch lies from it.
Weights, inputs and targets are a hash of their index, as in lenet5.py, whose functions it uses.

Network   6 -> 12 -> tanh -> 5
Run       ten batches of 20 samples, a tile of 16 and one of 4; momentum 0.9 at learning rate 0.1
Targets   a class, or several labels, or a distribution over the outputs, or values: sines of the first input

outputs are those of the first batch; of each loss there are gradients, those of the first batch, and the ten losses.
"""

import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from lenet5 import draw24, numbers

BATCH = 20
BATCHES = 10
SAMPLES = BATCH * BATCHES
INPUTS = 6
OUTPUTS = 5
LABEL_STREAM = 31
PARAMETER_STREAM = 32
INPUT_STREAM = 33
TARGET_STREAM = 34
SHAPES = [(12, INPUTS), (12,), (OUTPUTS, 12), (OUTPUTS,)]
WEIGHTS = [0.5, 2, 1, 0.25, 3]


def initial_parameters():
    """u with u = draw / 2^23 - 1; all exact in float32."""
    parts, start = [], 0
    for shape in SHAPES:
        size = math.prod(shape)
        u = draw24(PARAMETER_STREAM, start + size)[start:] / 2.0**23 - 1.0
        start += size
        parts.append(u.astype(np.float32).reshape(shape))
    return parts


def losses(dtype):
    """Name, loss and targets."""
    weight = torch.tensor(WEIGHTS, dtype=dtype)
    labels = torch.tensor(draw24(LABEL_STREAM, SAMPLES) % OUTPUTS)
    u = draw24(TARGET_STREAM, SAMPLES * OUTPUTS).reshape(-1, OUTPUTS)
    binary = torch.tensor((u % 2).astype(np.float32), dtype=dtype)
    soft = (u % 8 + 1).astype(np.float64)
    soft = torch.tensor((soft / soft.sum(1, keepdims=True)).astype(np.float32), dtype=dtype)
    x = draw24(INPUT_STREAM, SAMPLES * INPUTS).reshape(-1, INPUTS)[:, :1] / 2.0**24
    sines = torch.tensor(np.sin(6 * x + np.arange(OUTPUTS)).astype(np.float32), dtype=dtype)
    return [
        ("mse", F.mse_loss, sines),
        ("mae", F.l1_loss, sines),
        ("huber", lambda z, t: F.huber_loss(z, t, delta=0.5), sines),
        ("bce", F.binary_cross_entropy_with_logits, binary),
        ("bce.positive", lambda z, t: F.binary_cross_entropy_with_logits(z, t, pos_weight=weight), binary),
        ("weights", lambda z, t: F.cross_entropy(z, t, weight), labels),
        ("smoothing", lambda z, t: F.cross_entropy(z, t, weight, label_smoothing=0.1), labels),
        ("ignored", lambda z, t: F.cross_entropy(z, t, ignore_index=2), labels),
        ("both", lambda z, t: F.cross_entropy(z, t, weight, ignore_index=2), labels),
        ("soft", F.cross_entropy, soft),
        ("soft.weights", lambda z, t: F.cross_entropy(z, t, weight), soft),
    ]


def run(dtype):
    values = {}
    x = (draw24(INPUT_STREAM, SAMPLES * INPUTS) / 2.0**24).astype(np.float32).reshape(-1, INPUTS)
    x = torch.tensor(x, dtype=dtype)
    for name, loss, targets in losses(dtype):
        p = [torch.tensor(value, dtype=dtype, requires_grad=True) for value in initial_parameters()]
        optimizer = torch.optim.SGD(p, lr=0.1, momentum=0.9)
        course = []
        for start in range(0, SAMPLES, BATCH):
            hidden = torch.tanh(F.linear(x[start:start + BATCH], p[0], p[1]))
            z = F.linear(hidden, p[2], p[3])
            value = loss(z, targets[start:start + BATCH])
            optimizer.zero_grad()
            value.backward()
            if start == 0:
                values["outputs"] = z.detach().numpy().ravel()
                values[name + ".gradients"] = np.concatenate([t.grad.numpy().ravel() for t in p])
            optimizer.step()
            course.append(value.item())
        values[name + ".losses"] = np.array(course)
    return values


def main():
    exact, single = run(torch.float64), run(torch.float32)
    for name, values in exact.items():
        print(f"{name}: float32 is off by {np.abs(single[name] - values).max() / np.abs(values).max():.1e}"
              " of the largest")
    path = pathlib.Path(__file__).with_name("losses.properties")
    path.write_text("".join(f"{name} = {numbers(values)}\n" for name, values in exact.items()))


if __name__ == "__main__":
    main()
