#!/usr/bin/env python3
"""Golden values of MLPerf Tiny's four networks from PyTorch.

    python3 tiny.py

Made with Debian 12's python3-torch 1.13.1 and python3-numpy 1.24.2. For each network it writes beside itself

    NETWORK.properties   all but the gradients, one "name = v1 v2 v3 ..." a line
    NETWORK.f32          every gradient of the first batch, raw little-endian float32, in the order of the
                         parameters; running averages, which have none, are left out

computed in float64, and prints how far a float32 run of PyTorch lies from it, which is the scale for
tolerances. Weights, images and labels are a hash of their index, as in the engine's lenet5.py, whose functions
it uses.

The networks are those of TinyNetworks, with smaller inputs: the number of parameters of the first three
doesn't depend on them. Strided convolutions are padded as TensorFlow does it. Batch normalization has epsilon
1e-3 and momentum 0.1. DS-CNN's two dropouts drop what the engine drops in the first epoch of seed 0: no two
programs draw the same numbers, but the engine's are a function of layer, sample and index.

losses      the loss of each of ten batches of 20 (a tile of 16 and one of 4), each before its own step:
            softmax cross-entropy or, for the autoencoder, the mean squared error, with the input as target;
            descent with momentum 0.9
logits      of the first batch
inference   of the first batch, by running averages, with the parameters after the ten steps
parameters  after ten steps: the product of each tensor, running averages among them, with the hash of the
            indices (numbers in [-1, 1)), and its largest magnitude
"""

import math
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

ROOT = next(p for p in pathlib.Path(__file__).resolve().parents if (p / "engine").is_dir() and (p / "mnist").is_dir())
sys.path.insert(0, str(ROOT / "engine/src/test/resources/dev/lanewise/engine/golden"))

from lenet5 import distance, draw24, numbers  # noqa: E402

BATCH = 20
BATCHES = 10
MOMENTUM = 0.9
LABEL_STREAM = 31
PARAMETER_STREAM = 32
PRODUCT_STREAM = 33
# Of the first streams from 40 on the one with the largest distance of an input of ReLU from 0 in the ten steps:
# nearer than a rounding error, and it would take the other branch. One that does changes DS-CNN's next losses by
# 1e-5, as PyTorch's own float32 runs with and without oneDNN show.
STREAMS = range(40, 60)

GOLDEN = 0x9E3779B97F4A7C15
DROPOUT_PURPOSE = 8
EPOCH = 1


def mix(z):
    """The finalizer of SplitMix64, of a 64-bit number."""
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
    return z ^ (z >> 31)


def dropout_key(layer, sample):
    """The low half of CounterRandom's bits for a layer and a sample, with seed 0."""
    stream = mix((mix(GOLDEN) + DROPOUT_PURPOSE * GOLDEN) % 2**64)
    epoch = mix((stream + (EPOCH + 1) * GOLDEN) % 2**64)
    return mix((epoch + ((layer << 32) + sample + 1) * GOLDEN) % 2**64) % 2**32


def dropout_factors(layer, samples, size, rate):
    """What each value of each sample is multiplied by: 0, or 1 / (1 - rate) in float32."""
    keys = np.array([dropout_key(layer, sample) for sample in samples], dtype=np.uint32)
    h = keys[:, None] + np.arange(size, dtype=np.uint32) * np.uint32(0x9E3779B9)
    h = (h ^ (h >> 16)) * np.uint32(0x7FEB352D)
    h = (h ^ (h >> 15)) * np.uint32(0x846CA68B)
    drawn = (h ^ (h >> 16)) >> 8
    rate = float(np.float32(rate))
    return np.where(drawn >= round(rate * 2**24), np.float32(1 / (1 - rate)), np.float32(0))


