package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.NETWORK;
import static dev.lanewise.cli.option.TrainingOptions.OPTIMIZER;
import static dev.lanewise.cli.option.TrainingOptions.SEED;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.network.NetworkKind;
import dev.lanewise.cli.option.Recipe;
import dev.lanewise.cli.option.TrainingOption;
import dev.lanewise.cli.option.TrainingValues;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Optimizer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Mnist;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one training run was asked for, with no value left open.
 *
 * @param recipe whose defaults were taken
 * @param values of the options in the table: what was given, and the recipe's values for the others
 * @param from what training begins with, or empty for random weights
 * @param data folder of IDX files, or empty for MNIST itself
 * @param run the run folder, or empty for a new one with a name of its own
 * @param resume the folder of a run to go on with, or empty to begin one
 * @param minAccuracy least test accuracy that counts as success
 * @param profile whether the time of each layer is measured
 * @param plots whether pictures are drawn
 */
public record TrainSettings(Recipe recipe, TrainingValues values, Optional<StartingPoint> from,
        Optional<Path> data, Optional<Path> run, Optional<Path> resume, OptionalDouble minAccuracy,
        boolean profile,
        boolean plots) {

    /** The value of a training option that always has one. */
    public <T> T get(TrainingOption<T> option) {
        return values.get(option);
    }

    /** The options that decide which weights come out, by name; null for those without a value. */
    public Map<String, @Nullable Object> weightOptions() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("recipe", Choice.name(recipe));
        options.putAll(values.written(true));
        return options;
    }

    /** The network for a data set's images and classes. */
    Network network(Mnist source) {
        return values.network(source.train().shape(), source.classNames().size());
    }

    /** The network before the data is known, if it can be told: most data is in MNIST's form. */
    Optional<Network> likelyNetwork() {
        return data.isEmpty() || get(NETWORK) instanceof NetworkKind
                ? Optional.of(values.network())
                : Optional.empty();
    }

    /** The optimizer with another learning rate. */
    Optimizer optimizer(double learningRate) {
        return get(OPTIMIZER).of(values).withLearningRate(learningRate);
    }

    /** Whether it trains as a recipe does, whatever the seed. */
    boolean trainsAs(Recipe other) {
        return other.defaults().with(SEED, get(SEED)).written(true).equals(values.written(true));
    }

    /** A trainer's options, but for the data that it is validated on and who hears of it. */
    TrainerBuilder trainer(Network network, Kernels engine) {
        TrainerBuilder trainer = beginner(network, engine);
        from.ifPresent(start -> start.prepare(trainer, network));
        return trainer;
    }

    /** The same with random weights, whatever it is to begin with. */
    TrainerBuilder beginner(Network network, Kernels engine) {
        return values.trainer(network).kernels(engine).profile(profile);
    }
}
