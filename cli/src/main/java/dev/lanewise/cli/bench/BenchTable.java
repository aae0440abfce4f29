package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Comparison;
import dev.lanewise.bench.harness.Report;
import dev.lanewise.bench.harness.Statistics;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.cli.terminal.TextTable.Align;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The result for reading; at most 60 columns wide, but for the processor's name. */
final class BenchTable {
    private static final double GIGA = 1e9;
    private static final double PERCENT = 100;
    private static final int LABEL_WIDTH = 11;

    private BenchTable() {}

    static List<String> lines(Report report, Diagnosis machine) {
        List<String> lines = new ArrayList<>(heading(report, machine));
        add(lines, report, false, "GFLOP/s", "of peak");
        add(lines, report, true, "GB/s: more is moved than computed", "of limit");
        lines.add("");
        lines.addAll(List.of(
                "Medians of samples taken in turns, the limit among them:",
                "the machine's peak, or its bandwidth on as many bytes.",
                "Above 100 %: a cache helped, or the clock changed.",
                "scalar: plain loops, one value at a time, each sum a chain",
                "whose steps wait for one another. Vectors have more lanes",
                "and more sums at once, so speed-ups exceed the lanes.",
                "dX, dW: gradients of the input and of the weights."));
        return lines;
    }

    private static void add(List<String> lines, Report report, boolean bandwidth, String unit,
            String limit) {
        List<Comparison> rows = report.rows()
                .stream()
                .filter(row -> row.workload().isBandwidthBound() == bandwidth)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(unit);
        TextTable table = new TextTable(List.of(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT,
                Align.RIGHT, Align.RIGHT))
                .row("kernel", "shape", "scalar", "vector", "speed-up", limit);
        rows.forEach(row -> table.row(cells(row)));
        lines.addAll(table.lines());
    }

    private static List<String> heading(Report report, Diagnosis machine) {
        List<String> lines = new ArrayList<>();
        lines.add(line("Machine", machine.processor().model().orElse("unknown") + ", "
                + Numbers.counted(machine.cores(), "core")));
        lines.add(line("Java", Runtime.version() + ", " + System.getProperty("java.vendor")));
        lines.add(line("Kernels", report.kernels().backend() + ", " + report.kernels().bits()
                + " bits (" + machine.lanes() + " lanes), "
                + Numbers.counted(report.threads(), "thread")));
        lines.add(line("FMA peak", giga(report.peak()) + " GFLOP/s"));
        lines.add(line("Bandwidth", giga(report.cacheBandwidth()) + " GB/s in the cache, "
                + giga(report.memoryBandwidth()) + " in memory"));
        Comparator<Comparison> bySpread = Comparator.comparingDouble(row -> row.vector().spread());
        List<Comparison> sorted = report.rows().stream().sorted(bySpread).toList();
        if (!sorted.isEmpty()) {
            Comparison widest = sorted.getLast();
            lines.add(line("Spread", percent(sorted.get(sorted.size() / 2).vector().spread())
                    + " in the middle row, " + percent(widest.vector().spread())
                    + " in the widest"));
        }
        return lines;
    }

    private static String line(String label, String text) {
        return LabelledLine.of(label, LABEL_WIDTH, text);
    }

    private static List<String> cells(Comparison row) {
        return List.of(row.workload().kernel(), row.workload().shape(), giga(row.scalar()),
                giga(row.vector()), Numbers.fixed(row.speedUp(), 1) + "×",
                percent(row.fractionOfLimit()));
    }

    private static String giga(Statistics rate) {
        return Numbers.fixed(rate.median() / GIGA, 1);
    }

    private static String percent(double share) {
        return Numbers.fixed(share * PERCENT, 0) + " %";
    }
}
