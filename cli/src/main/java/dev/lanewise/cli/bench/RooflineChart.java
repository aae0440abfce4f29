package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Comparison;
import dev.lanewise.bench.harness.Report;
import dev.lanewise.cli.chart.Axis;
import dev.lanewise.cli.chart.Heading;
import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Lettering;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Mark.Anchor;
import dev.lanewise.cli.chart.Plot;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.terminal.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * At the left the roofline model (Williams, Waterman, Patterson 2009): rate over arithmetic intensity,
 * both logarithmic, below the machine's peak and bandwidths. At the right each kernel by its name, from
 * scalar to vector. Kernels that only move data have no intensity and are left out.
 */
final class RooflineChart {
    private static final double GIGA = 1e9;
    private static final double PERCENT = 100;
    private static final double DECADE = 10;
    private static final double ROOM = 2;
    private static final int PLOT_WIDTH = 480;
    private static final int WIDTH = 1080;
    private static final int LEAST_HEIGHT = 420;
    private static final int ROW = 21;
    private static final int GROUP_ROW = 30;
    private static final int FOOT = 44;
    private static final int NAMES = 690;
    private static final int RATES = 705;
    private static final int RATES_END = 905;
    private static final int SPEED_UP = 970;
    private static final int SHARE = 1055;
    private static final double DOT = 4.5;

    private final Report report;
    private final List<Comparison> rows;
    private final double peak;
    private final Axis rates;

    private RooflineChart(Report report) {
        this.report = report;
        this.rows = report.rows()
                .stream()
                .filter(row -> row.workload().flops() > 0)
                .sorted(Comparator.comparing((Comparison row) -> KernelGroup.of(row.workload()))
                        .thenComparingDouble(row -> row.workload().intensity()))
                .toList();
        this.peak = report.peak().median() / GIGA;
        double least = rows.stream()
                .mapToDouble(row -> Math.min(scalar(row), vector(row)))
                .min()
                .orElse(peak / DECADE);
        double most = rows.stream().mapToDouble(RooflineChart::vector).max().orElse(peak);
        this.rates = new Axis("GFLOP/s", least / ROOM, Math.max(peak, most) * ROOM, true);
    }

    /** The chart. */
    static Scene draw(Report report, Diagnosis machine) {
        return new RooflineChart(report).scene(machine);
    }

    private static double scalar(Comparison row) {
        return row.flopsPerSecond(row.scalar().median()) / GIGA;
    }

    private static double vector(Comparison row) {
        return row.flopsPerSecond(row.vector().median()) / GIGA;
    }

    private Scene scene(Diagnosis machine) {
        Heading heading = Heading.of("Roofline of " + machine.processor()
                .model()
                .orElse("this machine"), List.of(
                        Numbers.counted(report.threads(), "thread") + ", vectors of "
                                + report.kernels().bits() + " bits, Java " + Runtime.version()
                                + "; grey: scalar kernels, one value at a time; in colour: vector"
                                + " kernels"),
                WIDTH);
        long groups = rows.stream()
                .map(row -> KernelGroup.of(row.workload()))
                .distinct()
                .count();
        int top = (int) heading.height();
        int height = Math.max(LEAST_HEIGHT,
                top + 2 * ROW + rows.size() * ROW + (int) groups * GROUP_ROW + FOOT);
        List<Mark> marks = new ArrayList<>(roofline().scene(heading, PLOT_WIDTH, height, "")
                .marks());
        kernels(marks, top + ROW);
        return new Scene(WIDTH, height, "Roofline: a peak of " + Numbers.fixed(peak, 0)
                + " GFLOP/s; " + Numbers.counted(rows.size(), "kernel")
                + ", scalar and vector.", marks);
    }

    private Plot roofline() {
        double cache = report.cacheBandwidth().median() / GIGA;
        double memory = report.memoryBandwidth().median() / GIGA;
        double left = rows.stream().mapToDouble(row -> row.workload().intensity()).min().orElse(1);
        double right = rows.stream()
                .mapToDouble(row -> row.workload().intensity())
                .max()
                .orElse(DECADE);
        Axis across = new Axis("FLOP/byte (every operand read or written once)",
                Math.min(1, left) / ROOM, Math.max(DECADE, right) * ROOM, true);
        List<Plot.Curve> curves = new ArrayList<>();
        curves.add(roof(across, Double.POSITIVE_INFINITY, Mark.Dash.SOLID));
        curves.add(roof(across, cache, Mark.Dash.DASHED));
        curves.add(roof(across, memory, Mark.Dash.DOTTED));
        List<Plot.Label> labels = new ArrayList<>();
        labels.add(new Plot.Label(across.most(), peak,
                "FMA peak " + Numbers.fixed(peak, 0) + " GFLOP/s", Anchor.END));
        labels.add(label(across, cache, ROOM, "cache " + Numbers.fixed(cache, 0) + " GB/s",
                Anchor.END));
        labels.add(label(across, memory, DECADE, "memory " + Numbers.fixed(memory, 0) + " GB/s",
                Anchor.START));
        for (Comparison row : rows) {
            double x = row.workload().intensity();
            String name = row.workload().kernel() + " " + row.workload().shape();
            curves.add(new Plot.Curve("", Ink.GRID, Mark.Dash.SOLID,
                    List.of(new Plot.Value(x, scalar(row), ""),
                            new Plot.Value(x, vector(row), "")),
                    false));
            curves.add(dot(x, scalar(row), name + ", scalar", Ink.LINE));
            curves.add(dot(x, vector(row), name + ", vector",
                    KernelGroup.of(row.workload()).ink()));
        }
        return new Plot(across, rates, false, List.of(), List.of(), List.of(), curves, List.of(),
                labels);
    }

