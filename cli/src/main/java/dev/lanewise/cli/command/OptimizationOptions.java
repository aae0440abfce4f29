package dev.lanewise.cli.command;

import dev.lanewise.cli.train.AugmentationKind;
import dev.lanewise.cli.train.OptimizerKind;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code train} finds the weights. */
final class OptimizationOptions {
    @Option(names = "--epochs", paramLabel = "N",
            description = "Number of passes over the training images.")
    @Nullable
    Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images per training step.")
    @Nullable
    Integer batchSize;

    @Option(names = "--drop-last", negatable = true,
            description = "Drop the last batch of an epoch if it isn't full.")
    @Nullable
    Boolean dropLast;

    @Option(names = "--init", paramLabel = "NAME", converter = Choices.Initializers.class,
            completionCandidates = Choices.Initializers.class,
            description = "Distribution of the first weights: one of ${COMPLETION-CANDIDATES}.")
    @Nullable
    Initializer initializer;

    @Option(names = "--optimizer", paramLabel = "NAME", converter = Choices.Optimizers.class,
            completionCandidates = Choices.Optimizers.class,
            description = "One of ${COMPLETION-CANDIDATES}. Choosing another optimizer resets its"
                    + " options to that optimizer's defaults, learning rates: sgd 0.01; adam 0.001; adamw 0.001 and weight"
                    + " decay 0.01; sdlm 0.0005.")
    @Nullable
    OptimizerKind optimizer;

    @Option(names = "--learning-rate", paramLabel = "RATE",
            description = "Peak learning rate of the schedule.")
    @Nullable
    Double learningRate;

    @Option(names = "--momentum", paramLabel = "M", description = "Momentum of sgd; 0 for none.")
    @Nullable
    Double momentum;

    @Option(names = "--nesterov", negatable = true,
            description = "Use Nesterov momentum.")
    @Nullable
    Boolean nesterov;

    @Option(names = "--schedule", paramLabel = "NAME", converter = Choices.Schedules.class,
            completionCandidates = Choices.Schedules.class,
            description = "How the learning rate changes: one of ${COMPLETION-CANDIDATES}.")
    Schedule.@Nullable Curve schedule;

    @Option(names = "--warmup", paramLabel = "SHARE",
            description = "Share of all steps during which the learning rate rises at first"
                    + " (one-cycle: 0.3).")
    @Nullable
    Double warmup;

    @Option(names = "--weight-decay", paramLabel = "W",
            description = "L2 penalty of sgd and adam, decoupled decay of adamw; 0 for none.")
    @Nullable
    Double weightDecay;

    @Option(names = "--augment", paramLabel = "NAME", converter = Choices.Augmentations.class,
            completionCandidates = Choices.Augmentations.class,
            description = "Random distortion of the training images, new in each epoch: one of"
                    + " ${COMPLETION-CANDIDATES}.")
    @Nullable
    AugmentationKind augmentation;

    @Option(names = "--corruption", paramLabel = "SHARE",
            description = "Share of the training images that are damaged, anew in every epoch: by"
                    + " fog, noise, blur, lines and the like; 0 for none.")
    @Nullable
    Double corruption;

    @Option(names = "--outliers", paramLabel = "N",
            description = "Train on N images that are no digits, too, such as letters and scribbles,"
                    + " so that the network is unsure of them; 0 for none.")
    @Nullable
    Integer outliers;

    @Option(names = "--label-smoothing", paramLabel = "SHARE",
            description = "Share of each label's probability spread over all classes; 0 for none.")
    @Nullable
    Double labelSmoothing;

    @Option(names = "--ema", paramLabel = "DECAY",
            description = "Average the weights with this decay a step, such as 0.999; 0 for none.")
    @Nullable
    Double ema;

    @Option(names = "--patience", paramLabel = "N",
            description = "Stop after N epochs without a better validation accuracy; 0: never.")
    @Nullable
    Integer patience;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of all random numbers. The same seed gives the same weights, with"
                    + " any threads and kernels (default: ${DEFAULT-VALUE}).")
    long seed;
}
