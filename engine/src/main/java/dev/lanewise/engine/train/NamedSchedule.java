package dev.lanewise.engine.train;

import dev.lanewise.engine.text.Attributes;

/**
 * A schedule of somebody's own under a description.
 *
 * @param description what a checkpoint knows it by; empty if it has none
 * @param schedule what says the factors
 */
record NamedSchedule(String description, Schedule schedule) implements Schedule {

    /**
     * Checks that a checkpoint can hold the description.
     *
     * @throws IllegalArgumentException if it can't
     */
    NamedSchedule {
        requireStorable(description);
    }

    /** Refuses a description that a checkpoint can't hold. */
    static void requireStorable(String description) {
        if (!description.isEmpty()) {
            attributes(description);
        }
    }

    @Override
    public double factor(long step, long steps) {
        return schedule.factor(step, steps);
    }

    /**
     * What a schedule is made of, to compare: a run goes on only with an equal one.
     *
     * @throws IllegalStateException if it has no description
     */
    static Attributes attributesOf(Schedule schedule) {
        if (schedule instanceof CurveSchedule curve) {
            return curve.attributes();
        }
        String description = schedule.description();
        if (description.isEmpty()) {
            throw new IllegalStateException("A run can be gone on with only if its schedule has a"
                    + " description, and this one has none; name it by Schedule.of(description,"
                    + " schedule).");
        }
        return attributes(description);
    }

    private static Attributes attributes(String description) {
        try {
            return Attributes.of("OwnSchedule").with("description", description);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The description of a schedule must have its commas"
                    + " within brackets, and brackets in pairs; you gave \"" + description + "\".",
                    e);
        }
    }

    /**
     * The factor of a step.
     *
     * @throws IllegalArgumentException if it is no finite number of at least 0
     */
    static double factor(Schedule schedule, long step, long steps) {
        double factor = schedule.factor(step, steps);
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The factor of a schedule must be a number of at"
                    + " least 0, but that of step " + step + " of " + steps + " is " + factor
                    + "; correct the schedule.");
        }
        return factor;
    }
}
