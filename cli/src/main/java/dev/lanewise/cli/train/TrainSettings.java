package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one training run was asked for, with no value left open.
 *
 * @param recipe whose defaults were taken
 * @param values the recipe's values and what overrode them
 * @param data folder of IDX files, or empty for MNIST itself
 * @param limit how many of the first training images are used, or empty for all
 * @param seed of all randomness
 * @param threads that compute
 * @param kernels which kernels
 * @param run the run folder, or empty for a new one with a name of its own
 * @param resume the folder of a run to go on with, or empty to begin one
 * @param minAccuracy least test accuracy that counts as success
 * @param profile whether the time of each layer is measured
 * @param plots whether pictures are drawn
 */
public record TrainSettings(Recipe recipe, Hyperparameters values, Optional<Path> data,
        OptionalInt limit, long seed, int threads, KernelChoice kernels, Optional<Path> run,
        Optional<Path> resume, OptionalDouble minAccuracy, boolean profile,
        boolean plots) {

    /** The options that decide which weights come out, by name, in the order of the help. */
    public Map<String, @Nullable Object> weightOptions() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("recipe", Choice.name(recipe));
        options.put("network", Choice.name(values.network()));
        options.put("activation", Choice.name(values.activation()));
        options.put("init", Choice.name(values.initializer()));
        options.put("epochs", values.batches().epochs());
        options.put("batch_size", values.batches().size());
        options.put("drop_last", values.batches().dropLast());
        options.put("optimizer", Choice.name(values.optimizer().kind()));
        options.put("learning_rate", values.optimizer().learningRate());
        boolean momentum = values.optimizer().kind() == OptimizerKind.SGD;
        options.put("momentum", momentum ? values.optimizer().momentum() : null);
        options.put("nesterov", momentum ? values.optimizer().nesterov() : null);
        options.put("schedule", Choice.name(values.schedule().curve()));
        options.put("warmup", values.schedule().warmup());
        boolean decay = values.optimizer().kind() != OptimizerKind.SDLM;
        options.put("weight_decay", decay ? values.optimizer().weightDecay() : null);
        options.put("augment", Choice.name(values.regularization().augmentation()));
        Regularization regularization = values.regularization();
        options.put("corruption",
                regularization.corruption() > 0 ? regularization.corruption() : null);
        options.put("outliers", regularization.outliers() > 0 ? regularization.outliers() : null);
        options.put("label_smoothing", values.regularization().labelSmoothing());
        options.put("ema", values.regularization().ema());
        options.put("validation", values.validation().toString());
        options.put("patience", values.regularization().patience());
        options.put("seed", seed);
        options.put("limit", limit.isPresent() ? limit.getAsInt() : null);
        return options;
    }

    /** A trainer's options, but for the data that it is validated on and who hears of it. */
    TrainerBuilder trainer(Network network, Kernels engine) {
        return values.trainer(Trainer.of(network))
                .kernels(engine)
                .threads(threads)
                .seed(seed)
                .profile(profile);
    }
}
