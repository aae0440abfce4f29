package dev.lanewise.engine.train;

import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import java.util.Objects;

/**
 * The learning rate over a run, as a factor of the optimizer's: it rises in a straight line over
 * the warm-up, from more than 0 and to 1 at the first step after it, then follows the curve.
 *
 * @param curve what follows the warm-up
 * @param warmup share of the steps in [0, 1) over which the rate rises
 */
public record Schedule(Curve curve, double warmup) {
    private static final double RANGE_START = 1e-6;
    private static final double[] STAIR_ENDS = {0.1, 0.25, 0.4, 0.6, 1};
    private static final double[] STAIR_FACTORS = {1, 0.4, 0.2, 0.1, 0.02};
    private static final double ONE_CYCLE_WARMUP = 0.3;
    private static final double ONE_CYCLE_START = 1.0 / 25;
    private static final double ONE_CYCLE_END = ONE_CYCLE_START / 1e4;

    /** The course of the learning rate after the warm-up. */
    public enum Curve {
        /** Stays at 1. */
        CONSTANT,
        /** Falls in a straight line to 0, which the step after the last one would have. */
        LINEAR,
        /**
         * Falls along half a cosine to 0 (Loshchilov, Hutter 2017), which the step after the last one
         * would have.
         */
        COSINE,
        /**
         * Rises from 1/25 and falls to 1/250,000, both along half a cosine (Smith, Topin 2018), as
         * PyTorch's OneCycleLR: its warm-up is the rise, whose last step has the factor 1, and the
         * last step of all has the smallest.
         */
        ONE_CYCLE,
        /**
         * Falls in five steps, as over the twenty passes of LeCun, Bottou, Bengio, Haffner 1998,
         * section III-B: 1, 0.4, 0.2, 0.1 and 0.02 for 2, 3, 3, 4 and 8 twentieths of the steps.
         */
        LECUN_1998,
        /**
         * Rises exponentially from 10⁻⁶, which the step before the first one would have, to 1: for
         * finding the highest rate that trains (Smith 2017).
         */
        RANGE_TEST
    }

    /** Checks that there is a curve, and the warm-up. */
    public Schedule {
        Objects.requireNonNull(curve, "The curve of a schedule must not be null.");
        OptionRange.check(warmup >= 0 && warmup < 1, "A warm-up", "a share of the steps in [0, 1)",
                warmup);
    }

    /** Always the optimizer's rate. */
    public static Schedule constant() {
        return new Schedule(Curve.CONSTANT, 0);
    }

    /** In a straight line to 0. */
    public static Schedule linear() {
        return new Schedule(Curve.LINEAR, 0);
    }

    /** Along half a cosine to 0. */
    public static Schedule cosine() {
        return new Schedule(Curve.COSINE, 0);
    }

    /** One cycle with its peak after 30 % of the steps. */
    public static Schedule oneCycle() {
        return new Schedule(Curve.ONE_CYCLE, ONE_CYCLE_WARMUP);
    }

    /** The same curve after a warm-up over a share of the steps. */
    public Schedule warmup(double share) {
        return new Schedule(curve, share);
    }

    /** What it is made of, to compare. */
    Attributes attributes() {
        return Attributes.of("Schedule").with("curve", curve).with("warmup", warmup, 0.0);
    }

    /**
     * The factor of a step.
     *
     * @param step its index from 0
     * @param steps number of steps of the run
     */
    public double factor(long step, long steps) {
        double rise = warmup * steps;
        boolean rising = step < rise;
        double done = rising ? (step + 1) / (rise + 1)
                : (step - rise) / StrictMath.max(1, steps - rise);
        return switch (curve) {
            case CONSTANT -> rising ? done : 1;
            case LINEAR -> rising ? done : 1 - done;
            case COSINE -> rising ? done : halfCosine(1, 0, done);
            case RANGE_TEST ->
                    (rising ? done : 1) * StrictMath.pow(RANGE_START, 1 - (step + 1.0) / steps);
            case LECUN_1998 -> rising ? done : staircase(done);
            case ONE_CYCLE -> oneCycle(step, rise - 1, steps - 1);
        };
    }

    /** The factor where step {@code peak}, which need not be a whole number, has 1. */
    private static double oneCycle(long step, double peak, long last) {
        return step < peak ? halfCosine(ONE_CYCLE_START, 1, step / peak)
                : halfCosine(1, ONE_CYCLE_END,
                        (step - peak) / StrictMath.max(Double.MIN_NORMAL, last - peak));
    }

    /** The factor at a share of the run. */
    private static double staircase(double share) {
        int stair = 0;
        while (share >= STAIR_ENDS[stair]) {
            stair++;
        }
        return STAIR_FACTORS[stair];
    }

    /** From {@code from} at 0 to {@code to} at 1. */
    private static double halfCosine(double from, double to, double done) {
        return to + (from - to) * (1 + StrictMath.cos(StrictMath.PI * done)) / 2;
    }
}
