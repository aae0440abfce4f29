package dev.lanewise.engine.kernel;

/** Multiply-add as this machine does it well: fused where the hardware can. */
public final class Fma {
    private static final int CALLS = 8;
    private static final int TRIALS = 5;
    private static final long LIMIT_NANOS = 100_000;

    /** Whether {@link Math#fma(float, float, float)} is an instruction here. */
    public static final boolean HARDWARE = probe();

    private Fma() {}

    /** {@code a·b + c}, rounded once where {@link #HARDWARE} holds, else twice. */
    public static float of(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : a * b + c;
    }

    /*
     * The JVM's flag UseFMA can be read through java.management only, which takes 20 ms to load.
     * Without the instruction Math.fma computes with BigDecimal, about 200 µs a call cold, against
     * 0.1 µs cold with it; so the quickest of several short trials tells them apart with three
     * orders of magnitude between, and a machine that is busy elsewhere can't spoil all trials.
     */
    private static boolean probe() {
        float sum = 0.1f;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = Math.fma(sum, 1.1f, 0.3f);
            }
            if (System.nanoTime() - start < LIMIT_NANOS && sum > 0) {
                return true;
            }
        }
        return false;
    }
}
