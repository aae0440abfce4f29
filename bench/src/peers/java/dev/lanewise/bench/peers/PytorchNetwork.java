package dev.lanewise.bench.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A model in PyTorch, through DJL: layer by layer, the operators that its own modules call. */
final class PytorchNetwork implements PeerNetwork, PeerTrainer {
    private static final int CHANNELS = 1;
    private final NDManager manager;
    private final Network network;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> trained = new LinkedHashMap<>();
    private final boolean reproduces;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private final Optimizer adam;
    private final int batch;

    PytorchNetwork(Model model, int batch, int threads) {
        this(model, batch, threads, 0, false);
    }

    PytorchNetwork(PeerModel of, int batch, int threads, float learningRate) {
        this(of.model(), batch, threads, learningRate, of.reproducesItsInput());
    }

    private PytorchNetwork(Model model, int batch, int threads, float learningRate,
            boolean reproduces) {
        this.batch = batch;
        this.reproduces = reproduces;
        network = model.network();
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        manager = engine.newBaseManager();
        float[] values = model.parameters();
        for (Parameter parameter : network.parameters()) {
            NDArray array = manager.create(Arrays.copyOfRange(values, parameter.offset(),
                    parameter.offset() + parameter.size()), shape(parameter.dimensions()));
            parameters.put(parameter.name(), array);
            if (parameter.role().isTrained()) {
                array.setRequiresGradient(true);
                trained.put(parameter.name(), array);
            }
        }
        adam = Adam.builder().optLearningRateTracker(Tracker.fixed(learningRate)).build();
    }

    private static Shape shape(List<Integer> extents) {
        return new Shape(extents.stream().mapToLong(Integer::longValue).toArray());
    }

    private NDArray input(NDManager run, float[] values) {
        dev.lanewise.engine.nn.Shape in = network.inputShape();
        return run.create(values, new Shape(batch, in.channels(), in.height(), in.width()));
    }

    private NDArray forward(NDArray input, boolean training) {
        List<Node> nodes = network.nodes();
        NDArray[] outputs = new NDArray[nodes.size()];
        for (int i = 0; i < outputs.length; i++) {
            NDArray[] inputs = nodes.get(i)
                    .sources()
                    .stream()
                    .map(source -> source == Node.NETWORK_INPUT ? input : outputs[source])
                    .toArray(NDArray[]::new);
            outputs[i] = layer(nodes.get(i), inputs, training);
        }
        return flat(outputs[outputs.length - 1]);
    }

    private NDArray layer(Node node, NDArray[] inputs, boolean training) {
        NDArray x = inputs[0];
        return switch (node.layer()) {
            case Conv2d c -> convolution(c, node, x);
            case BatchNorm b -> {
                List<Parameter> p = node.parameters();
                yield ai.djl.nn.norm.BatchNorm
                        .batchNorm(x, of(p.get(2)), of(p.get(3)), of(p.get(0)), of(p.get(1)),
                                CHANNELS, b.momentum(), b.epsilon(), training)
                        .singletonOrThrow();
            }
            case Dense d -> Linear.linear(flat(x), of(node.weight()), of(node.bias()))
                    .singletonOrThrow();
            case MaxPool2d p -> Pool.maxPool2d(x, new Shape(p.windowHeight(), p.windowWidth()),
                    new Shape(p.strideHeight(), p.strideWidth()),
                    new Shape(p.paddingHeight(), p.paddingWidth()), p.ceilMode());
            case GlobalPool2d p -> p == GlobalPool2d.AVERAGE ? Pool.globalAvgPool2d(x)
                    : Pool.globalMaxPool2d(x);
            case Add a -> x.add(inputs[1]);
            case Dropout d -> ai.djl.nn.norm.Dropout.dropout(x, d.rate(), training)
                    .singletonOrThrow();
            case Activation.RELU -> ai.djl.nn.Activation.relu(x);
            case Activation.SILU -> ai.djl.nn.Activation.swish(x, 1);
            default -> throw new IllegalArgumentException("A network to compare must have layers"
                    + " that this class knows in PyTorch, not " + node.name() + ".");
        };
    }

    private NDArray convolution(Conv2d c, Node node, NDArray x) {
        Border border = c.border(node.input());
        boolean even = border.top() == border.bottom() && border.left() == border.right();
        NDArray padded = even ? x
                : x.pad(new Shape(border.left(), border.right(), border.top(), border.bottom()), 0);
        return ai.djl.nn.convolutional.Conv2d
                .conv2d(padded, of(node.weight()), of(node.bias()),
                        new Shape(c.strideHeight(), c.strideWidth()),
                        even ? new Shape(border.top(), border.left()) : square(0),
                        new Shape(c.dilationHeight(), c.dilationWidth()), c.groups())
                .singletonOrThrow();
    }

    private NDArray flat(NDArray x) {
        return x.getShape().dimension() == 2 ? x : x.reshape(batch, -1);
    }

    private static Shape square(int extent) {
        return new Shape(extent, extent);
    }

    private NDArray of(Parameter parameter) {
        return Objects.requireNonNull(parameters.get(parameter.name()), parameter.name());
    }

    @Override
    public float[] logits(float[] images) {
        try (NDManager run = manager.newSubManager()) {
            return forward(input(run, images), false).toFloatArray();
        }
    }

    @Override
    public float step(float[] images, int[] labels) {
        try (NDManager run = manager.newSubManager();
                GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            gradients.zeroGradients();
            NDArray input = input(run, images);
            NDArray outputs = forward(input, true);
            NDArray mean = reproduces ? outputs.sub(flat(input)).square().mean()
                    : crossEntropy.evaluate(new NDList(run.create(labels, new Shape(batch))),
                            new NDList(outputs));
            gradients.backward(mean);
            trained.forEach((name, weights) -> {
                try (NDArray gradient = weights.getGradient()) {
                    adam.update(name, weights, gradient);
                }
            });
            return mean.getFloat();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
