package dev.lanewise.bench.workload;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.BatchGradient;
import dev.lanewise.engine.plan.Plan;

/**
 * LeNet's dense layers. Forward and the gradient of the input are the products of a plan on a tile
 * of 16 images; the gradient of the weights is the engine's own reduction over a batch.
 */
public enum DenseLayer {
    /** 400 features to 120 units. */
    DENSE1(400, 120),
    /** 120 features to 84 units. */
    DENSE2(120, 84),
    /** 84 features to 10 classes. */
    DENSE3(84, 10);

    /** Images of the batch over which weight gradients are summed. */
    public static final int BATCH = 128;

    private final int features;
    private final int units;

    DenseLayer(int features, int units) {
        this.features = features;
        this.units = units;
    }

    /** {@code y[units × 16] = b + W·x[features × 16]}. */
    public Workload forward() {
        GemmProblem shape = GemmProblem.of(units, Backend.TILE, features, false, false,
                GemmProblem.Start.ROW_BIAS);
        long floats = (long) shape.spanA() + shape.spanB() + units + shape.spanC();
        return Workload.kernel("dense", GemmWorkload.text(shape), shape.flops(),
                Workload.bytesOf(floats),
                kernels -> {
                    GemmKernel gemm = kernels.gemm(shape);
                    float[] w = SyntheticData.floats(shape.spanA());
                    float[] x = SyntheticData.floats(shape.spanB());
                    float[] bias = SyntheticData.floats(units);
                    float[] y = new float[shape.spanC()];
                    return Task.of(y, () -> gemm.run(w, 0, x, 0, bias, 0, y, 0));
                });
    }

    /** {@code dx[features × 16] = Wᵀ·dy[units × 16]}. */
    public Workload inputGradient() {
        GemmProblem shape = GemmProblem.of(features, Backend.TILE, units, true, false,
                GemmProblem.Start.ZERO);
        long floats = (long) shape.spanA() + shape.spanB() + shape.spanC();
        return Workload.kernel("dense dX", GemmWorkload.text(shape), shape.flops(),
                Workload.bytesOf(floats),
                kernels -> {
                    GemmKernel gemm = kernels.gemm(shape);
                    float[] w = SyntheticData.floats(shape.spanA());
                    float[] dy = SyntheticData.floats(shape.spanB());
                    float[] dx = new float[shape.spanC()];
                    return Task.of(dx, () -> gemm.run(w, 0, dy, 0, dx, 0));
                });
    }

    /** {@code dW[units × features] = dYᵀ·X} and the bias gradient, over a batch of 128 images. */
    public Workload weightGradient() {
        GemmProblem shape = GemmProblem.of(units, features, BATCH, true, false,
                GemmProblem.Start.ZERO);
        long floats = (long) shape.spanA() + shape.spanB() + shape.spanC() + units;
        return Workload.kernel("dense dW", GemmWorkload.text(shape), shape.flops(),
                Workload.bytesOf(floats),
                kernels -> {
                    BatchGradient gradient = filled(kernels);
                    return Task.of(gradient.flat(), () -> reduce(gradient));
                });
    }

    /** A batch whose tiles have left their inputs and gradients. */
    private BatchGradient filled(Backend kernels) {
        Network network = Network.input(features, 1, 1).dense(units).build();
        float[] parameters = SyntheticData.floats(network.parameterCount());
        Plan plan = new Plan(network, kernels, Backend.TILE, Plan.Use.TRAINING);
        BatchGradient gradient = new BatchGradient(plan, BATCH);
        gradient.begin(BATCH);
        plan.load(SyntheticData.floats(Backend.TILE * features), Backend.TILE,
                Normalization.none());
        plan.forward(parameters);
        plan.lossGradient(new CrossEntropy(units, Backend.TILE, 0f), new float[Backend.TILE],
                1f / BATCH);
        for (int tile = 0; tile < gradient.tiles(BATCH); tile++) {
            plan.backward(parameters, gradient, tile);
        }
        return gradient;
    }

    private static void reduce(BatchGradient gradient) {
        for (int task = 0; task < gradient.tasks(); task++) {
            gradient.reduce(task);
        }
    }
}
