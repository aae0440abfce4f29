package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.run.RunColumn;
import dev.lanewise.cli.run.RunEntry;
import dev.lanewise.cli.run.RunFilter;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.cli.terminal.TextTable.Align;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs}. */
@Command(description = "Lists the runs of train with their recipe, test accuracy, time, date and"
        + " the hash of their weights.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"List all runs, the newest first:",
                "  @|bold lanewise runs|@",
                "List the best first:",
                "  @|bold lanewise runs --sort accuracy|@",
                "List those of one recipe and seed:",
                "  @|bold lanewise runs --filter recipe=fast --filter seed=1|@",
                "List those that were stopped, in another folder, as JSON:",
                "  @|bold lanewise runs --filter state=unfinished --json old-runs|@"})
public final class RunsCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "DIR", arity = "0..1",
            description = "The folder that the runs are in (default: runs).")
    private @Nullable Path given;

    @Option(names = "--sort", paramLabel = "KEY", converter = Choices.RunColumns.class,
            completionCandidates = Choices.RunColumns.class, defaultValue = "date",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}): the newest,"
                    + " most accurate or fastest first. Runs without a value come last.")
    private RunColumn sort = RunColumn.DATE;

    @Option(names = "--filter", paramLabel = "KEY=VALUE",
            description = "List only runs with this name, state, recipe, data, hash (or how it"
                    + " begins), or value of an option of train, such as learning-rate=0.1; none"
                    + " where it has no value. Given several times, all must fit.")
    private List<String> filters = List.of();

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public RunsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<RunFilter> wanted = filters.stream().map(RunFilter::of).toList();
        Path shown = given == null ? Path.of(RunFolder.RUNS) : given;
        List<RunEntry> all = all(shown);
        List<RunEntry> runs = all.stream()
                .filter(run -> wanted.stream().allMatch(filter -> filter.takes(run)))
                .sorted(sort.order())
                .toList();
        Terminal terminal = context.terminal();
        if (output.json) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("folder", shown.toString());
            record.put("runs", runs.stream().map(RunsCommand::record).toList());
            terminal.out().println(Json.line(record));
        } else if (runs.isEmpty()) {
            tell(all.isEmpty()
                    ? "There are no runs in " + shown + " yet; begin one with "
                            + context.program() + " train."
                    : "None of the " + Numbers.counted(all.size(), "run") + " in " + shown
                            + " fits --filter.");
        } else {
            table(runs, context.clock().getZone()).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        runs.forEach(run -> run.problem()
                .ifPresent(problem -> tell("lanewise: Run " + run.name() + " is "
                        + Choice.name(run.state()) + ": " + problem + ".")));
        return ExitCode.OK;
    }

    private List<RunEntry> all(Path shown) throws IOException {
        Path folder = context.resolve(shown);
        if (given == null && Files.notExists(folder)) {
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "DIR must be a folder with runs; you gave " + shown + ", which "
                            + (Files.exists(folder) ? "is a file" : "doesn't exist")
                            + "; name the folder that the run folders are in.");
        }
        if (RunEntry.holdsRun(folder)) {
            throw new UsageException("DIR must be a folder with runs; you gave " + shown
                    + ", which is a run itself; name the folder that it is in.");
        }
        return RunEntry.in(folder);
    }

    private List<String> table(List<RunEntry> runs, ZoneId zone) {
        List<RunColumn> columns = List.of(RunColumn.values());
        TextTable table = new TextTable(columns.stream()
                .map(column -> column.isNumeric() ? Align.RIGHT : Align.LEFT)
                .toList()).row(columns.stream().map(RunColumn::heading).toList());
        runs.forEach(run -> table.row(columns.stream()
                .map(column -> column.cell(run, zone))
                .toList()));
        Terminal terminal = context.terminal();
        return terminal.outIsTerminal() ? table.lines(terminal.columns()) : table.lines();
    }

    private static Map<String, @Nullable Object> record(RunEntry run) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("name", run.name());
        record.put("state", Choice.name(run.state()));
        record.put("problem", run.problem().orElse(null));
        record.put("started", run.started().orElse(null));
        record.put("recipe", run.options().get("recipe"));
        record.put("data", run.value("data", "name").orElse(null));
        Stream.of("test_accuracy", "test_loss", "train_seconds").forEach(name -> {
            OptionalDouble value = run.result(name);
            record.put(name, value.isPresent() && Double.isFinite(value.getAsDouble())
                    ? value.getAsDouble()
                    : null);
        });
        record.put("weights_sha256", run.weights().orElse(null));
        record.put("options", run.options());
        return record;
    }

    private void tell(String line) {
        context.terminal().err().println(Printable.of(line));
        context.terminal().err().flush();
    }
}
