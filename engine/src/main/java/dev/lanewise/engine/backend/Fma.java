package dev.lanewise.engine.backend;

/** Multiply-add as this machine does it well: fused where the hardware can. */
public final class Fma {
    private static final int CALLS = 8;
    private static final int TRIALS = 20;
    private static final long LIMIT_NANOS = 2_000;
    private static final float TINY = 0x1.234566p-125f;
    private static final float TINY_TOO = 0x1.654322p-125f;

    /** Whether {@link Math#fma(float, float, float)} is an instruction here. */
    public static final boolean HARDWARE = probe();

    private Fma() {}

    /** {@code a·b + c}, rounded once where {@link #HARDWARE} holds, else twice. */
    public static float of(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : a * b + c;
    }

    /*
     * The JVM's flag UseFMA can be read through java.management only, which takes 20 ms to load.
     * Without the instruction Math.fma computes with BigDecimal: eight calls take 90 to 460 µs cold,
     * and still 5 µs when they are compiled and hot, as the digits of a tiny product are many. With
     * it they take 0.2 to 0.4 µs interpreted. The quickest of several trials decides, so that a
     * machine that is busy elsewhere does not hide the instruction; the first quick one ends them. A
     * quick one is proof. Where all were slow, the flag is asked after all: results must not depend on
     * how busy a machine is.
     */
    private static boolean probe() {
        return isQuick() || CompilerFlags.useFma();
    }

    private static boolean isQuick() {
        float sum = 0.1f;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = Math.fma(TINY, TINY_TOO, sum);
            }
            if (System.nanoTime() - start < LIMIT_NANOS && sum > 0) {
                return true;
            }
        }
        return false;
    }
}
