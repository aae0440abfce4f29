package dev.lanewise.cli.option;

import static dev.lanewise.cli.option.TrainingOptions.ACTIVATION;
import static dev.lanewise.cli.option.TrainingOptions.AUGMENT;
import static dev.lanewise.cli.option.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.cli.option.TrainingOptions.CORRUPTION;
import static dev.lanewise.cli.option.TrainingOptions.DROP_LAST;
import static dev.lanewise.cli.option.TrainingOptions.EMA;
import static dev.lanewise.cli.option.TrainingOptions.EPOCHS;
import static dev.lanewise.cli.option.TrainingOptions.INIT;
import static dev.lanewise.cli.option.TrainingOptions.LABEL_SMOOTHING;
import static dev.lanewise.cli.option.TrainingOptions.LEARNING_RATE;
import static dev.lanewise.cli.option.TrainingOptions.MOMENTUM;
import static dev.lanewise.cli.option.TrainingOptions.NESTEROV;
import static dev.lanewise.cli.option.TrainingOptions.NETWORK;
import static dev.lanewise.cli.option.TrainingOptions.OPTIMIZER;
import static dev.lanewise.cli.option.TrainingOptions.OUTLIERS;
import static dev.lanewise.cli.option.TrainingOptions.SCHEDULE;
import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;
import static dev.lanewise.cli.option.TrainingOptions.WARMUP;
import static dev.lanewise.cli.option.TrainingOptions.WEIGHT_DECAY;

import dev.lanewise.cli.network.NetworkChoice;
import dev.lanewise.cli.network.NetworkKind;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.Schedule.Curve;
import java.util.Arrays;

/**
 * The named sets of defaults; an option that a recipe doesn't name has the value that it {@linkplain
 * TrainingOption#usual usually} has. A recipe is described, with its values, in the help of {@code train};
 * docs/recipes.md tells what each reached, and how its values were found.
 */
@SuppressWarnings("ImmutableEnumChecker") // The values are immutable, but not to be annotated so.
public enum Recipe {
    /** What a newcomer should get. Chosen on validation images. */
    STANDARD("a good LeNet-5 in ten seconds", modern()
            .with(WEIGHT_DECAY, 5e-4)
            .with(WARMUP, 0.1)
            .with(EPOCHS, 8)
            .with(LABEL_SMOOTHING, 0.05)
            .with(EMA, 0.999)
            .with(VALIDATION, Validation.heldOut(5000))),
    /** One epoch: the average of the weights stands in for the epochs that are left out. */
    FAST("as accurate as the article, in one epoch", modern()
            .with(WARMUP, 0.2)
            .with(EPOCHS, 1)
            .with(EMA, 0.99)
            .with(VALIDATION, Validation.none())),
    /**
     * Long, with distorted images (Simard, Steinkraus, Platt 2003). Chosen on validation images, which
     * are then trained on, too.
     */
    ACCURATE("the best of this network, in minutes", modern()
            .with(WARMUP, 0.1)
            .with(EPOCHS, 100)
            .with(AUGMENT, AugmentationKind.ELASTIC)
            .with(LABEL_SMOOTHING, 0.05)
            .with(EMA, 0.999)
            .with(VALIDATION, Validation.none())),
    /**
     * The network that comes with the program: for pictures that were not made like MNIST's, and unsure of
     * what is no digit.
     */
    ROBUST("for bad pictures, and unsure of what is no digit", modern()
            .with(WARMUP, 0.1)
            .with(EPOCHS, 80)
            .with(AUGMENT, AugmentationKind.ELASTIC)
            .with(CORRUPTION, 0.25)
            .with(OUTLIERS, 40_000)
            .with(EMA, 0.999)
            .with(VALIDATION, Validation.none())),
    /** Khuyen Le, "LeNet and MNIST handwritten digit recognition", without its bug (docs/article.md). */
    ARTICLE("Khuyen Le's article with Keras", TrainingValues.none()
            .with(NETWORK, NetworkKind.LENET5_ARTICLE)
            .with(ACTIVATION, Activation.RELU)
            .with(INIT, Initializer.GLOROT_UNIFORM)
            .with(OPTIMIZER, OptimizerKind.SGD)
            .with(LEARNING_RATE, 0.01)
            .with(SCHEDULE, Curve.CONSTANT)
            .with(EPOCHS, 50)
            .with(BATCH_SIZE, 128)
            .with(DROP_LAST, true)
            .with(VALIDATION, Validation.test())),
    /** LeCun, Bottou, Bengio, Haffner 1998, section III. */
    LENET5_1998("LeCun et al. 1998, twenty passes", TrainingValues.none()
            .with(NETWORK, NetworkKind.LENET5_1998)
            .with(ACTIVATION, Activation.SCALED_TANH)
            .with(INIT, Initializer.LECUN_UNIFORM)
            .with(OPTIMIZER, OptimizerKind.SDLM)
            .with(LEARNING_RATE, 5e-4)
            .with(SCHEDULE, Curve.LECUN_1998)
            .with(EPOCHS, 20)
            .with(BATCH_SIZE, 1)
            .with(VALIDATION, Validation.none())),