class Net:
    """Tensors are made where a layer is first called, in the order of the flat array."""

    def __init__(self, dtype, shift):
        self.dtype, self.shift, self.t, self.size, self.kink = dtype, shift, {}, 0, math.inf
        self.begin()

    def begin(self, samples=None):
        """Begins a pass; the indices of the samples are given in training, where they decide what is dropped."""
        self.samples, self.used = samples, {}

    def name(self, stem):
        self.used[stem] = self.used.get(stem, 0) + 1
        return f"{stem}{self.used[stem]}"

    def tensor(self, name, shape, first):
        if name not in self.t:
            u = draw24(PARAMETER_STREAM, self.size + math.prod(shape))[self.size:] / 2.0**23 - 1.0
            self.size += u.size
            value = first(u.astype(np.float32)).astype(np.float32).reshape(shape)
            tensor = torch.tensor(value, dtype=self.dtype)
            tensor.requires_grad = "running" not in name
            self.t[name] = tensor
        return self.t[name]

    def weights(self, name, shape):
        bound = np.float32(math.sqrt(6.0 / math.prod(shape[1:])))
        return (self.tensor(name + ".weight", shape, lambda u: u * bound),
                self.tensor(name + ".bias", shape[:1], lambda u: u / 8))

    def conv(self, x, out, kernel, stride=1, groups=1):
        kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
        w, b = self.weights(self.name("conv"), (out, x.shape[1] // groups, *kernel))
        padding = []
        for extent, k in zip(x.shape[:1:-1], kernel[::-1]):
            total = max(0, (math.ceil(extent / stride) - 1) * stride + k - extent)
            padding += [total // 2, total - total // 2]
        return F.conv2d(F.pad(x, padding), w, b, stride=stride, groups=groups)

    def norm(self, x):
        name, shape = self.name("bn"), (x.shape[1],)
        scale = self.tensor(name + ".weight", shape, lambda u: 1 + u / 2)
        shift = self.tensor(name + ".bias", shape, lambda u: self.shift + u / 8)
        mean = self.tensor(name + ".running_mean", shape, lambda u: u * 0)
        var = self.tensor(name + ".running_var", shape, lambda u: u * 0 + 1)
        return F.batch_norm(x, mean, var, scale, shift, self.samples is not None, 0.1, 1e-3)

    def dropout(self, x, layer, rate):
        """The engine's; the layer is its index in the network."""
        if self.samples is None:
            return x
        factors = dropout_factors(layer, self.samples, x[0].numel(), rate)
        return x * torch.tensor(factors, dtype=self.dtype).reshape(x.shape)

    def relu(self, x):
        self.kink = min(self.kink, x.detach().abs().min().item())
        return F.relu(x)

    def dense(self, x, out):
        return F.linear(x, *self.weights(self.name("fc"), (out, x.shape[1])))

    def cnr(self, x, *args, **more):
        return self.relu(self.norm(self.conv(x, *args, **more)))


def resnet8(net, x):
    x = net.cnr(x, 16, 3)
    for filters, stride in (16, 1), (32, 2), (64, 2):
        y = net.norm(net.conv(net.cnr(x, filters, 3, stride), filters, 3))
        x = net.relu(y + (x if stride == 1 else net.conv(x, filters, 1, stride)))
    return net.dense(x.mean((2, 3)), 10)


def separable(net, x, filters, stride):
    channels = x.shape[1]
    return net.cnr(net.cnr(x, channels, 3, stride, groups=channels), filters, 1)


def ds_cnn(net, x):
    x = net.dropout(net.cnr(x, 64, (10, 4), 2), 3, 0.2)
    for _ in range(4):
        x = separable(net, x, 64, 1)
    x = net.dropout(x, 28, 0.4)
    return net.dense(x.mean((2, 3)), 12)


def mobilenet(net, x):
    x = net.cnr(x, 8, 3, 2)
    for filters, stride in ((16, 1), (32, 2), (32, 1), (64, 2), (64, 1), (128, 2), *[(128, 1)] * 5, (256, 2), (256, 1)):
        x = separable(net, x, filters, stride)
    return net.dense(x.mean((2, 3)), 2)


def autoencoder(net, x):
    features = x.shape[1]
    x = x.flatten(1)
    for units in (128,) * 4 + (8,) + (128,) * 4:
        x = net.relu(net.norm(net.dense(x, units)))
    return net.dense(x, features)


# Name, network, shape of the input, classes (0: values), what the shifts of batch normalization lie around, and
# learning rate. Errors grow by a fifth with each of MobileNet's 27 normalizations and ReLUs, until two runs of
# PyTorch in float32 and float64 have nothing in common after ten steps; shifts of 2 keep most of its ReLUs open.
# So they do in DS-CNN, whose maps are so large that some ReLU of ten steps is always nearer to 0 than the errors.
NETWORKS = [
    ("resnet8", resnet8, (3, 16, 16), 10, 0, 0.02),
    ("ds-cnn", ds_cnn, (1, 25, 10), 12, 2, 0.02),
    ("mobilenet", mobilenet, (3, 32, 32), 2, 2, 0.005),
    ("autoencoder", autoencoder, (64, 1, 1), 0, 0, 0.02),
]


def images(stream, shape):
    size = BATCH * BATCHES * math.prod(shape)
    return (draw24(stream, size) / 2.0**24).astype(np.float32).reshape(-1, *shape)


def loss_of(outputs, x, y, classes):
    return F.cross_entropy(outputs, y) if classes else F.mse_loss(outputs, x.flatten(1))


def product(name, net, value):
    """With the hash of the tensor's flat indices."""
    start = 0
    for other, tensor in net.t.items():
        if other == name:
            u = draw24(PRODUCT_STREAM, start + tensor.numel())[start:] / 2.0**23 - 1.0
            return float((u * value).sum())
        start += tensor.numel()
    raise KeyError(name)


def run(case, stream, dtype):
    _, network, shape, classes, shift, rate = case
    net = Net(dtype, shift)
    net.begin(range(BATCH))
    x = torch.tensor(images(stream, shape), dtype=dtype)
    y = torch.tensor(draw24(LABEL_STREAM, BATCH * BATCHES) % max(classes, 1))
    with torch.no_grad():
        network(net, x[:BATCH])
    for tensor in net.t.values():  # The averages began with this batch.
        if not tensor.requires_grad:
            tensor.fill_(0)
    for name, tensor in net.t.items():
        if name.endswith("running_var"):
            tensor.fill_(1)
    step = torch.optim.SGD([t for t in net.t.values() if t.requires_grad], lr=rate, momentum=MOMENTUM)
    result, losses = {}, []
    for batch in range(BATCHES):
        part = slice(batch * BATCH, (batch + 1) * BATCH)
        net.begin(range(part.start, part.stop))
        outputs = network(net, x[part])
        loss = loss_of(outputs, x[part], y[part], classes)
        step.zero_grad()
        loss.backward()
        if batch == 0:
            result["logits"] = outputs.detach().double().numpy().ravel()
            result["gradients"] = {name: t.grad.double().numpy().ravel().copy()
                                   for name, t in net.t.items() if t.requires_grad}
        step.step()
        losses.append(loss.item())
    result["kink"] = net.kink
    result["losses"] = np.array(losses)
    for name, tensor in net.t.items():
        value = tensor.detach().double().numpy().ravel()
        result[f"parameters.{name}"] = np.array([product(name, net, value), np.abs(value).max()])
    net.begin()
    result["inference"] = network(net, x[:BATCH]).detach().double().numpy().ravel()
    return result


def gradient_distance(low, high):
    """The largest over all tensors, in units of the largest gradient of their layer."""
    largest, off = {}, {}
    for name, values in high.items():
        layer = name.split(".")[0]
        largest[layer] = max(largest.get(layer, 0), np.abs(values).max())
        off[layer] = max(off.get(layer, 0), np.abs(low[name] - values).max())
    worst = max(off[layer] / largest[layer] for layer in off)
    print(f"  gradients: float32 off by up to {worst:.2e} of the largest of their layer")


def main():
    torch.set_num_threads(1)  # one order of summation
    torch.use_deterministic_algorithms(True)
    for case in NETWORKS:
        name = case[0]
        runs = ((run(case, stream, torch.float64), stream) for stream in STREAMS)
        high, stream = max(runs, key=lambda each: each[0]["kink"])
        low = run(case, stream, torch.float32)
        print(f"{name}: images of stream {stream}, smallest input of ReLU {high.pop('kink'):.1e}")
        for values in "logits", "losses", "inference":
            distance(values, low[values], high[values])
        gradients = high.pop("gradients")
        gradient_distance(low["gradients"], gradients)
        lines = ["# Written by tiny.py, which says what everything means. Do not edit.", f"stream = {stream}"]
        lines += [f"{key} = {numbers(values)}" for key, values in high.items()]
        beside = pathlib.Path(__file__)
        beside.with_name(f"{name}.properties").write_bytes(("\n".join(lines) + "\n").encode("ascii"))
        beside.with_name(f"{name}.f32").write_bytes(np.concatenate(list(gradients.values())).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
