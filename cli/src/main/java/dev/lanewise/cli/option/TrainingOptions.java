package dev.lanewise.cli.option;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.network.LayerText;
import dev.lanewise.cli.network.NetworkChoice;
import dev.lanewise.cli.option.TrainingOption.Group;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.train.Schedule;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of the options of training. All that the program knows of one is in its entry here; what it does is
 * where its value is read, mostly in the engine's trainer.
 */
public final class TrainingOptions {
    private static final int MOST_EPOCHS = 100_000;
    private static final int MOST_OUTLIERS = 200_000;
    private static final int MOST_IMAGES_A_BATCH = 65_536;
    private static final int MOST_THREADS = 1024;
    private static final double HIGHEST_LEARNING_RATE = 1000;
    private static final double HIGHEST_NORM = 1e6;
    private static final int DIGITS = 6;
    private static final String ONE_OF = "One of ${COMPLETION-CANDIDATES}";

    /** The layers of a network of the user's own. */
    public static final TrainingOption<LayerText> LAYERS = TrainingOption
            .of(Group.NETWORK, "--layers", new OptionType.Layers(), "TEXT",
                    "The layers of a network of your own, such as 'conv 12 5 same, maxpool 2, silu,"
                            + " dense', in place of --network. A dense layer without a number has"
                            + " an output for each class of the data.")
            .ofNoRecipe()
            .build();

    /** The network. */
    public static final TrainingOption<NetworkChoice> NETWORK = TrainingOption
            .of(Group.NETWORK, "--network", new OptionType.Networks(), "NAME|FILE",
                    ONE_OF + ", or a .json file with a network of your own.")
            .otherwise((others, usual) -> others.find(LAYERS)
                    .<NetworkChoice>map(layers -> layers)
                    .orElse(usual))
            .needs(TrainingOptions::requireAlone)
            .writtenIf((all, network) -> !(network instanceof LayerText))
            .told((all, network) -> network.name(false))
            .setsWithOthers((trainer, all, network) -> network.prepare(trainer))
            .build();

    /** The activation between its layers. */
    public static final TrainingOption<Activation> ACTIVATION = TrainingOption
            .of(Group.NETWORK, "--activation", new OptionType.Word<>(Activation.class), "NAME",
                    ONE_OF + ".")
            .otherwise((others, usual) -> others.get(NETWORK).ownActivation().orElse(usual))
            .needs((others, activation) -> requireOwn(others.get(NETWORK), activation))
            .writtenIf((all, activation) -> all.get(NETWORK).takesActivation())
            .told((all, activation) -> all.get(NETWORK).takesActivation()
                    ? " " + Choice.name(activation)
                    : "")
            .build();

    /** How many of the first training images are used. */
    public static final TrainingOption<Integer> LIMIT = TrainingOption
            .of(Group.DATA, "--limit", new OptionType.Whole(1, Integer.MAX_VALUE), "N",
                    "Use only the first N training images; none is held out of them unless"
                            + " --validation says so.")
            .ofNoRecipe()
            .build();

    /** What the model is validated on. Few images are no place to hold thousands out of. */
    public static final TrainingOption<Validation> VALIDATION = TrainingOption
            .of(Group.DATA, "--validation", new OptionType.Images(), "N|none|test",
                    "Hold out N training images, chosen by --seed; the weights with the best"
                            + " validation accuracy are kept. none: no validation, the last weights"
                            + " are kept. test: validate on the test images; the last weights are"
                            + " kept.")
            .listedBehind(LIMIT)
            .otherwise((others, usual) -> others.isGiven(LIMIT) ? Validation.none() : usual)
            .told((all, validation) -> ", validation " + validation)
            .sets((trainer, validation) -> trainer
                    .keepBest(validation.part() != Validation.Part.TEST))
            .build();

    /** How often the training images are gone through. */
    public static final TrainingOption<Integer> EPOCHS = TrainingOption
            .of(Group.TRAINING, "--epochs", new OptionType.Whole(1, MOST_EPOCHS), "N",
                    "Number of passes over the training images.")
            .told((all, epochs) -> ", epochs " + epochs)
            .build();

    /** Images a step. */
    public static final TrainingOption<Integer> BATCH_SIZE = TrainingOption
            .of(Group.TRAINING, "--batch-size", new OptionType.Whole(1, MOST_IMAGES_A_BATCH), "N",
                    "Images per training step.")
            .told((all, size) -> ", batch " + size)
            .sets(TrainerBuilder::batchSize)
            .build();

    /** Whether the rest of an epoch that does not fill a batch is left out. */
    public static final TrainingOption<Boolean> DROP_LAST = TrainingOption
            .of(Group.TRAINING, "--drop-last", new OptionType.Flag(), "",
                    "Drop the last batch of an epoch if it isn't full.")
            .usually(false)
            .told((all, dropLast) -> dropLast ? " dropping the last" : "")
            .sets(TrainerBuilder::dropLast)
            .build();

