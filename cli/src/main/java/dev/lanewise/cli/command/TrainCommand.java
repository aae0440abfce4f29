package dev.lanewise.cli.command;

import static dev.lanewise.cli.option.TrainingOptions.LAYERS;
import static dev.lanewise.cli.option.TrainingOptions.LEARNING_RATE;
import static dev.lanewise.cli.option.TrainingOptions.NETWORK;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.network.NetworkFile;
import dev.lanewise.cli.option.Recipe;
import dev.lanewise.cli.option.Resolution;
import dev.lanewise.cli.option.TrainingOption.Group;
import dev.lanewise.cli.option.TrainingValues;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.train.DryRun;
import dev.lanewise.cli.train.JsonReporter;
import dev.lanewise.cli.train.LearningRateSearch;
import dev.lanewise.cli.train.ProgressReporter;
import dev.lanewise.cli.train.Reporters;
import dev.lanewise.cli.train.RunConfig;
import dev.lanewise.cli.train.RunReporter;
import dev.lanewise.cli.train.StartingPoint;
import dev.lanewise.cli.train.TextReporter;
import dev.lanewise.cli.train.TrainSettings;
import dev.lanewise.cli.train.TrainingRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}. */
@Command(description = "Trains a network, shows progress, writes a run folder and reports test"
        + " accuracy. The test set is used once, at the end.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Train a good model in seconds:",
                "  @|bold lanewise train|@",
                "Try something on a few images:",
                "  @|bold lanewise train --limit 5000 --epochs 2 --seed 7|@",
                "Train longer, and stop when it no longer helps:",
                "  @|bold lanewise train --epochs 30 --patience 5 --run runs/long|@",
                "Resume a run that was stopped:",
                "  @|bold lanewise train --resume runs/last|@",
                "See what repeating a run would do:",
                "  @|bold lanewise train --config runs/last/config.json --dry-run|@",
                "Train another network on other data, such as Fashion-MNIST:",
                "  @|bold lanewise train --data fashion --network resnet8|@",
                "Train a network of your own:",
                "  @|bold lanewise train --layers 'conv 8 5, relu, dense'|@",
                "Go on from a model, with a smaller learning rate:",
                "  @|bold lanewise train --from net.onnx --learning-rate 0.005|@",
                "Fail a script if accuracy is too low:",
                "  @|bold lanewise train --json --min-accuracy 0.985|@"})
public final class TrainCommand implements Callable<Integer> {
    /** What most runs are begun with. */
    private static final Set<String> BASICS = Set.of("--recipe", "--data", "--epochs",
            "--learning-rate", "--seed", "--run", "--resume", "--help");

    private final CommandContext context;

    @Option(names = "--recipe", paramLabel = "NAME", converter = Choices.Recipes.class,
            completionCandidates = Choices.Recipes.class,
            description = "A named set of defaults, see below; every option overrides it. One of"
                    + " ${COMPLETION-CANDIDATES} (default: that of the network's name, else"
                    + " standard).")
    private @Nullable Recipe recipe;

    @Mixin
    private CommandSpec network = OptionSpecs.of(Group.NETWORK);

    @Mixin
    private FromOption start = new FromOption();

    @Mixin
    private NormalizationOption normalization = new NormalizationOption();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private CommandSpec images = OptionSpecs.of(Group.DATA);

    @Mixin
    private CommandSpec training = OptionSpecs.of(Group.TRAINING);

    @Mixin
    private CommandSpec computing = OptionSpecs.of(Group.COMPUTING);

    @Mixin
    private RunOptions run = new RunOptions();

    /** What is to be said of the configuration that the options come from, once they are accepted. */
    Optional<String> configurationRemark = Optional.empty();

    private @Nullable CommandSpec spec;

    /** The command in its context. */
    public TrainCommand(CommandContext context) {
        this.context = context;
    }

