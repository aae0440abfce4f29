package dev.lanewise.cli;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.Version;
import dev.lanewise.cli.command.BenchCommand;
import dev.lanewise.cli.command.ColorOption;
import dev.lanewise.cli.command.CompareCommand;
import dev.lanewise.cli.command.CompletionCommand;
import dev.lanewise.cli.command.ConfigArguments;
import dev.lanewise.cli.command.DoctorCommand;
import dev.lanewise.cli.command.EvaluateCommand;
import dev.lanewise.cli.command.ExportCommand;
import dev.lanewise.cli.command.HelpFooter;
import dev.lanewise.cli.command.PredictCommand;
import dev.lanewise.cli.command.RunsCommand;
import dev.lanewise.cli.command.ServeCommand;
import dev.lanewise.cli.command.ShowCommand;
import dev.lanewise.cli.command.SummaryCommand;
import dev.lanewise.cli.command.TrainCommand;
import dev.lanewise.cli.command.ValueConverters;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.train.EarlyCompilation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: its commands, what it says without one, and how failures are told. */
@Command(name = "lanewise", versionProvider = Version.class, mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT, sortOptions = false, abbreviateSynopsis = true,
        usageHelpAutoWidth = false, synopsisSubcommandLabel = "COMMAND",
        description = "Trains small neural networks fast, in pure Java.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failure", "2:wrong usage", "3:--min-accuracy missed",
                "4:data missing or damaged", "5:model missing, damaged or incompatible",
                "129, 130, 143:stopped by SIGHUP, SIGINT (Ctrl-C) or SIGTERM, after saving"},
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Train a network, then see what it can do:",
                "  @|bold lanewise train|@",
                "  @|bold lanewise evaluate runs/last|@",
                "See all options of a command, with examples:",
                "  @|bold lanewise train --help|@"})
public final class Lanewise implements Runnable {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 100;

    private static final String TRAIN = "train";
    private static final String EVALUATE = "evaluate";
    private static final String COMPLETION = "completion";
    private static final List<String> WITHOUT_WORK = List.of("-h", "--help", "--dry-run",
            "--print-config");

    /** The commands by name, in the order of the help. */
    private static final Map<String, Function<CommandContext, Object>> COMMANDS = commands();

    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger ENGINE_LOG = Logger.getLogger("dev.lanewise.engine");

    private final CommandContext context;

