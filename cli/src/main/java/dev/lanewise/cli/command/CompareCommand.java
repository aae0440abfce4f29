package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Ranges;
import dev.lanewise.cli.compare.Comparison;
import dev.lanewise.cli.compare.ComparisonRecord;
import dev.lanewise.cli.compare.ComparisonText;
import dev.lanewise.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}. */
@Command(
        description = "Compares runs with the first one: options and versions that differ, results,"
                + " and whether the difference in accuracy exceeds noise, by McNemar's exact test on the"
                + " same test images.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"See whether the newest run is better than another:",
                "  @|bold lanewise compare runs/fast runs/last|@",
                "See which images only one of them gets right:",
                "  @|bold lanewise compare runs/fast runs/last --show 20|@",
                "Compare several with the first, as JSON:",
                "  @|bold lanewise compare runs/fast runs/a runs/b --json|@"})
public final class CompareCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "RUN", arity = "0..*",
            description = "Two finished runs or more: their folders, or their names below runs.")
    private List<String> runs = List.of();

    @Option(names = "--show", paramLabel = "N", defaultValue = "0",
            description = "Also list the first N test images that some of the runs get right and"
                    + " others don't (default: ${DEFAULT-VALUE}).")
    private int shown;

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public CompareCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        int most = Ranges.whole("--show", shown, 0, Integer.MAX_VALUE);
        Comparison comparison = Comparison.of(context, runs);
        Terminal terminal = context.terminal();
        if (output.json) {
            terminal.out().println(Json.line(ComparisonRecord.of(comparison, most)));
        } else {
            int columns = terminal.outIsTerminal() ? terminal.columns() : Integer.MAX_VALUE;
            ComparisonText.lines(comparison, most, columns).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return ExitCode.OK;
    }
}
