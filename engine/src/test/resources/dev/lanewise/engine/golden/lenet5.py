#!/usr/bin/env python3
"""Golden values of LeNet-5 from PyTorch: the trusted run the engine is tested against.

    python3 lenet5.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. It writes beside itself

    lenet5.properties            all but the full gradients, one "name = v1 v2 v3 ..." a line
    lenet5-silu-gradients.f32    the 61,706 gradients of the SiLU network after the first batch,
                                 raw little-endian float32, in the order of TENSORS

and prints how far a float32 run of PyTorch lies from the float64 run it stored, which is the scale
for tolerances. Nothing is random: weights, images and labels are a hash of their index, which
GoldenLenet5.java computes too, bit for bit, so weights and images are not stored. Numbers are
written with the fewest digits that read back as the same float64. A second run on one machine
writes the same bytes; another processor or BLAS may change the last few digits.

Network   1x28x28 -> conv 5x5, 6, padding 2 -> max-pool 2 -> activation
                  -> conv 5x5, 16           -> max-pool 2 -> activation
                  -> flatten (channel, row, column)
                  -> 120 -> activation -> 84 -> activation -> 10
Loss      softmax cross-entropy, mean over the batch
"""

import hashlib
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

# Name, shape, fan in, fan out; the order of the flat parameter array.
TENSORS = [
    ("conv1.weight", (6, 1, 5, 5), 1 * 25, 6 * 25),
    ("conv1.bias", (6,), 0, 0),
    ("conv2.weight", (16, 6, 5, 5), 6 * 25, 16 * 25),
    ("conv2.bias", (16,), 0, 0),
    ("fc1.weight", (120, 400), 400, 120),
    ("fc1.bias", (120,), 0, 0),
    ("fc2.weight", (84, 120), 120, 84),
    ("fc2.bias", (84,), 0, 0),
    ("fc3.weight", (10, 84), 84, 10),
    ("fc3.bias", (10,), 0, 0),
]
BIAS_BOUND = 0.1

ACTIVATIONS = {"relu": torch.relu, "silu": F.silu, "tanh": torch.tanh}

BATCH = 20
BATCHES = 10
IMAGES = BATCH * BATCHES

# The six training runs: name, optimizer, label smoothing. What is not named is PyTorch's default
# (Adam and AdamW: betas 0.9 and 0.999, eps 1e-8). Weight decay applies to weights and biases.
RUNS = [
    ("sgd", lambda p: torch.optim.SGD(p, lr=0.05), 0.0),
    ("nesterov", lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True), 0.0),
    ("adam", lambda p: torch.optim.Adam(p, lr=0.002), 0.0),
    ("adamw", lambda p: torch.optim.AdamW(p, lr=0.002, weight_decay=0.01), 0.0),
    ("momentum-decay", lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, weight_decay=5e-4), 0.0),
    ("sgd-smoothing", lambda p: torch.optim.SGD(p, lr=0.05), 0.1),
]

# The streams of the hash. Of the first few PARAMETER_STREAM is one with little of the network dead
# under ReLU (one of conv2's 16 channels). IMAGE_STREAM is the first from 5 on for which
# check_margins passes: in the first batch, for all three activations, the two largest values of
# every pool window differ by more than MARGIN, and every input of ReLU is farther than MARGIN from
# its kink at 0 (SiLU and tanh have no kink). Nearer, a rounding error would take the other branch,
# and a gradient would jump by far more than that error. The later batches are not checked: one to
# four of a run's 315,200 pool windows are within 1e-6 of a tie. What one of them taking the other
# branch does to the losses is part of the distances printed for the float32 runs.
LABEL_STREAM = 1
PARAMETER_STREAM = 4
IMAGE_STREAM = 1081
MARGIN = 1e-5


def draw24(stream, count):
    """The draws 0 .. count-1 of a stream: the top 24 bits of the SplitMix64 finalizer, as int64."""
    i = np.uint64(stream << 32) + np.arange(count, dtype=np.uint64)
    z = (i + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)  # modulo 2^64
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.int64)


def initial_parameters():
    """All 61,706 parameters as one flat float32 array.

    u = draw / 2^23 - 1 lies in [-1, 1) and is exact in float32. A weight's bound (Glorot)
    sqrt(6 / (fan in + fan out)) is computed in float64 and rounded to float32 once; the parameter
    is the float32 product u * bound, rounded once. A bias's bound is 0.1, rounded to float32, so
    that a bias left out shows.
    """
    count = sum(math.prod(shape) for _, shape, _, _ in TENSORS)
    flat = (draw24(PARAMETER_STREAM, count) / 2.0**23 - 1.0).astype(np.float32)
    start = 0
    for name, shape, fan_in, fan_out in TENSORS:
        end = start + math.prod(shape)
        bound = BIAS_BOUND if name.endswith(".bias") else math.sqrt(6.0 / (fan_in + fan_out))
        flat[start:end] *= np.float32(bound)
        start = end
    return flat


def all_images():
    """Images 0 .. 199, 784 pixels each: draw / 2^24 in [0, 1), exact in float32."""
    pixels = draw24(IMAGE_STREAM, IMAGES * 784) / 2.0**24
    return pixels.astype(np.float32).reshape(IMAGES, 1, 28, 28)


def all_labels():
    """Labels 0 .. 199: draw modulo 10."""
    return draw24(LABEL_STREAM, IMAGES) % 10


def split(flat, dtype):
    """The flat array as one trainable tensor per entry of TENSORS."""
    tensors, start = [], 0
    for _, shape, _, _ in TENSORS:
        end = start + math.prod(shape)
        values = flat[start:end].reshape(shape)
        tensors.append(torch.tensor(values, dtype=dtype, requires_grad=True))
        start = end
    return tensors