    /** Distribution of the first weights. */
    public static final TrainingOption<Initializer> INIT = TrainingOption
            .of(Group.TRAINING, "--init", new OptionType.Word<>(Initializer.class), "NAME",
                    "Distribution of the first weights: one of ${COMPLETION-CANDIDATES}.")
            .listedBehind(DROP_LAST)
            .told((all, initializer) -> ", " + Choice.name(initializer))
            .sets(TrainerBuilder::initializer)
            .build();

    /** The optimizer. In words, its learning rate, momentum and weight decay belong to it. */
    public static final TrainingOption<OptimizerKind> OPTIMIZER = TrainingOption
            .of(Group.TRAINING, "--optimizer", new OptionType.Word<>(OptimizerKind.class), "NAME",
                    ONE_OF + ". Choosing another optimizer resets its"
                            + " options to that optimizer's defaults, learning rates: sgd 0.01; adam 0.001; adamw 0.001 and weight"
                            + " decay 0.01; sdlm 0.0005.")
            .told(TrainingOptions::toldWithItsValues)
            .setsWithOthers((trainer, all, kind) -> trainer.optimizer(kind.of(all)))
            .build();

    /** The learning rate at the top of the schedule. */
    public static final TrainingOption<Double> LEARNING_RATE = TrainingOption
            .of(Group.TRAINING, "--learning-rate", OptionType.above(0, HIGHEST_LEARNING_RATE),
                    "RATE", "Peak learning rate of the schedule.")
            .otherwise((others, usual) -> others.isAsInRecipe(OPTIMIZER) ? usual
                    : others.get(OPTIMIZER).learningRate())
            .build();

    /** Momentum; 0 for none, and where the optimizer has none. */
    public static final TrainingOption<Double> MOMENTUM = TrainingOption
            .of(Group.TRAINING, "--momentum", OptionType.share(), "M",
                    "Momentum of sgd; 0 for none.")
            .usually(0.0)
            .otherwise((others, usual) -> others.isAsInRecipe(OPTIMIZER) ? usual : 0)
            .needs((others, momentum) -> requireMomentum("--momentum", others))
            .writtenIf((all, momentum) -> all.get(OPTIMIZER).hasMomentum())
            .build();

    /** Whether the momentum is Nesterov's. */
    public static final TrainingOption<Boolean> NESTEROV = TrainingOption
            .of(Group.TRAINING, "--nesterov", new OptionType.Flag(), "", "Use Nesterov momentum.")
            .usually(false)
            .otherwise((others, usual) -> usual && others.get(MOMENTUM) > 0)
            .needs(TrainingOptions::requireForNesterov)
            .writtenIf((all, nesterov) -> all.get(OPTIMIZER).hasMomentum())
            .build();

    /** How the learning rate runs over the training. */
    public static final TrainingOption<Schedule.Curve> SCHEDULE = TrainingOption
            .of(Group.TRAINING, "--schedule", new OptionType.Word<>(Schedule.Curve.class), "NAME",
                    "How the learning rate changes: one of ${COMPLETION-CANDIDATES}.")
            .told((all, curve) -> ", " + Choice.name(curve))
            .build();

    /** Share of all steps over which it first rises. For one cycle that is its rise, of a usual length of its own. */
    public static final TrainingOption<Double> WARMUP = TrainingOption
            .of(Group.TRAINING, "--warmup", OptionType.share(), "SHARE",
                    "Share of all steps during which the learning rate rises at first"
                            + " (one-cycle: 0.3).")
            .usually(0.0)
            .otherwise((others, usual) -> others.isAsInRecipe(SCHEDULE)
                    || others.get(SCHEDULE) != Schedule.Curve.ONE_CYCLE ? usual
                            : Schedule.ONE_CYCLE_WARMUP)
            .told((all, warmup) -> told(" after warm-up ", warmup))
            .setsWithOthers((trainer, all, warmup) -> trainer
                    .schedule(Schedule.of(all.get(SCHEDULE)).warmup(warmup)))
            .build();

    /** 0 for none, and where the optimizer has none. */
    public static final TrainingOption<Double> WEIGHT_DECAY = TrainingOption
            .of(Group.TRAINING, "--weight-decay", OptionType.within(0, 1), "W",
                    "L2 penalty of sgd and adam, decoupled decay of adamw; 0 for none.")
            .usually(0.0)
            .otherwise((others, usual) -> others.isAsInRecipe(OPTIMIZER) ? usual
                    : others.get(OPTIMIZER).weightDecay())
            .needs(TrainingOptions::requireDecaying)
            .writtenIf((all, decay) -> all.get(OPTIMIZER).hasWeightDecay())
            .build();