    /** MLPerf Tiny's networks, by what was best on validation images of Fashion-MNIST. */
    RESNET8("MLPerf Tiny's ResNet-8", tiny(NetworkKind.RESNET8, Initializer.HE_NORMAL)
            .with(EPOCHS, 10)
            .with(AUGMENT, AugmentationKind.NONE)),
    /** The same for DS-CNN. */
    DS_CNN("MLPerf Tiny's DS-CNN", tiny(NetworkKind.DS_CNN, Initializer.GLOROT_UNIFORM)),
    /** The same for MobileNet. */
    MOBILENET("MLPerf Tiny's MobileNetV1, a quarter as wide",
            tiny(NetworkKind.MOBILENET, Initializer.HE_NORMAL));

    private final String summary;
    private final TrainingValues values;

    Recipe(String summary, TrainingValues values) {
        this.summary = summary;
        this.values = values.completed();
    }

    /** What the recipes of today have in common. */
    private static TrainingValues modern() {
        return TrainingValues.none()
                .with(NETWORK, NetworkKind.LENET5)
                .with(ACTIVATION, Activation.SILU)
                .with(INIT, Initializer.GLOROT_UNIFORM)
                .with(OPTIMIZER, OptimizerKind.SGD)
                .with(LEARNING_RATE, 0.05)
                .with(MOMENTUM, 0.9)
                .with(NESTEROV, true)
                .with(SCHEDULE, Curve.LINEAR)
                .with(BATCH_SIZE, 64);
    }

    /** What the recipes of MLPerf Tiny's networks have in common. */
    private static TrainingValues tiny(NetworkKind network, Initializer initializer) {
        return TrainingValues.none()
                .with(NETWORK, network)
                .with(ACTIVATION, Activation.RELU)
                .with(INIT, initializer)
                .with(OPTIMIZER, OptimizerKind.SGD)
                .with(LEARNING_RATE, 0.1)
                .with(MOMENTUM, 0.9)
                .with(NESTEROV, true)
                .with(WEIGHT_DECAY, 5e-4)
                .with(SCHEDULE, Curve.LINEAR)
                .with(WARMUP, 0.1)
                .with(BATCH_SIZE, 128)
                .with(EPOCHS, 15)
                .with(AUGMENT, AugmentationKind.SHIFT)
                .with(VALIDATION, Validation.heldOut(5000));
    }

    /** The first recipe that trains a network; of the user's own ones, the standard one. */
    public static Recipe of(NetworkChoice network) {
        return Arrays.stream(values())
                .filter(recipe -> recipe.values.get(NETWORK).equals(network))
                .findFirst()
                .orElse(STANDARD);
    }

    /** The recipe to train a network with where none is named: the network's own if it is one of MLPerf Tiny's. */
    public static Recipe usual(NetworkChoice network) {
        return network instanceof NetworkKind kind && kind.isTiny() ? of(kind) : STANDARD;
    }

    /** Its values. */
    public TrainingValues defaults() {
        return values;
    }

    /** What it is for and its values, in words. */
    public String describe() {
        return summary + ": " + values.describe() + ".";
    }
}
