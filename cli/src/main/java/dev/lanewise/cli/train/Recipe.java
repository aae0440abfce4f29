package dev.lanewise.cli.train;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.Schedule;

/** The named sets of defaults. A recipe is described, with its values, in the help of {@code train}. */
@SuppressWarnings("ImmutableEnumChecker") // Hyperparameters are records of numbers and enums.
public enum Recipe {
    /** What a newcomer should get. */
    STANDARD("a good LeNet-5 in seconds", new Hyperparameters(
            NetworkKind.LENET5, Activation.SILU, Initializer.GLOROT_UNIFORM,
            new OptimizerSettings(OptimizerKind.SGD, 0.05, 0.9, true, 0),
            new ScheduleSettings(Schedule.Curve.LINEAR, 0.1),
            new BatchSettings(5, 64, false),
            new Regularization(AugmentationKind.NONE, 0, 0, 0),
            Validation.heldOut(5000)));

    private final String summary;
    private final Hyperparameters values;

    Recipe(String summary, Hyperparameters values) {
        this.summary = summary;
        this.values = values;
    }

    /** Its values. */
    public Hyperparameters defaults() {
        return values;
    }

    /** What it is for and its values, in words. */
    public String describe() {
        return summary + ": " + values.describe() + ".";
    }
}
