package dev.lanewise.cli.train;

import dev.lanewise.bench.harness.KernelBench;
import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.train.TrainingProfile;
import dev.lanewise.engine.train.TrainingProfile.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a step went, beside the machine's peak. Times are means over the steps, of the
 * workers together: a row's time is that of all workers divided by their number, so that rows add up
 * to the time of a step, and rates are those of all workers.
 *
 * @param profile what was measured
 * @param peakGflops GFLOP/s that as many threads reach with nothing but fused multiply-adds; empty
 *     where that can't be measured
 */
public record ProfileReport(TrainingProfile profile, OptionalDouble peakGflops) {
    private static final double GIGA = 1e9;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double BYTES_A_MIB = 1 << 20;
    private static final int PERCENT = 100;
    private static final int DIGITS = 6;

    /** Beside the peak of as many threads, measured now where the Vector API is at hand. */
    static ProfileReport of(TrainingProfile profile) {
        return new ProfileReport(profile, Kernels.auto().info().bits() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(KernelBench.peak(profile.workers()).median() / GIGA));
    }

    /** One line of the report, a step's part. */
    private record Line(String layer, String pass, double nanos, double share, double flops,
            double bytes) {

        double gflops() {
            return flops / nanos;
        }
    }

    private List<Line> rowsOfAStep() {
        return profile.rows().stream().map(this::line).toList();
    }

    private Line line(Row row) {
        double steps = profile.steps();
        double nanos = (double) row.nanos() / profile.workers();
        return new Line(row.name(), Choice.name(row.pass()), nanos / steps,
                nanos / profile.wallNanos(), row.flops() / steps, row.bytes() / steps);
    }

    private Line total() {
        double steps = profile.steps();
        return new Line("step", "", profile.wallNanos() / steps, 1, profile.flops() / steps,
                profile.bytes() / steps);
    }

    /** A table of a row for each line, with the whole step at the end; 59 columns for LeNet-5. */
    public List<String> table() {
        List<String> heading = new ArrayList<>(List.of("Layer", "Pass", "ms", "Share", "GFLOP/s"));
        if (peakGflops.isPresent()) {
            heading.add("Peak");
        }
        heading.add("MiB");
        TextTable table = new TextTable(aligns(heading.size())).row(heading);
        rowsOfAStep().forEach(line -> table.row(cells(line)));
        return table.row(cells(total())).lines();
    }

    private static List<TextTable.Align> aligns(int columns) {
        List<TextTable.Align> aligns = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            aligns.add(i < 2 ? TextTable.Align.LEFT : TextTable.Align.RIGHT);
        }
        return aligns;
    }

    private List<String> cells(Line line) {
        boolean computes = line.flops > 0;
        List<String> cells = new ArrayList<>(List.of(line.layer, line.pass,
                Numbers.fixed(line.nanos / NANOS_A_MILLI, 3), percent(line.share),
                computes ? Numbers.fixed(line.gflops(), 1) : ""));
        if (peakGflops.isPresent()) {
            cells.add(computes ? percent(line.gflops() / peakGflops.getAsDouble()) : "");
        }
        cells.add(line.bytes > 0 ? Numbers.fixed(line.bytes / BYTES_A_MIB, 2) : "");
        return cells;
    }

    private static String percent(double share) {
        return Numbers.fixed(share * PERCENT, 1) + "%";
    }

    /** The report by the names of the {@code profile} event; amounts are those of a step. */
    public Map<String, @Nullable Object> record() {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("steps", profile.steps());
        record.put("images", profile.images());
        record.put("threads", profile.workers());
        record.put("peak_gflops",
                peakGflops.isPresent() ? Numbers.rounded(peakGflops.getAsDouble(), 1) : null);
        putAmounts(record, total());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Line line : rowsOfAStep()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("layer", line.layer);
            row.put("pass", line.pass);
            row.put("share", Numbers.rounded(line.share, DIGITS));
            putAmounts(row, line);
            rows.add(row);
        }
        record.put("rows", rows);
        return record;
    }

    private void putAmounts(Map<String, @Nullable Object> record, Line line) {
        boolean computes = line.flops > 0;
        record.put("ms", Numbers.rounded(line.nanos / NANOS_A_MILLI, DIGITS));
        record.put("flop", Math.round(line.flops));
        record.put("gflops", computes ? Numbers.rounded(line.gflops(), 3) : null);
        record.put("peak_share", computes && peakGflops.isPresent()
                ? Numbers.rounded(line.gflops() / peakGflops.getAsDouble(), DIGITS)
                : null);
        record.put("bytes", Math.round(line.bytes));
    }
}