    @Option(names = "--debug", scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure.")
    private boolean debug;

    @Mixin
    private final ColorOption color = new ColorOption();

    private Lanewise(CommandContext context) {
        this.context = context.with(context.terminal().withColor(color::choice));
    }

    private static Map<String, Function<CommandContext, Object>> commands() {
        Map<String, Function<CommandContext, Object>> commands = new LinkedHashMap<>();
        commands.put(TRAIN, TrainCommand::new);
        commands.put(EVALUATE, EvaluateCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("summary", SummaryCommand::new);
        commands.put("runs", RunsCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put(COMPLETION, CompletionCommand::new);
        return commands;
    }

    /** Runs the command that the arguments name, then ends the process with its exit code. */
    public static void main(String[] arguments) {
        // The engine warns of slow kernels; the commands say which ones run, and why, themselves.
        ENGINE_LOG.setLevel(Level.SEVERE);
        // Both need compiled kernels as soon as they can have them.
        if (runs(TRAIN, arguments)) {
            EarlyCompilation.beginTraining();
        } else if (runs(EVALUATE, arguments)) {
            EarlyCompilation.beginEvaluation();
        }
        System.exit(run(CommandContext.system(), arguments));
    }

    /** Whether the arguments ask for a command, and not only for what it says of itself. */
    private static boolean runs(String command, String... arguments) {
        List<String> given = List.of(arguments);
        return given.indexOf(command) == 0 && WITHOUT_WORK.stream().noneMatch(given::contains);
    }

    /** Runs a command and returns its exit code. */
    static int run(CommandContext context, String... arguments) {
        Terminal terminal = context.terminal();
        Lanewise program = new Lanewise(context);
        CommandLine commandLine = program.commandLine(arguments);
        int code;
        try {
            code = commandLine
                    .execute(new ConfigArguments(context, commandLine).expand(arguments));
        } catch (RuntimeException | Error e) { // picocli tells of exceptions in commands alone.
            code = program.tell(e);
        }
        terminal.err().flush();
        if (terminal.out().checkError() && !ExitCode.isOfSignal(code)) {
            terminal.err()
                    .println("lanewise: Standard output can't be written, so results are missing;"
                            + " check the disk, or the program that reads them.");
            terminal.err().flush();
            return ExitCode.FAILURE;
        }
        return code;
    }

    /** The program's commands and options, for those who describe them. */
    static CommandLine commandLine(CommandContext context) {
        return new Lanewise(context).commandLine();
    }

    /**
     * The program, with the one command that comes first, or with all where none does or where one
     * tells of the others: to learn a command's options takes a while.
     */
    private CommandLine commandLine(String... arguments) {
        Terminal terminal = context.terminal();
        CommandLine commandLine = new CommandLine(this);
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean alone = COMMANDS.containsKey(first) && !first.equals(COMPLETION);
        COMMANDS.forEach((name, command) -> {
            if (!alone || name.equals(first)) {
                commandLine.addSubcommand(name, command.apply(context));
            }
        });
        ValueConverters.register(commandLine);
        HelpFooter.call(commandLine, context.program());
        return commandLine
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(Math.clamp(terminal.columns(), NARROWEST_HELP, WIDEST_HELP))
                .setExecutionStrategy(parsed -> {
                    requireKnown(parsed);
                    remarkRepeated(parsed, arguments);
                    // Help is printed by the strategy, when --color is known.
                    commandLine.setColorScheme(Help.defaultColorScheme(
                            terminal.outStyle().colored() ? Help.Ansi.ON : Help.Ansi.OFF));
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((failure, given) -> tell(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure));
    }

    /** Where help or the version is asked for, picocli overlooks arguments that it doesn't know. */
    private static void requireKnown(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            List<String> unknown = command.getParseResult().unmatched();
            if (!unknown.isEmpty()) {
                throw new UnmatchedArgumentException(command, unknown);
            }
        }
    }

    /** Says of options that were given twice which value counts. */
    private void remarkRepeated(ParseResult parsed, String... arguments) {
        PrintWriter err = context.terminal().err();
        for (CommandLine command : parsed.asCommandLineList()) {
            for (OptionSpec option : command.getParseResult().matchedOptionsSet()) {
                long given = Arrays.stream(arguments)
                        .map(argument -> argument.replaceFirst("=.*", ""))
                        .filter(List.of(option.names())::contains)
                        .count();
                if (given > 1 && option.arity().max() == 1 && !option.isMultiValue()) {
                    err.println(Printable.of("lanewise: " + option.longestName() + " was given "
                            + given + " times; the last value, '"
                            + option.originalStringValues().getLast() + "', counts."));
                }
            }
        }
        err.flush();
    }

    /** Says what failed and returns the exit code for it. */
    private int tell(Throwable failure) {
        PrintWriter err = context.terminal().err();
        Failures.lines(failure, context.program())
                .forEach(line -> err.println(Printable.of(line)));
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return Failures.exitCode(failure);
    }

    /** Without a command: what to do first. */
    @Override
    public void run() {
        String program = context.program();
        context.terminal()
                .out()
                .println("""
                Lanewise trains LeNet-5 on the handwritten digits of MNIST, in seconds.

                First   PROGRAM train                 train a network
                Then    PROGRAM evaluate runs/last    see what it gets right and wrong
                        PROGRAM show                  see some of the images
                        PROGRAM predict digit.png     see which digit a picture shows
                        PROGRAM bench                 compare vector and scalar kernels
                        PROGRAM doctor                see what this machine offers

                PROGRAM --help lists the commands, PROGRAM train --help the options of one."""
                        .replace("PROGRAM", program));
        context.terminal().out().flush();
    }
}
