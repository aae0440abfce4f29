package dev.lanewise.bench.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lanewise.engine.model.Model;

import java.util.Arrays;
import java.util.List;

/** LeNet-5 with SiLU in PyTorch, through DJL. */
final class PytorchLenet5 implements PeerNetwork, PeerTrainer {
    private static final int SIZE = 28;
    private final NDManager manager;
    private final SequentialBlock network = network();
    private final List<Parameter> parameters;
    private final ParameterStore store;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Optimizer adam;
    private final int batch;

    PytorchLenet5(Model model, int batch, int threads, float learningRate) {
        this.batch = batch;
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        manager = engine.newBaseManager();
        store = new ParameterStore(manager, false);
        network.initialize(manager, DataType.FLOAT32, new Shape(batch, 1, SIZE, SIZE));
        parameters = network.getParameters().values();
        float[] values = model.parameters();
        int offset = 0;
        for (Parameter parameter : parameters) {
            NDArray array = parameter.getArray();
            int size = (int) array.size();
            array.set(Arrays.copyOfRange(values, offset, offset + size));
            array.setRequiresGradient(true);
            offset += size;
        }
        adam = Adam.builder().optLearningRateTracker(Tracker.fixed(learningRate)).build();
    }

    private static SequentialBlock network() {
        return new SequentialBlock().add(convolution(6, 2))
                .add(pool())
                .add(silu())
                .add(convolution(16, 0))
                .add(pool())
                .add(silu())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(120).build())
                .add(silu())
                .add(Linear.builder().setUnits(84).build())
                .add(silu())
                .add(Linear.builder().setUnits(10).build());
    }

    private static Conv2d convolution(int maps, int padding) {
        return Conv2d.builder()
                .setKernelShape(new Shape(5, 5))
                .optPadding(new Shape(padding, padding))
                .setFilters(maps)
                .build();
    }

    private static ai.djl.nn.Block pool() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    private static ai.djl.nn.Block silu() {
        return Activation.swishBlock(1);
    }

    @Override
    public float[] logits(float[] images) {
        try (NDManager run = manager.newSubManager()) {
            NDArray input = run.create(images, new Shape(batch, 1, SIZE, SIZE));
            return network.forward(store, new NDList(input), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    @Override
    public float step(float[] images, int[] labels) {
        try (NDManager run = manager.newSubManager();
                GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            gradients.zeroGradients();
            NDArray input = run.create(images, new Shape(batch, 1, SIZE, SIZE));
            NDArray target = run.create(labels, new Shape(batch));
            NDList logits = network.forward(store, new NDList(input), true);
            NDArray mean = loss.evaluate(new NDList(target), logits);
            gradients.backward(mean);
            for (Parameter parameter : parameters) {
                NDArray weights = parameter.getArray();
                try (NDArray gradient = weights.getGradient()) {
                    adam.update(parameter.getId(), weights, gradient);
                }
            }
            return mean.getFloat();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