    /** The largest norm of a step's gradient; 0 for any. */
    public static final TrainingOption<Double> CLIP_NORM = TrainingOption
            .of(Group.TRAINING, "--clip-norm", OptionType.within(0, HIGHEST_NORM), "NORM",
                    "Make a gradient smaller whose norm is above this, such as 1; 0 for none.")
            .usually(0.0)
            .writtenIf((all, norm) -> norm > 0)
            .told((all, norm) -> told(", clip norm ", norm))
            .sets(TrainerBuilder::clipNorm)
            .build();

    /** How images are distorted. */
    public static final TrainingOption<AugmentationKind> AUGMENT = TrainingOption
            .of(Group.TRAINING, "--augment", new OptionType.Word<>(AugmentationKind.class), "NAME",
                    "Random distortion of the training images, new in each epoch: one of"
                            + " ${COMPLETION-CANDIDATES}.")
            .usually(AugmentationKind.NONE)
            .told((all, kind) -> kind == AugmentationKind.NONE ? ""
                    : ", augmentation " + Choice.name(kind))
            .sets((trainer, kind) -> trainer.augmentation(kind.toAugmentation()))
            .build();

    /** Share of the training images that are damaged; 0 for none. */
    public static final TrainingOption<Double> CORRUPTION = TrainingOption
            .of(Group.TRAINING, "--corruption", OptionType.within(0, 1), "SHARE",
                    "Share of the training images that are damaged, anew in every epoch: by"
                            + " fog, noise, blur, lines and the like; 0 for none.")
            .usually(0.0)
            .writtenIf((all, corruption) -> corruption > 0)
            .told((all, corruption) -> told(", corruption ", corruption))
            .sets(TrainerBuilder::corruption)
            .build();

    /** Images of non-digits that are trained on, too; 0 for none. */
    public static final TrainingOption<Integer> OUTLIERS = TrainingOption
            .of(Group.TRAINING, "--outliers", new OptionType.Whole(0, MOST_OUTLIERS), "N",
                    "Train on N images that are no digits, too, such as letters and scribbles,"
                            + " so that the network is unsure of them; 0 for none.")
            .usually(0)
            .writtenIf((all, outliers) -> outliers > 0)
            .told((all, outliers) -> told(", outliers ", outliers))
            .build();

    /** Share of a label's probability that is spread over all classes; 0 for none. */
    public static final TrainingOption<Double> LABEL_SMOOTHING = TrainingOption
            .of(Group.TRAINING, "--label-smoothing", OptionType.share(), "SHARE",
                    "Share of each label's probability spread over all classes; 0 for none.")
            .usually(0.0)
            .told((all, smoothing) -> told(", label smoothing ", smoothing))
            .sets(TrainerBuilder::labelSmoothing)
            .build();

    /** Decay of the moving average of the weights a step; 0 for none. */
    public static final TrainingOption<Double> EMA = TrainingOption
            .of(Group.TRAINING, "--ema", OptionType.share(), "DECAY",
                    "Average the weights with this decay a step, such as 0.999; 0 for none.")
            .usually(0.0)
            .told((all, decay) -> told(", weight averaging ", decay))
            .sets(TrainerBuilder::ema)
            .build();

    /** Epochs without better validation after which training ends; 0 for never. */
    public static final TrainingOption<Integer> PATIENCE = TrainingOption
            .of(Group.TRAINING, "--patience", new OptionType.Whole(0, MOST_EPOCHS), "N",
                    "Stop after N epochs without a better validation accuracy; 0: never.")
            .usually(0)
            .otherwise((others, usual) -> validates(others) ? usual : 0)
            .needs(TrainingOptions::requireValidation)
            .told((all, patience) -> told(", patience ", patience))
            .sets(TrainerBuilder::patience)
            .build();

    /** Of all randomness. */
    public static final TrainingOption<Long> SEED = TrainingOption
            .of(Group.TRAINING, "--seed", new OptionType.Bits(), "N",
                    "Seed of all random numbers. The same seed gives the same weights, with"
                            + " any threads and kernels (default: ${DEFAULT-VALUE}).")
            .ofNoRecipe()
            .usually(1L)
            .sets(TrainerBuilder::seed)
            .build();

    /** How many threads compute. */
    public static final TrainingOption<Integer> THREADS = TrainingOption
            .of(Group.COMPUTING, "--threads", new OptionType.Whole(1, MOST_THREADS), "N",
                    "Number of threads (default: one per core).")
            .ofNoRecipe()
            .keepsWeights()
            .usually(Workers::byDefault)
            .sets(TrainerBuilder::threads)
            .build();

