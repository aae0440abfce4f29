package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.train.BatchSettings;
import dev.lanewise.cli.train.Hyperparameters;
import dev.lanewise.cli.train.OptimizerKind;
import dev.lanewise.cli.train.OptimizerSettings;
import dev.lanewise.cli.train.Recipe;
import dev.lanewise.cli.train.Regularization;
import dev.lanewise.cli.train.ScheduleSettings;
import dev.lanewise.cli.train.TrainSettings;
import dev.lanewise.cli.train.Validation;
import dev.lanewise.engine.train.Schedule;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes settings of a recipe and the options that override it, and checks every value. */
final class SettingsResolver {
    private static final int MOST_EPOCHS = 100_000;
    private static final int MOST_IMAGES_A_BATCH = 65_536;
    private static final double HIGHEST_LEARNING_RATE = 1000;

    private final Hyperparameters recipe;
    private final NetworkOptions network;
    private final OptimizationOptions optimization;
    private final DataOptions data;

    private SettingsResolver(Hyperparameters recipe, NetworkOptions network,
            OptimizationOptions optimization, DataOptions data) {
        this.recipe = recipe;
        this.network = network;
        this.optimization = optimization;
        this.data = data;
    }

    /** The settings that a command's options ask for. */
    static TrainSettings resolve(CommandContext context, TrainCommand options) {
        Recipe recipe = options.recipe;
        SettingsResolver resolver = new SettingsResolver(recipe.defaults(), options.network,
                options.optimization, options.data);
        return new TrainSettings(recipe, resolver.hyperparameters(),
                options.data.folder(context).map(folder -> folder.toAbsolutePath().normalize()),
                resolver.limit(), options.optimization.seed, options.compute.threadCount(),
                options.compute.kernels,
                Optional.ofNullable(options.run.run).map(context::resolve),
                Optional.ofNullable(options.run.resume).map(context::resolve),
                minAccuracy(options.run.minAccuracy), options.run.profile, !options.run.noPlots);
    }

    private static OptionalDouble minAccuracy(@Nullable Double value) {
        return value == null ? OptionalDouble.empty()
                : OptionalDouble.of(Ranges.within("--min-accuracy", value, 0, 1));
    }

    private OptionalInt limit() {
        return data.limit == null ? OptionalInt.empty()
                : OptionalInt.of(Ranges.whole("--limit", data.limit, 1, Integer.MAX_VALUE));
    }

    private Hyperparameters hyperparameters() {
        Validation validation = validation();
        return new Hyperparameters(
                or(network.network, recipe.network()),
                network.activationOf(or(network.network, recipe.network()), recipe.activation()),
                or(optimization.initializer, recipe.initializer()),
                optimizer(), schedule(), batches(), regularization(validation), validation);
    }

    /** Few images are no place to hold thousands out of, so a limit turns the recipe's validation off. */
    private Validation validation() {
        return or(data.validation, data.limit == null ? recipe.validation() : Validation.none());
    }

    private BatchSettings batches() {
        BatchSettings defaults = recipe.batches();
        return new BatchSettings(
                Ranges.whole("--epochs", or(optimization.epochs, defaults.epochs()), 1,
                        MOST_EPOCHS),
                Ranges.whole("--batch-size", or(optimization.batchSize, defaults.size()), 1,
                        MOST_IMAGES_A_BATCH),
                or(optimization.dropLast, defaults.dropLast()));
    }

    private ScheduleSettings schedule() {
        ScheduleSettings defaults = recipe.schedule();
        Schedule.Curve curve = or(optimization.schedule, defaults.curve());
        // The warm-up of one cycle is its rise: it has a usual length of its own.
        double warmup = curve == Schedule.Curve.ONE_CYCLE && curve != defaults.curve()
                ? Schedule.oneCycle().warmup()
                : defaults.warmup();
        return new ScheduleSettings(curve,
                Ranges.share("--warmup", or(optimization.warmup, warmup)));
    }

    private OptimizerSettings optimizer() {
        OptimizerKind kind = or(optimization.optimizer, recipe.optimizer().kind());
        OptimizerSettings defaults = kind == recipe.optimizer().kind() ? recipe.optimizer()
                : kind.usual();
        if (kind != OptimizerKind.SGD) {
            refuse(optimization.momentum != null, "--momentum", kind);
            refuse(optimization.nesterov != null, "--nesterov", kind);
        }
        // Configurations of older versions hold a 0 for it.
        if (kind == OptimizerKind.SDLM && or(optimization.weightDecay, 0.0) != 0) {
            throw new UsageException(
                    "--weight-decay must go with --optimizer sgd, adam or adamw; you gave sdlm,"
                            + " which has no such value; leave one of them out.");
        }
        double momentum = Ranges.share("--momentum",
                or(optimization.momentum, defaults.momentum()));
        boolean nesterov = or(optimization.nesterov, defaults.nesterov() && momentum > 0);
        if (nesterov && momentum == 0) {
            throw new UsageException("--nesterov must have a momentum above 0; you gave 0; set"
                    + " one, such as --momentum 0.9.");
        }
        return new OptimizerSettings(kind,
                Ranges.above("--learning-rate",
                        or(optimization.learningRate, defaults.learningRate()), 0,
                        HIGHEST_LEARNING_RATE),
                momentum, nesterov, Ranges.within("--weight-decay",
                        or(optimization.weightDecay, defaults.weightDecay()), 0, 1));
    }

    private static void refuse(boolean given, String option, OptimizerKind kind) {
        if (given) {
            throw new UsageException(option + " must go with --optimizer sgd; you gave "
                    + Choice.name(kind) + ", which has no such value; leave one of them out.");
        }
    }

    private Regularization regularization(Validation validation) {
        Regularization defaults = recipe.regularization();
        boolean validates = validation.part() != Validation.Part.NONE;
        int patience = Ranges.whole("--patience",
                or(optimization.patience, validates ? defaults.patience() : 0), 0, MOST_EPOCHS);
        if (patience > 0 && !validates) {
            throw new UsageException("--patience must have validation images, and this run has"
                    + " none; hold some out, such as --validation 1000.");
        }
        return new Regularization(
                or(optimization.augmentation, defaults.augmentation()),
                Ranges.share("--label-smoothing",
                        or(optimization.labelSmoothing, defaults.labelSmoothing())),
                Ranges.share("--ema", or(optimization.ema, defaults.ema())), patience);
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
