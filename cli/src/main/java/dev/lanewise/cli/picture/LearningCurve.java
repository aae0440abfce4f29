package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What was reached over the epochs of a run: of training, and of validation if there is one. */
public enum LearningCurve {
    /** The share that was classified right. */
    ACCURACY("Accuracy", LegendPosition.InsideSE),
    /** The mean cross-entropy. */
    LOSS("Loss", LegendPosition.InsideNE);

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 620;
    private static final int DECIMALS = 4;
    private static final int MARKER_SIZE = 9;
    private static final int MOST_MARKED = 30;
    private static final int TITLE_PADDING = 14;
    private static final double MARGIN = 0.06;
    private static final float LINE = 2.5f;
    private static final float[] DASHES = {9, 5};
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);

    private final String title;
    private final LegendPosition legend;

    LearningCurve(String title, LegendPosition legend) {
        this.title = title;
        this.legend = legend;
    }

    private double training(EpochResult epoch) {
        return switch (this) {
            case ACCURACY -> epoch.accuracy();
            case LOSS -> epoch.loss();
        };
    }

    private OptionalDouble validation(EpochResult epoch) {
        return switch (this) {
            case ACCURACY -> epoch.valAccuracy();
            case LOSS -> epoch.valLoss();
        };
    }

    /**
     * Draws the curve.
     *
     * @param history at least one epoch
     * @param subject what was trained and reached, for the title
     */
    public BufferedImage draw(History history, String subject) {
        List<EpochResult> epochs = history.epochs();
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle(title + " of " + subject);
        chart.setXAxisTitle("epoch");
        chart.setYAxisTitle(title.toLowerCase(Locale.ROOT));
        style(chart, epochs);
        double[] x = epochs.stream().mapToDouble(EpochResult::epoch).toArray();
        boolean marked = epochs.size() <= MOST_MARKED;
        line(chart, "training", x, epochs.stream().mapToDouble(this::training).toArray(),
                Palette.BLUE,
                new BasicStroke(LINE), marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        if (epochs.stream().allMatch(epoch -> validation(epoch).isPresent())) {
            line(chart, "validation", x,
                    epochs.stream().mapToDouble(e -> validation(e).orElseThrow()).toArray(),
                    Palette.VERMILION,
                    new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES,
                            0),
                    marked ? SeriesMarkers.SQUARE : SeriesMarkers.NONE);
            best(chart, history.best());
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    private void style(XYChart chart, List<EpochResult> epochs) {
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(TITLE)
                .setChartTitlePadding(TITLE_PADDING)
                .setLegendPosition(legend)
                .setLegendFont(TEXT)
                .setMarkerSize(MARKER_SIZE);
        styler.setAxisTitleFont(TEXT).setAxisTickLabelsFont(TEXT);
        double first = epochs.get(0).epoch();
        double last = epochs.get(epochs.size() - 1).epoch();
        double margin = Math.max(1, last - first) * MARGIN;
        styler.setXAxisMin(first - margin).setXAxisMax(last + margin);
        // Labels must differ, so that ticks are whole epochs.
        styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.####");
    }

    private static void line(XYChart chart, String name, double[] x, double[] y, Color color,
            BasicStroke stroke, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(marker).setMarkerColor(color).setLineStyle(stroke).setLineColor(color);
    }

    private void best(XYChart chart, Optional<EpochResult> best) {
        best.ifPresent(epoch -> {
            double value = validation(epoch).orElseThrow();
            XYSeries point = chart.addSeries(
                    "best epoch, " + epoch.epoch() + ": " + Numbers.fixed(value, DECIMALS),
                    new double[]{epoch.epoch()}, new double[]{value});
            point.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            point.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(Palette.INK);
        });
    }
}
