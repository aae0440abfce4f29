package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.KernelBench;
import dev.lanewise.bench.harness.Report;
import dev.lanewise.bench.harness.Selection;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.picture.PngFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One run of {@code bench}: checks, measures, tells. */
public final class BenchRun {
    /** Leaves the rest of 90 s to the start of the virtual machine and a slow last sample. */
    private static final double SECONDS = 79;
    private static final double NANOS_A_SECOND = 1e9;

    private final CommandContext context;
    private final BenchSettings settings;

    /** A run with its settings. */
    public BenchRun(CommandContext context, BenchSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Measures. Everything that can be refused is refused before.
     *
     * @return the exit code
     * @throws UsageException if a name or the file makes no sense
     * @throws UnsupportedOperationException if the vector kernels can't run
     * @throws IOException if the chart can't be written
     */
    public int run() throws IOException {
        settings.chart()
                .ifPresent(
                        file -> PngFile.requireWritable("--out", file, context));
        List<Workload> selection = selection(settings.kernels());
        Report report;
        try (BenchProgress progress = new BenchProgress(context.terminal())) {
            report = KernelBench.run(selection, settings.threads(),
                    (long) (SECONDS * NANOS_A_SECOND), progress);
        }
        Diagnosis machine = Diagnosis.here(context.directory());
        if (settings.chart().isPresent() && !report.rows().isEmpty()) {
            Path file = context.resolve(settings.chart().get());
            PngFile.writeSharp(file, RooflineChart.draw(report, machine).picture());
        }
        tell(report, machine);
        return report.rows().isEmpty() ? ExitCode.FAILURE : ExitCode.OK;
    }

    /** The rows whose kernel's name contains one of the given parts; all without parts. */
    static List<Workload> selection(List<String> parts) {
        List<Workload> all = Selection.standard();
        if (parts.isEmpty()) {
            return all;
        }
        List<Workload> chosen = new ArrayList<>();
        for (String part : parts) {
            if (part.isBlank() || all.stream().noneMatch(row -> matches(row, part))) {
                throw new UsageException("--kernel must be part of one of the names "
                        + String.join(", ", Selection.names()) + "; you gave '" + part + "'"
                        + Nearest.question(part, Selection.names()) + ".");
            }
        }
        for (Workload row : all) {
            if (parts.stream().anyMatch(part -> matches(row, part))) {
                chosen.add(row);
            }
        }
        return chosen;
    }

    private static boolean matches(Workload row, String part) {
        return row.kernel()
                .toLowerCase(Locale.ROOT)
                .contains(part.strip().toLowerCase(Locale.ROOT));
    }

    private void tell(Report report, Diagnosis machine) {
        PrintWriter out = context.terminal().out();
        if (settings.json()) {
            out.println(Json.line(BenchRecord.of(report, machine)));
        } else {
            BenchTable.lines(report, machine).forEach(out::println);
        }
        out.flush();
        PrintWriter err = context.terminal().err();
        if (!report.omitted().isEmpty()) {
            err.println("lanewise: No time was left for " + report.omitted()
                    .stream()
                    .map(row -> row.kernel() + " " + row.shape())
                    .collect(Collectors.joining(", ")) + "; name fewer with --kernel.");
        }
        if (!report.rows().isEmpty()) {
            settings.chart().ifPresent(file -> err.println("Chart: " + file));
        }
        err.flush();
    }
}
