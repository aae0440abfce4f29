package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A predictor allocates nothing once the compiler is through. */
@Tag("allocation")
class PredictorAllocationTest {
    private static final int WINDOW = 50;
    private static final int MOST_WINDOWS = 4000;
    private static final Network NETWORK = Network.input(1, 12, 12)
            .conv2d(6, 5, Padding.SAME)
            .maxPool(2)
            .silu()
            .conv2d(16, 3)
            .layer(AveragePool2d.of(2))
            .tanh()
            .dense(24)
            .relu()
            .dense(10)
            .build();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The fewest bytes that a window of calls allocated, up to the first with none. */
    private long least(int windows, Runnable call) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < windows && least > 0; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < WINDOW; i++) {
                call.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static Predictor predictor(KernelChoice kernels) {
        float[] parameters = new float[NETWORK.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) StrictMath.sin(i) / 8;
        }
        return Model.of(NETWORK, parameters, Normalization.none(), Map.of())
                .predictor(Kernels.of(kernels));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "SCALAR"})
    void aWarmPredictionAllocatesNothing(KernelChoice kernels) {
        Predictor predictor = predictor(kernels);
        float[] values = new float[144];
        float[] probabilities = new float[10];
        assertEquals(0, least(MOST_WINDOWS, () -> predictor.predict(values, probabilities)),
                "bytes in a window");
    }

    /** The canary. */
    @Test
    void aPredictionThatAllocatesIsCaught() {
        Predictor predictor = predictor(KernelChoice.SCALAR);
        float[] values = new float[144];
        float[][] kept = new float[1][];
        long least = least(20, () -> {
            kept[0] = new float[10];
            predictor.predict(values, kept[0]);
        });
        assertTrue(least >= 56L * WINDOW, least + " bytes in a window");
    }
}
