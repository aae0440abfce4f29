package dev.lanewise.cli.command;

import com.google.gson.JsonParseException;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.option.TrainingOption;
import dev.lanewise.cli.option.TrainingOptions;
import dev.lanewise.cli.run.ConfigFile;
import dev.lanewise.cli.run.RunFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code --config} and {@code --resume}: the options of an earlier run become arguments, put before
 * those that were given, so that they are read and checked as these are and every given one
 * overrides them. That must happen before the arguments are parsed.
 */
public final class ConfigArguments {
    private static final String TRAIN = "train";
    private static final String CONFIG = "--config";
    private static final String RESUME = "--resume";
    private static final String FROM = "--from";
    private static final String NETWORK = TrainingOptions.NETWORK.name();
    private static final String LAYERS = TrainingOptions.LAYERS.name();
    /** What another network takes the place of. */
    private static final Set<String> OF_NETWORK = Set.of(NETWORK, LAYERS,
            TrainingOptions.ACTIVATION.name(), FROM, "--normalization");
    /** What does not decide which weights come out, beside options of the table. */
    private static final Set<String> WITH_RESUME = Set.of(RESUME, "--min-accuracy", "--profile",
            "--no-plots", "--json", "--quiet", "--color", "--debug", "--dry-run", "--print-config",
            "--help", "--version");
    /** A new run gets a folder of its own, and a resumed one has its own. */
    private static final String RUN = "run";

    private final CommandContext context;
    private final Optional<CommandSpec> train;

    /** For the command {@code train} of a program, if it has one. */
    public ConfigArguments(CommandContext context, CommandLine program) {
        this.context = context;
        this.train = Optional.ofNullable(program.getSubcommands().get(TRAIN))
                .map(CommandLine::getCommandSpec);
    }

    /**
     * The arguments, with the options of an earlier run if they ask for some.
     *
     * @throws UsageException if the configuration is missing or is none, or what was given does not
     *             go together
     * @throws ModelException if a run that is to be resumed is missing or damaged
     */
    public String[] expand(String... arguments) {
        int command = Arrays.asList(arguments).indexOf(TRAIN);
        List<String> given = Arrays.asList(arguments).subList(command + 1, arguments.length);
        Optional<String> config = valueOf(CONFIG, given);
        Optional<String> resume = valueOf(RESUME, given);
        if (command < 0 || train.isEmpty() || (config.isEmpty() && resume.isEmpty())) {
            return arguments;
        }
        if (resume.isPresent()) {
            given.forEach(ConfigArguments::checkGoesWithResume);
        }
        List<String> expanded = new ArrayList<>(Arrays.asList(arguments).subList(0, command + 1));
        expanded.addAll(resume.isPresent() ? ofRun(context.path(RESUME, resume.get()))
                : ofFile(context.path(CONFIG, config.orElseThrow())));
        if (valueOf(NETWORK, given).isPresent() || valueOf(LAYERS, given).isPresent()
                || valueOf(FROM, given).isPresent()) {
            expanded.removeIf(argument -> OF_NETWORK.contains(argument.split("=", 2)[0]));
        }
        expanded.addAll(given);
        return expanded.toArray(String[]::new);
    }

    private static Optional<String> valueOf(String option, List<String> given) {
        Optional<String> value = Optional.empty();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).startsWith(option + "=")) {
                value = Optional.of(given.get(i).substring(option.length() + 1));
            } else if (given.get(i).equals(option) && i + 1 < given.size()) {
                value = Optional.of(given.get(i + 1));
            }
        }
        return value;
    }

    private static void checkGoesWithResume(String argument) {
        int end = argument.indexOf('=');
        String name = end < 0 ? argument : argument.substring(0, end);
        if (name.startsWith("--") && !WITH_RESUME.contains(name)
                && TrainingOptions.named(name).map(TrainingOption::decidesWeights).orElse(true)) {
            throw new UsageException(name + " can't be combined with " + RESUME
                    + ", which must end with the same weights as a run that was never stopped; leave"
                    + " it out, or begin a new run with " + CONFIG + " and the config.json of"
                    + " this one.");
        }
    }

    private List<String> ofRun(Path run) {
        Path file;
        try {
            file = RunFolder.configFile(context.resolve(run));
            ConfigFile config = ConfigFile.read(file);
            List<String> arguments = arguments(run.resolve(file.getFileName()), config);
            if (config.changed()) {
                checkValues(run, arguments);
            }
            return arguments;
        } catch (NoSuchFileException e) {
            throw new ModelException("Run " + run + " must be a folder with config.json and"
                    + " last.checkpoint, and there is no file " + e.getFile()
                    + "; name a run that was begun.", e);
        } catch (IOException | JsonParseException e) {
            throw new ModelException("The config.json of run " + run + " can't be read: "
                    + reason(e) + "; take it from a backup.", e);
        }
    }

    private static @Nullable String reason(Exception e) {
        return e instanceof IOException failure ? IoFailure.reason(failure) : e.getMessage();
    }

    /** A value that makes no sense is not what the user has just written, but what the file holds. */
    private void checkValues(Path run, List<String> arguments) {
        try {
            TrainCommand command = new TrainCommand(context);
            CommandLine commandLine = new CommandLine(command);
            ValueConverters.register(commandLine);
            commandLine.parseArgs(arguments.toArray(String[]::new));
            command.settings();
        } catch (UsageException | ParameterException | ModelException | IOException e) {
            throw ConfigFile.changed(run, String.valueOf(e.getMessage()));
        }
    }

    private List<String> ofFile(Path file) {
        try {
            ConfigFile config = ConfigFile.read(context.resolve(file));
            List<String> arguments = arguments(file, config);
            if (config.changed()
                    && train.orElseThrow().userObject() instanceof TrainCommand command) {
                command.configurationRemark = Optional.of("The configuration " + file
                        + " was edited after a run had written it; it is taken as it is.");
            }
            return arguments;
        } catch (NoSuchFileException e) {
            throw new UsageException(CONFIG + " must be the config.json of a run; you gave " + file
                    + ", and there is no such file.");
        } catch (IOException | JsonParseException e) {
            throw new UsageException(CONFIG + " must be the config.json of a run; you gave " + file
                    + ", which can't be read: " + reason(e) + "; fix it, or name another.");
        }
    }

    private List<String> arguments(Path file, ConfigFile config) {
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, String> option : config.options().entrySet()) {
            String name = "--" + option.getKey().replace('_', '-');
            if (option.getKey().equals(RUN)) {
                continue;
            }
            if (train.orElseThrow().findOption(name) == null) {
                throw new UsageException("The configuration " + file
                        + " must have options of train only; it has \"" + option.getKey()
                        + "\"; take it out.");
            }
            arguments.add(name + "=" + option.getValue());
        }
        return arguments;
    }
}