    /** Where a bandwidth's roof is so many times lower than the peak, or as low as can be. */
    private Plot.Label label(Axis across, double bandwidth, double below, String text,
            Anchor anchor) {
        double x = Math.max(across.least(), peak / bandwidth / below);
        return new Plot.Label(x, x * bandwidth, text, anchor);
    }

    private static Plot.Curve dot(double x, double y, String told, Ink ink) {
        return new Plot.Curve("", ink, Mark.Dash.SOLID,
                List.of(new Plot.Value(x, y, told + ": " + Numbers.significant(y, 3)
                        + " GFLOP/s")),
                true);
    }

    /** The part of {@code min(peak, intensity · bandwidth)} that is this roof's own. */
    private Plot.Curve roof(Axis across, double bandwidth, Mark.Dash dash) {
        boolean flat = Double.isInfinite(bandwidth);
        double from = flat ? peak / (report.cacheBandwidth().median() / GIGA)
                : Math.max(across.least(), rates.least() / bandwidth);
        double to = flat ? across.most() : peak / bandwidth;
        return new Plot.Curve("", Ink.FAINT, dash,
                List.of(new Plot.Value(from, flat ? peak : from * bandwidth, ""),
                        new Plot.Value(to, peak, "")),
                false);
    }

    /** A line for each kernel below the name of its group. */
    private void kernels(List<Mark> marks, double top) {
        double y = top + ROW / 2.0;
        marks.add(Mark.Words.of((RATES + RATES_END) / 2.0, y, "GFLOP/s, scalar → vector",
                Ink.FAINT, Anchor.MIDDLE));
        marks.add(Mark.Words.of(SPEED_UP, y, "speed-up", Ink.FAINT, Anchor.END));
        marks.add(Mark.Words.of(SHARE, y, "of its limit", Ink.FAINT, Anchor.END));
        double first = y + ROW / 2.0;
        List<Mark> lines = new ArrayList<>();
        KernelGroup before = null;
        for (Comparison row : rows) {
            KernelGroup group = KernelGroup.of(row.workload());
            if (group != before) {
                y += GROUP_ROW;
                lines.add(new Mark.Words(PLOT_WIDTH + ROW, y, group.title(), group.ink(),
                        Lettering.TEXT, true, Anchor.START, false));
                before = group;
            }
            y += ROW;
            row(lines, row, group.ink(), y);
        }
        double last = y + ROW / 2.0;
        for (Axis.Tick tick : rates.ticks((RATES_END - RATES) / GROUP_ROW)) {
            double x = x(tick.value());
            marks.add(Mark.Line.of(x, first, x, last, Ink.GRID));
            marks.add(new Mark.Words(x, last + ROW * 0.75, tick.label(), Ink.FAINT,
                    Lettering.TEXT - 2, false, Anchor.MIDDLE, false));
        }
        marks.addAll(lines);
    }

    private double x(double rate) {
        return RATES + rates.share(rate) * (RATES_END - RATES);
    }

    private void row(List<Mark> marks, Comparison row, Ink ink, double y) {
        double middle = y - Lettering.TEXT / 3;
        marks.add(Mark.Words.of(NAMES, y, row.workload().kernel() + "  "
                + row.workload().shape(), Ink.INK, Anchor.END));
        marks.add(new Mark.Line(List.of(new Mark.Spot(x(scalar(row)), middle),
                new Mark.Spot(x(vector(row)), middle)), ink, 2, Mark.Dash.SOLID));
        marks.add(new Mark.Dot(x(scalar(row)), middle, DOT, Ink.LINE, true, "scalar"));
        marks.add(new Mark.Dot(x(vector(row)), middle, DOT, ink, true, "vector"));
        marks.add(Mark.Words.of(SPEED_UP, y, Numbers.fixed(row.speedUp(), 1) + "×", Ink.INK,
                Anchor.END));
        marks.add(Mark.Words.of(SHARE, y,
                Numbers.fixed(row.fractionOfLimit() * PERCENT, 0) + " %", Ink.INK, Anchor.END));
    }
}
