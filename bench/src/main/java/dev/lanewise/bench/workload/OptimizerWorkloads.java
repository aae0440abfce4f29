package dev.lanewise.bench.workload;

import dev.lanewise.engine.backend.AdamRule;
import dev.lanewise.engine.backend.SgdRule;
import dev.lanewise.mnist.Lenet5;

/** One step of an optimizer over LeNet's 61,706 parameters. */
public final class OptimizerWorkloads {
    private static final int PARAMETERS = Lenet5.standard().parameterCount();
    /** Four fused multiply-adds: decay, velocity, look-ahead, step. */
    private static final int NESTEROV_FLOPS = 2 * 4;
    /** Six fused multiply-adds, three products, a root and a quotient. */
    private static final int ADAM_FLOPS = 2 * 6 + 5;
    /** Parameters and velocity are read and written, the gradient is read. */
    private static final int NESTEROV_FLOATS = 5;
    /** Parameters and two moments are read and written, the gradient is read. */
    private static final int ADAM_FLOATS = 7;
    /** So small that parameters keep their size over millions of steps. */
    private static final float RATE = 1e-6f;

    private OptimizerWorkloads() {}

    /** SGD with Nesterov momentum 0.9. */
    public static Workload sgd() {
        SgdRule rule = new SgdRule(0.9f, true, 0f);
        return Workload.kernel("SGD", String.valueOf(PARAMETERS),
                (long) NESTEROV_FLOPS * PARAMETERS,
                Workload.bytesOf((long) NESTEROV_FLOATS * PARAMETERS), kernels -> {
                    float[] p = SyntheticData.floats(PARAMETERS);
                    float[] g = SyntheticData.floats(PARAMETERS);
                    float[] velocity = new float[PARAMETERS];
                    return Task.of(p,
                            () -> kernels.sgd(rule, RATE, p, g, velocity, 0, PARAMETERS));
                });
    }

    /** Adam with its usual constants, late in training: the bias corrections are 1. */
    public static Workload adam() {
        AdamRule rule = new AdamRule(0.9f, 0.999f, 1e-8f, 0f, false);
        return Workload.kernel("Adam", String.valueOf(PARAMETERS), (long) ADAM_FLOPS * PARAMETERS,
                Workload.bytesOf((long) ADAM_FLOATS * PARAMETERS), kernels -> {
                    float[] p = SyntheticData.floats(PARAMETERS);
                    float[] g = SyntheticData.floats(PARAMETERS);
                    float[] mean = new float[PARAMETERS];
                    float[] square = new float[PARAMETERS];
                    return Task.of(p, () -> kernels.adam(rule, RATE, RATE, 1f, p, g, mean, square,
                            0, PARAMETERS));
                });
    }
}
