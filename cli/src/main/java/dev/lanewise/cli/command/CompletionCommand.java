package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.RegexTransformer;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(description = "Prints a script that lets the Tab key complete commands, options, their"
        + " values and files.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Complete in every new bash:",
                "  @|bold lanewise completion bash > ~/.lanewise-completion|@",
                "  @|bold echo '. ~/.lanewise-completion' >> ~/.bashrc|@",
                "The same in zsh:",
                "  @|bold lanewise completion zsh > ~/.lanewise-completion|@",
                "  @|bold echo '. ~/.lanewise-completion' >> ~/.zshrc|@"})
public final class CompletionCommand implements Callable<Integer> {

    /** Which shell. */
    enum Shell {
        /** GNU's. */
        BASH,
        /** The Z shell, by its emulation of bash's completion. */
        ZSH
    }

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", converter = Choices.Shells.class,
            completionCandidates = Choices.Shells.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    /** The command in its context. */
    public CompletionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        prepare(program.getCommandSpec());
        PrintWriter out = context.terminal().out();
        out.println("# Completion of " + program.getCommandName() + " in " + Choice.name(shell)
                + "; how to install it: " + context.program() + " completion --help");
        out.print(withoutComment(AutoComplete.bash(program.getCommandName(), program)));
        out.flush();
        return ExitCode.OK;
    }

    /**
     * picocli names the shell variable with an option's values by the option's label, which several
     * options may share, and completes only the positive name of a negatable option. It offers files
     * only for what is a path to Java, which images are not: some are images of the data.
     */
    private static void prepare(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (option.completionCandidates() != null || option.negatable()) {
                command.remove(option);
                command.addOption(OptionSpec.builder(option)
                        .scopeType(ScopeType.LOCAL)
                        .inherited(false)
                        .negatable(false)
                        .names(names(option))
                        .paramLabel(option.longestName())
                        .build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
            if (parameter.completionCandidates() == null) {
                command.remove(parameter);
                command.addPositional(PositionalParamSpec.builder()
                        .index(parameter.index())
                        .arity(parameter.arity())
                        .paramLabel(parameter.paramLabel())
                        .type(Path.class)
                        .build());
            }
        }
        command.subcommands().values().forEach(sub -> prepare(sub.getCommandSpec()));
    }

    private static String[] names(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        if (option.negatable()) {
            for (String name : option.names()) {
                names.add(RegexTransformer.createDefault().makeNegative(name, option.command()));
            }
        }
        return names.toArray(String[]::new);
    }

    /** Without the comment at its beginning, which is about scripts and folders that are not ours. */
    private static String withoutComment(String script) {
        int start = 0;
        while (script.startsWith("#", start)) {
            start = script.indexOf('\n', start) + 1;
        }
        return script.substring(start);
    }
}