    /** Lets the help list the options in sections and describe every recipe from its values. */
    @Spec
    void arrangeHelp(CommandSpec spec) {
        this.spec = spec;
        Map<Class<?>, String> headings = new LinkedHashMap<>();
        headings.put(FromOption.class, Group.NETWORK.heading());
        headings.put(NormalizationOption.class, Group.NETWORK.heading());
        headings.put(DataOption.class, Group.DATA.heading());
        headings.put(RunOptions.class, "Run and output");
        headings.put(ColorOption.class, "Run and output");
        spec.usageMessage()
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        new OptionSections(BASICS, headings));
        List<String> lines = new ArrayList<>(List.of(spec.usageMessage().footer()));
        lines.addAll(List.of("", "Recipes:"));
        for (Recipe each : Recipe.values()) {
            lines.add("  @|bold " + Choice.name(each) + "|@");
            lines.addAll(HelpFooter.paragraph(each.describe()));
        }
        spec.usageMessage().footer(lines.toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        TrainSettings settings = settings();
        configurationRemark.ifPresent(remark -> {
            context.terminal().err().println(Printable.of("lanewise: " + remark));
            context.terminal().err().flush();
        });
        if (run.printConfig) {
            context.terminal().out().print(Json.pretty(RunConfig.optionsOnly(settings)));
            context.terminal().out().flush();
            return ExitCode.OK;
        }
        if (run.dryRun) {
            new DryRun(context, settings).tell(run.json);
            return ExitCode.OK;
        }
        if (run.findLearningRate) {
            return new LearningRateSearch(context, settings, withoutSearch()).run(run.json);
        }
        return new TrainingRun(context, settings, new Reporters(reporters())).run();
    }

    /**
     * What the options ask for.
     *
     * @throws UsageException if a value is out of range, or some don't go together
     */
    TrainSettings settings() throws IOException {
        TrainingValues typed = OptionSpecs.given(context, network, images, training, computing);
        Optional<StartingPoint> from = from();
        TrainingValues given = typed.find(NETWORK).isPresent() || typed.find(LAYERS).isPresent()
                ? typed
                : from.flatMap(StartingPoint::network)
                        .map(own -> typed.with(NETWORK, NetworkFile.of(own)))
                        .orElse(typed);
        Recipe chosen = recipe != null ? recipe
                : given.find(NETWORK).map(Recipe::usual).orElse(Recipe.STANDARD);
        return new TrainSettings(chosen, Resolution.of(chosen.defaults(), given),
                from, data.folder(context).map(folder -> folder.toAbsolutePath().normalize()),
                Optional.ofNullable(run.run).map(context::resolve),
                Optional.ofNullable(run.resume).map(context::resolve), run.leastAccuracy(),
                run.profile, !run.noPlots);
    }

    private Optional<StartingPoint> from() throws IOException {
        if (start.from != null) {
            return Optional.of(StartingPoint.find(context, start.from, normalization.value()));
        }
        if (normalization.value().isPresent()) {
            throw new UsageException("--normalization must go with --from and a model that doesn't"
                    + " say its own; leave it out.");
        }
        return Optional.empty();
    }

    /** What was typed after the command, without what belongs to the search alone. */
    private String withoutSearch() {
        Set<String> own = Set.of("--find-lr", "--json", LEARNING_RATE.name(), "--run");
        Set<String> valued = Set.of(LEARNING_RATE.name(), "--run");
        StringBuilder rest = new StringBuilder();
        List<String> given = Objects.requireNonNull(spec)
                .commandLine()
                .getParseResult()
                .originalArgs();
        // The first one of this name is the command.
        Iterator<String> arguments = given.subList(given.indexOf("train") + 1, given.size())
                .iterator();
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (valued.contains(argument) && arguments.hasNext()) {
                arguments.next();
            } else if (!own.contains(argument.split("=", 2)[0])) {
                rest.append(' ').append(quoted(argument));
            }
        }
        return rest.toString();
    }

    /** As a shell reads it back. */
    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./=:,@%+-]+") ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** Progress first: it ends its line before others write. */
    private List<RunReporter> reporters() {
        Terminal terminal = context.terminal();
        List<RunReporter> reporters = new ArrayList<>();
        if (!run.quiet) {
            reporters.add(new ProgressReporter(terminal, terminal.errStyle()));
        }
        reporters.add(run.json ? new JsonReporter(terminal.out())
                : new TextReporter(context, terminal.outStyle()));
        return reporters;
    }
}