def forward(parameters, x, activation, convolved, activated):
    """The logits. Pools' inputs are appended to convolved, activations' inputs to activated."""

    def activate(value):
        activated.append(value.detach())
        return activation(value)

    def pool_and_activate(value):
        convolved.append(value.detach())
        return activate(F.max_pool2d(value, 2))

    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters
    x = pool_and_activate(F.conv2d(x, w1, b1, padding=2))
    x = pool_and_activate(F.conv2d(x, w2, b2))
    x = activate(F.linear(x.flatten(1), w3, b3))
    x = activate(F.linear(x, w4, b4))
    return F.linear(x, w5, b5)


def check_margins(name, convolved, activated):
    """Stops if a pool window is nearly tied or an input of ReLU nearly 0: see IMAGE_STREAM."""
    gap = math.inf
    for value in convolved:
        windows = value.unfold(2, 2, 2).unfold(3, 2, 2).flatten(4)  # batch, channel, row, column, 4
        largest = windows.topk(2, dim=4).values
        gap = min(gap, (largest[..., 0] - largest[..., 1]).min().item())
    kink = min(value.abs().min().item() for value in activated)
    print(f"{name}: smallest gap in a pool window {gap:.2e}, smallest activation input {kink:.2e}")
    if gap <= MARGIN or (name == "relu" and kink <= MARGIN):
        raise SystemExit("too near a tie or a kink: choose another IMAGE_STREAM")


def first_batch(name, data, dtype):
    """Logits, loss and gradients (one array a tensor) of the first batch, as float64 arrays."""
    parameters = split(data["parameters"], dtype)
    x = torch.tensor(data["images"][:BATCH], dtype=dtype)
    y = torch.tensor(data["labels"][:BATCH])
    convolved, activated = [], []
    logits = forward(parameters, x, ACTIVATIONS[name], convolved, activated)
    if dtype == torch.float64:
        check_margins(name, convolved, activated)
    loss = F.cross_entropy(logits, y)
    loss.backward()
    gradients = [p.grad.double().numpy().ravel() for p in parameters]
    return logits.detach().double().numpy().ravel(), np.array([loss.item()]), gradients


def training_losses(optimizer, smoothing, data, dtype):
    """The loss of each of the ten batches, each before its own step, SiLU network."""
    parameters = split(data["parameters"], dtype)
    step = optimizer(parameters)
    losses = []
    for batch in range(BATCHES):
        part = slice(batch * BATCH, (batch + 1) * BATCH)
        x = torch.tensor(data["images"][part], dtype=dtype)
        y = torch.tensor(data["labels"][part])
        loss = F.cross_entropy(forward(parameters, x, F.silu, [], []), y, label_smoothing=smoothing)
        step.zero_grad()
        loss.backward()
        step.step()
        losses.append(loss.item())
    return np.array(losses)


def chosen(gradient):
    """Up to 64 entries of a tensor: number j at the flat index 7919 * j modulo the tensor's size.

    7919 is a prime that divides no size here, so no index comes twice.
    """
    return gradient[7919 * np.arange(min(64, gradient.size)) % gradient.size]


def sha256(array):
    return hashlib.sha256(array.astype("<f4").tobytes()).hexdigest()


def numbers(values):
    return " ".join(repr(v) for v in values.tolist())


def distance(name, low, high):
    """Prints the largest difference, and its ratio to the largest value."""
    worst, largest = np.abs(low - high).max(), np.abs(high).max()
    print(f"  {name}: float32 off by up to {worst:.2e}, {worst / largest:.2e} of the largest")


def main():
    torch.set_num_threads(1)  # one order of summation
    torch.use_deterministic_algorithms(True)
    data = {"parameters": initial_parameters(), "images": all_images(), "labels": all_labels()}
    lines = [
        "# Written by lenet5.py, which says what everything means. Do not edit.",
        f"parameters.sha256 = {sha256(data['parameters'])}",
        f"images.sha256 = {sha256(data['images'])}",
        f"labels = {numbers(data['labels'])}",
    ]
    folder = pathlib.Path(__file__).resolve().parent

    for name in ACTIVATIONS:
        logits, loss, gradients = first_batch(name, data, torch.float64)
        low_logits, low_loss, low_gradients = first_batch(name, data, torch.float32)
        lines += [f"{name}.logits = {numbers(logits)}", f"{name}.loss = {numbers(loss)}"]
        distance("logits", low_logits, logits)
        distance("loss", low_loss, loss)
        for (tensor, _, _, _), gradient, low in zip(TENSORS, gradients, low_gradients):
            key = f"{name}.gradient.{tensor}"
            lines += [
                f"{key}.sum = {math.fsum(gradient)!r}",
                f"{key}.sum-of-squares = {math.fsum(gradient * gradient)!r}",
                f"{key}.entries = {numbers(chosen(gradient))}",
            ]
            distance(f"gradient of {tensor}", low, gradient)
        if name == "silu":
            flat = np.concatenate(gradients).astype("<f4")
            (folder / "lenet5-silu-gradients.f32").write_bytes(flat.tobytes())

    print("training, silu")
    for name, optimizer, smoothing in RUNS:
        losses = training_losses(optimizer, smoothing, data, torch.float64)
        lines.append(f"silu.losses.{name} = {numbers(losses)}")
        low = training_losses(optimizer, smoothing, data, torch.float32)
        distance(f"losses of {name}", low, losses)

    (folder / "lenet5.properties").write_bytes(("\n".join(lines) + "\n").encode("ascii"))


if __name__ == "__main__":
    main()
