package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Comparison;
import dev.lanewise.bench.harness.Report;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.picture.Palette;
import dev.lanewise.cli.terminal.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The roofline model (Williams, Waterman, Patterson 2009): rate over arithmetic intensity, both
 * logarithmic, below the machine's peak and bandwidths. Each kernel is a number that the legend
 * explains; kernels that only move data have no intensity and are left out.
 */
final class RooflineChart {
    private static final double GIGA = 1e9;
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 900;
    private static final int MARKER_SIZE = 11;
    private static final int LINE_LENGTH = 24;
    private static final float ROOF_WIDTH = 2.5f;
    private static final float LINK_WIDTH = 1;
    private static final float[] DASHES = {6, 4};
    private static final float[] DOTS = {2, 3};
    private static final Color ROOF = new Color(0x33, 0x33, 0x33);
    private static final Color SCALAR = new Color(0x8c, 0x8c, 0x8c);
    private static final List<Color> COLORS = Palette.OKABE_ITO;
    private static final List<Marker> MARKERS = List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
    private static final Font NUMBER = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    private final Report report;
    private final List<Comparison> rows;
    private final XYChart chart = new XYChart(WIDTH, HEIGHT);
    private final ChartRange range;
    /** What is drawn beside the kernels' points. */
    private final List<LabelPlacement.Spot> lines = new ArrayList<>();

    private RooflineChart(Report report) {
        this.report = report;
        this.rows = report.rows().stream().filter(row -> row.workload().flops() > 0).toList();
        this.range = ChartRange.of(rows, report.peak().median() / GIGA);
    }

    /** The chart as a PNG file. */
    static byte[] png(Report report, Diagnosis machine) throws IOException {
        RooflineChart roofline = new RooflineChart(report);
        roofline.style(machine);
        roofline.roofs();
        roofline.kernels();
        roofline.numbers();
        return ChartEncoder.getBytes(roofline.chart, "png");
    }

    private void style(Diagnosis machine) {
        chart.setTitle("Roofline of " + machine.processor().model().orElse("this machine") + ", "
                + Numbers.counted(report.threads(), "thread")
                + ", vectors of " + report.kernels().bits() + " bits, Java " + Runtime.version());
        chart.setXAxisTitle("arithmetic intensity, FLOP/byte (every operand read or written once)");
        chart.setYAxisTitle("GFLOP/s");
        XYStyler styler = chart.getStyler();
        styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        styler.setXAxisMin(range.left()).setXAxisMax(range.right());
        styler.setYAxisMin(range.bottom()).setYAxisMax(range.top());
        styler.setAxisTitleFont(TEXT).setAxisTickLabelsFont(TEXT);
        styler.setChartTitleFont(TITLE).setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideE)
                .setLegendFont(TEXT)
                .setLegendSeriesLineLength(LINE_LENGTH);
        styler.setMarkerSize(MARKER_SIZE);
        styler.setAnnotationTextFont(NUMBER).setAnnotationTextFontColor(Color.BLACK);
    }

    private void roofs() {
        double peak = report.peak().median() / GIGA;
        roof("FMA peak, " + Numbers.fixed(peak, 0) + " GFLOP/s", peak, Double.POSITIVE_INFINITY,
                new BasicStroke(ROOF_WIDTH));
        double cache = report.cacheBandwidth().median() / GIGA;
        roof("cache (384 KB), " + Numbers.fixed(cache, 0) + " GB/s", peak, cache, dashed(DASHES));
        double memory = report.memoryBandwidth().median() / GIGA;
        roof("memory, " + Numbers.fixed(memory, 0) + " GB/s", peak, memory, dashed(DOTS));
    }

    private static BasicStroke dashed(float[] dashes) {
        return new BasicStroke(ROOF_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes,
                0);
    }

    /** The part of {@code min(peak, intensity · bandwidth)} that is this roof's own. */
    private void roof(String name, double peak, double bandwidth, BasicStroke stroke) {
        boolean flat = Double.isInfinite(bandwidth);
        double from = flat ? report.peak().median() / report.cacheBandwidth().median()
                : Math.max(range.left(), range.bottom() / bandwidth);
        double to = flat ? range.right() : peak / bandwidth;
        double left = flat ? peak : from * bandwidth;
        XYSeries series = chart.addSeries(name, new double[]{from, to}, new double[]{left, peak});
        series.setMarker(SeriesMarkers.NONE).setLineStyle(stroke).setLineColor(ROOF);
        lines.addAll(LabelPlacement.along(range.spot(from, left), range.spot(to, peak)));
    }

    private void kernels() {
        for (int i = 0; i < rows.size(); i++) {
            Comparison row = rows.get(i);
            double x = row.workload().intensity();
            double vector = gflops(row, row.vector().median());
            double scalar = gflops(row, row.scalar().median());
            XYSeries link = chart.addSeries("link " + i, new double[]{x, x},
                    new double[]{scalar, vector});
            link.setMarker(SeriesMarkers.NONE)
                    .setLineColor(SCALAR)
                    .setLineStyle(new BasicStroke(LINK_WIDTH));
            link.setShowInLegend(false);
            lines.addAll(LabelPlacement.along(range.spot(x, scalar), range.spot(x, vector)));
        }
        XYSeries scalar = chart.addSeries("scalar kernels",
                rows.stream().map(row -> row.workload().intensity()).toList(),
                rows.stream().map(row -> gflops(row, row.scalar().median())).toList());
        scalar.setMarker(SeriesMarkers.CROSS).setMarkerColor(SCALAR);
        scalar.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        for (int i = 0; i < rows.size(); i++) {
            Comparison row = rows.get(i);
            XYSeries point = chart.addSeries(
                    i + 1 + "  " + row.workload().kernel() + "  " + row.workload().shape(),
                    new double[]{row.workload().intensity()},
                    new double[]{gflops(row, row.vector().median())});
            point.setMarker(MARKERS.get(i % MARKERS.size()))
                    .setMarkerColor(COLORS.get(i % COLORS.size()));
            point.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
    }

    private static double gflops(Comparison row, double rate) {
        return row.flopsPerSecond(rate) / GIGA;
    }

    /** Puts each kernel's number beside its point, where nothing is drawn yet. */
    private void numbers() {
        List<LabelPlacement.Spot> points = rows.stream()
                .map(row -> range.spot(row.workload().intensity(),
                        gflops(row, row.vector().median())))
                .toList();
        List<LabelPlacement.Spot> labels = LabelPlacement.place(points, lines);
        for (int i = 0; i < rows.size(); i++) {
            chart.addAnnotation(new AnnotationText(String.valueOf(i + 1),
                    range.x(labels.get(i)), range.y(labels.get(i)), false));
        }
    }
}