    /** Which kernels compute; who makes a trainer has them ready. */
    public static final TrainingOption<KernelChoice> KERNELS = TrainingOption
            .of(Group.COMPUTING, "--kernels", new OptionType.Word<>(KernelChoice.class), "NAME",
                    ONE_OF + " (default: ${DEFAULT-VALUE}).")
            .ofNoRecipe()
            .keepsWeights()
            .usually(KernelChoice.AUTO)
            .build();

    /** All of them, in the order in which configurations hold them. */
    public static final List<TrainingOption<?>> ALL = List.of(NETWORK, LAYERS, ACTIVATION, INIT,
            EPOCHS, BATCH_SIZE, DROP_LAST, OPTIMIZER, LEARNING_RATE, MOMENTUM, NESTEROV, SCHEDULE,
            WARMUP, WEIGHT_DECAY, CLIP_NORM, AUGMENT, CORRUPTION, OUTLIERS, LABEL_SMOOTHING, EMA,
            VALIDATION, PATIENCE, SEED, LIMIT, THREADS, KERNELS);

    private static final List<TrainingOption<?>> LAST_IN_WORDS = List.of(BATCH_SIZE, DROP_LAST,
            EPOCHS, VALIDATION);

    private TrainingOptions() {}

    /** The options under a heading of the help, in its order. */
    public static List<TrainingOption<?>> of(Group group) {
        List<TrainingOption<?>> listed = new ArrayList<>(ALL);
        listed.removeIf(option -> option.group() != group);
        for (TrainingOption<?> option : List.copyOf(listed)) {
            option.before().ifPresent(before -> {
                listed.remove(option);
                listed.add(listed.indexOf(before) + 1, option);
            });
        }
        return listed;
    }

    /** The option with a name, if there is one. */
    public static Optional<TrainingOption<?>> named(String name) {
        return ALL.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** All of them in the order in which they are put into words. */
    static List<TrainingOption<?>> inWords() {
        List<TrainingOption<?>> told = new ArrayList<>(ALL);
        told.removeAll(LAST_IN_WORDS);
        told.addAll(LAST_IN_WORDS);
        return told;
    }

    private static String told(String label, Number value) {
        return value.doubleValue() == 0 ? ""
                : label + Numbers.significant(value.doubleValue(), DIGITS);
    }

    private static String toldWithItsValues(TrainingValues all, OptimizerKind kind) {
        return ", " + Choice.name(kind) + told(" ", all.get(LEARNING_RATE))
                + told(all.get(NESTEROV) ? " Nesterov momentum " : " momentum ", all.get(MOMENTUM))
                + told(" weight decay ", all.get(WEIGHT_DECAY));
    }

    private static void requireAlone(Resolution others, NetworkChoice network) {
        if (others.isGiven(LAYERS)) {
            throw new UsageException("--network can't be combined with --layers, which is a network"
                    + " of its own; leave one of them out.");
        }
    }

    private static void requireOwn(NetworkChoice network, Activation activation) {
        if (!network.takesActivation()) {
            throw new UsageException("--activation can't be combined with a network of your own,"
                    + " whose activations are layers; you gave '" + Choice.name(activation)
                    + "'; leave it out.");
        }
        Activation own = network.ownActivation().orElse(activation);
        if (activation != own) {
            throw new UsageException("--activation must be " + Choice.name(own)
                    + " with --network " + network.word() + "; you gave '"
                    + Choice.name(activation) + "'; leave it out.");
        }
    }

    private static void requireMomentum(String option, Resolution others) {
        OptimizerKind kind = others.get(OPTIMIZER);
        if (!kind.hasMomentum()) {
            throw new UsageException(option + " must go with --optimizer sgd; you gave "
                    + Choice.name(kind) + ", which has no such value; leave one of them out.");
        }
    }

    private static void requireForNesterov(Resolution others, boolean nesterov) {
        requireMomentum("--nesterov", others);
        if (nesterov && others.get(MOMENTUM) == 0) {
            throw new UsageException("--nesterov must have a momentum above 0; you gave 0; set"
                    + " one, such as --momentum 0.9.");
        }
    }

    /** Configurations of older versions hold a 0 for every optimizer. */
    private static void requireDecaying(Resolution others, double decay) {
        if (decay != 0 && !others.get(OPTIMIZER).hasWeightDecay()) {
            throw new UsageException(
                    "--weight-decay must go with --optimizer sgd, adam or adamw; you gave sdlm,"
                            + " which has no such value; leave one of them out.");
        }
    }

    private static boolean validates(Resolution others) {
        return others.get(VALIDATION).part() != Validation.Part.NONE;
    }

    private static void requireValidation(Resolution others, int patience) {
        if (patience > 0 && !validates(others)) {
            throw new UsageException("--patience must have validation images, and this run has"
                    + " none; hold some out, such as --validation 1000.");
        }
    }
}
