package dev.lanewise.cli.train;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.Schedule.Curve;
import java.util.Arrays;

/**
 * The named sets of defaults. A recipe is described, with its values, in the help of {@code train};
 * docs/recipes.md tells what each reached, and how its values were found.
 */
@SuppressWarnings("ImmutableEnumChecker") // Hyperparameters are records of numbers and enums.
public enum Recipe {
    /** What a newcomer should get. Chosen on validation images. */
    STANDARD("a good LeNet-5 in ten seconds", new Hyperparameters(
            NetworkKind.LENET5, Activation.SILU, Initializer.GLOROT_UNIFORM,
            new OptimizerSettings(OptimizerKind.SGD, 0.05, 0.9, true, 5e-4),
            new ScheduleSettings(Curve.LINEAR, 0.1),
            new BatchSettings(8, 64, false),
            new Regularization(AugmentationKind.NONE, 0, 0, 0.05, 0.999, 0),
            Validation.heldOut(5000))),
    /** One epoch: the average of the weights stands in for the epochs that are left out. */
    FAST("as accurate as the article, in one epoch", new Hyperparameters(
            NetworkKind.LENET5, Activation.SILU, Initializer.GLOROT_UNIFORM,
            new OptimizerSettings(OptimizerKind.SGD, 0.05, 0.9, true, 0),
            new ScheduleSettings(Curve.LINEAR, 0.2),
            new BatchSettings(1, 64, false),
            new Regularization(AugmentationKind.NONE, 0, 0, 0, 0.99, 0),
            Validation.none())),
    /**
     * Long, with distorted images (Simard, Steinkraus, Platt 2003). Chosen on validation images, which
     * are then trained on, too.
     */
    ACCURATE("the best of this network, in minutes", new Hyperparameters(
            NetworkKind.LENET5, Activation.SILU, Initializer.GLOROT_UNIFORM,
            new OptimizerSettings(OptimizerKind.SGD, 0.05, 0.9, true, 0),
            new ScheduleSettings(Curve.LINEAR, 0.1),
            new BatchSettings(100, 64, false),
            new Regularization(AugmentationKind.ELASTIC, 0, 0, 0.05, 0.999, 0),
            Validation.none())),
    /**
     * The network that comes with the program: for pictures that were not made like MNIST's, and unsure of
     * what is no digit.
     */
    ROBUST("for bad pictures, and unsure of what is no digit", new Hyperparameters(
            NetworkKind.LENET5, Activation.SILU, Initializer.GLOROT_UNIFORM,
            new OptimizerSettings(OptimizerKind.SGD, 0.05, 0.9, true, 0),
            new ScheduleSettings(Curve.LINEAR, 0.1),
            new BatchSettings(80, 64, false),
            new Regularization(AugmentationKind.ELASTIC, 0.25, 40_000, 0, 0.999, 0),
            Validation.none())),
    /** Khuyen Le, "LeNet and MNIST handwritten digit recognition", without its bug (docs/article.md). */
    ARTICLE("Khuyen Le's article with Keras", new Hyperparameters(
            NetworkKind.LENET5_ARTICLE, Activation.RELU, Initializer.GLOROT_UNIFORM,
            new OptimizerSettings(OptimizerKind.SGD, 0.01, 0, false, 0),
            new ScheduleSettings(Curve.CONSTANT, 0),
            new BatchSettings(50, 128, true),
            new Regularization(AugmentationKind.NONE, 0, 0, 0, 0, 0),
            Validation.test())),
    /** LeCun, Bottou, Bengio, Haffner 1998, section III. */
    LENET5_1998("LeCun et al. 1998, twenty passes", new Hyperparameters(
            NetworkKind.LENET5_1998, Activation.SCALED_TANH, Initializer.LECUN_UNIFORM,
            new OptimizerSettings(OptimizerKind.SDLM, 5e-4, 0, false, 0),
            new ScheduleSettings(Curve.LECUN_1998, 0),
            new BatchSettings(20, 1, false),
            new Regularization(AugmentationKind.NONE, 0, 0, 0, 0, 0),
            Validation.none()));

    private final String summary;
    private final Hyperparameters values;

    Recipe(String summary, Hyperparameters values) {
        this.summary = summary;
        this.values = values;
    }

    /** The first recipe that trains a network. */
    public static Recipe of(NetworkKind network) {
        return Arrays.stream(values())
                .filter(recipe -> recipe.values.network() == network)
                .findFirst()
                .orElseThrow();
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
