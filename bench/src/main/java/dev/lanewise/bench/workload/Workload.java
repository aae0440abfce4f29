package dev.lanewise.bench.workload;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import java.util.function.Function;

/**
 * A piece of the engine's work, and what it costs. Immutable.
 *
 * @param kernel what is computed, in a word or two
 * @param shape on what, such as {@code 64×64×64}
 * @param flops floating-point operations of one run; 0 if it only moves data
 * @param bytes compulsory traffic of one run
 * @param sharing what several threads do
 * @param preparation makes it ready to run
 */
public record Workload(String kernel, String shape, long flops, long bytes, Sharing sharing,
        Preparation preparation) {
    /**
     * Operations a byte below which bandwidth is the limit: a core of today does several fused
     * multiply-adds for each byte that it can load.
     */
    private static final double RIDGE = 1;
    private static final Workers CALLER_ONLY = Workers.own(1);

    /** What several threads do. */
    public enum Sharing {
        /** They share one run. */
        TEAM,
        /** Each runs a task of its own, as on tiles of a batch. */
        EACH
    }

    /** Makes a workload ready to run. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Allocates and fills what a run needs.
         *
         * @param workers the threads that share a run; not used where each has its own task
         */
        Task on(Kernels kernels, Workers workers);
    }

    /** A workload of one kernel that one thread runs by itself. */
    static Workload kernel(String kernel, String shape, long flops, long bytes,
            Function<Backend, Task> preparation) {
        return new Workload(kernel, shape, flops, bytes, Sharing.EACH,
                (kernels, workers) -> preparation.apply(kernels.backend()));
    }

    /** Ready to run on the calling thread alone. */
    public Task prepare(Kernels kernels) {
        return preparation.on(kernels, CALLER_ONLY);
    }

    /** Operations a byte: the arithmetic intensity. */
    public double intensity() {
        return (double) flops / bytes;
    }

    /** Whether bandwidth, not arithmetic, limits this. */
    public boolean isBandwidthBound() {
        return intensity() < RIDGE;
    }

    /** Bytes of a number of floats. */
    static long bytesOf(long floats) {
        return floats * Float.BYTES;
    }
}
