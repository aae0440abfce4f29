package dev.lanewise.engine.train;

/**
 * The learning rate over a run, as a factor of the optimizer's. There are curves ({@link #constant}, {@link
 * #linear}, {@link #cosine}, {@link #oneCycle}, {@link #of(Curve)}), each after a {@link #warmup} if one
 * wants it, and a program can give a function or a class of its own, which must always say the same factor
 * of the same step.
 *
 * <p>A checkpoint keeps the {@link #description}, and a run goes on only with a schedule of an equal one.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Schedule {
    /** The usual warm-up of {@link Curve#ONE_CYCLE}. */
    double ONE_CYCLE_WARMUP = 0.3;

    /**
     * {@return the factor of a step, a number of at least 0}
     *
     * @param step its index from 0: steps done before it
     * @param steps number of steps of the run
     */
    double factor(long step, long steps);

    /**
     * What a checkpoint knows it by: by default the text of a record, and the name of any other class,
     * which should override this if it has values of its own. A lambda has none, so it must be named by
     * {@link #of(String, Schedule)} where checkpoints are made.
     *
     * @return a text with commas only within brackets, brackets in pairs; empty for none
     */
    default String description() {
        Class<?> type = getClass();
        if (type.isRecord()) {
            return toString();
        }
        return type.isHidden() ? "" : type.getName();
    }

    /**
     * The course of the learning rate after the warm-up.
     *
     * @since 0.1.0
     */
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

    /**
     * Always the optimizer's rate.
     *
     * @return the schedule
     */
    static Schedule constant() {
        return of(Curve.CONSTANT);
    }

    /**
     * In a straight line to 0.
     *
     * @return the schedule
     */
    static Schedule linear() {
        return of(Curve.LINEAR);
    }

    /**
     * Along half a cosine to 0.
     *
     * @return the schedule
     */
    static Schedule cosine() {
        return of(Curve.COSINE);
    }

    /**
     * One cycle with its peak after 30 % of the steps.
     *
     * @return the schedule
     */
    static Schedule oneCycle() {
        return of(Curve.ONE_CYCLE).warmup(ONE_CYCLE_WARMUP);
    }

    /**
     * A curve without a warm-up.
     *
     * @param curve the curve
     * @return the schedule
     */
    static Schedule of(Curve curve) {
        return new CurveSchedule(curve, 0);
    }

    /**
     * A schedule under a description of one's own.
     *
     * @param description what files call it
     * @param schedule the schedule
     * @return the schedule
     * @throws IllegalArgumentException if a comma of the description is in no brackets, or brackets don't
     *     stand in pairs
     */
    static Schedule of(String description, Schedule schedule) {
        return new NamedSchedule(description, schedule);
    }

    /**
     * {@return the same after a warm-up over a share of the steps: the rate rises in a straight line, from
     * more than 0 and to 1 at the first step after it} A curve has one warm-up, which replaces the one before.
     *
     * @param share the share of the steps, in [0, 1]
     * @throws IllegalArgumentException if the share does not lie in [0, 1)
     */
    default Schedule warmup(double share) {
        CurveSchedule.requireShare(share);
        if (share == 0) {
            return this;
        }
        String after = description();
        return new NamedSchedule(after.isEmpty() ? "" : after + " after a warm-up of " + share,
                (step, steps) -> {
                    double rise = share * steps;
                    long first = (long) StrictMath.ceil(rise);
                    return step < rise ? (step + 1) / (rise + 1)
                            : factor(step - first, steps - first);
                });
    }
}
