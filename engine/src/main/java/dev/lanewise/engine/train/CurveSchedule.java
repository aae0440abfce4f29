package dev.lanewise.engine.train;

import dev.lanewise.engine.optim.OptionRange;
import dev.lanewise.engine.text.Attributes;
import java.util.Objects;

/**
 * A curve after a warm-up, over which the rate rises in a straight line, from more than 0 and to 1 at the
 * first step after it.
 *
 * @param curve what follows the warm-up
 * @param warmup share of the steps in [0, 1) over which the rate rises
 */
record CurveSchedule(Schedule.Curve curve, double warmup) implements Schedule {
    private static final double RANGE_START = 1e-6;
    private static final double[] STAIR_ENDS = {0.1, 0.25, 0.4, 0.6, 1};
    private static final double[] STAIR_FACTORS = {1, 0.4, 0.2, 0.1, 0.02};
    private static final double ONE_CYCLE_START = 1.0 / 25;
    private static final double ONE_CYCLE_END = ONE_CYCLE_START / 1e4;

    /** Checks that there is a curve, and the warm-up. */
    CurveSchedule {
        Objects.requireNonNull(curve, "The curve of a schedule must not be null.");
        requireShare(warmup);
    }

    /** Refuses a warm-up that is no share of the steps. */
    static void requireShare(double warmup) {
        OptionRange.check(warmup >= 0 && warmup < 1, "A warm-up", "a share of the steps in [0, 1)",
                warmup);
    }

    @Override
    public Schedule warmup(double share) {
        return new CurveSchedule(curve, share);
    }

    @Override
    public String description() {
        return attributes().toString();
    }

    /** What it is made of, to compare. */
    Attributes attributes() {
        return Attributes.of("Schedule").with("curve", curve).with("warmup", warmup, 0.0);
    }

    @Override
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
