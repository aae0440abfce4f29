package dev.lanewise.cli.train;

import dev.lanewise.engine.train.Schedule;

/**
 * How the learning rate runs over the training.
 *
 * @param curve its form
 * @param warmup share of all steps over which it first rises
 */
public record ScheduleSettings(Schedule.Curve curve, double warmup) {

    /** The engine's schedule. */
    Schedule toSchedule() {
        return new Schedule(curve, warmup);
    }
}
