#!/usr/bin/env python3
"""Golden values of a network of convolutions of every kind, from PyTorch.

    python3 convolutions.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. It writes convolutions.properties beside itself
as layers.py does, whose weights, images, labels and loss it has.

Network   4x12x10 -> conv 3x3, 6, stride 2, same, 2 groups -> SiLU -> conv 3x3, 12, same, 6 groups -> SiLU
                  -> conv 1x1, 8 -> tanh -> conv 3x2, 6, stride 1x2, dilation 2x1, padding 2, 2, 1, 0 -> SiLU
                  -> transposed conv 3x3, 4, stride 2, padding 1, output padding 1x0, 2 groups -> SiLU
                  -> transposed conv 2x3, 3, stride 1x2, dilation 2, padding 1x2 -> SiLU -> 5
"""

import numpy as np
import torch
import torch.nn.functional as F

from layers import BATCH, CLASSES, IMAGE_STREAM, LABEL_STREAM, initial_parameters, write
from lenet5 import draw24

TENSORS = [
    ("conv1.weight", (6, 2, 3, 3)), ("conv1.bias", (6,)), ("conv2.weight", (12, 1, 3, 3)), ("conv2.bias", (12,)),
    ("conv3.weight", (8, 12, 1, 1)), ("conv3.bias", (8,)), ("conv4.weight", (6, 8, 3, 2)), ("conv4.bias", (6,)),
    ("convt1.weight", (6, 2, 3, 3)), ("convt1.bias", (4,)), ("convt2.weight", (4, 3, 2, 3)), ("convt2.bias", (3,)),
    ("fc1.weight", (5, 3 * 12 * 9)), ("fc1.bias", (5,)),
]


def run(dtype):
    t = {}
    for (name, _), value in zip(TENSORS, initial_parameters(TENSORS)):
        t[name] = torch.tensor(value, dtype=dtype, requires_grad=True)

    def conv(x, name, **options):
        return F.conv2d(x, t[name + ".weight"], t[name + ".bias"], **options)

    def transposed(x, name, **options):
        return F.conv_transpose2d(x, t[name + ".weight"], t[name + ".bias"], **options)

    x = (draw24(IMAGE_STREAM, BATCH * 4 * 12 * 10) / 2.0**24).astype(np.float32).reshape(-1, 4, 12, 10)
    x = torch.tensor(x, dtype=dtype)
    # SAME of an even extent at stride 2: a row below and a column at the right.
    x = F.silu(conv(F.pad(x, (0, 1, 0, 1)), "conv1", stride=2, groups=2))
    x = F.silu(conv(x, "conv2", padding=1, groups=6))
    x = torch.tanh(conv(x, "conv3"))
    x = F.silu(conv(F.pad(x, (1, 0, 2, 2)), "conv4", stride=(1, 2), dilation=(2, 1)))
    x = F.silu(transposed(x, "convt1", stride=2, padding=1, output_padding=(1, 0), groups=2))
    x = F.silu(transposed(x, "convt2", stride=(1, 2), padding=(1, 2), dilation=2))
    x = F.linear(x.flatten(1), t["fc1.weight"], t["fc1.bias"])
    F.cross_entropy(x, torch.tensor(draw24(LABEL_STREAM, BATCH) % CLASSES)).backward()
    gradients = np.concatenate([tensor.grad.numpy().ravel() for tensor in t.values()])
    return {"logits": x.detach().numpy().ravel(), "gradients": gradients}


if __name__ == "__main__":
    write("convolutions.properties", run)
