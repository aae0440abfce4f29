package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss of a training whose learning rate rises from step to step. */
public final class LearningRateCurve {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 620;
    private static final int MARKER_SIZE = 12;
    private static final int DIGITS = 2;
    private static final float LINE = 2.5f;
    /** Height of the chart in first losses. */
    private static final double ROOM = 1.2;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);

    private LearningRateCurve() {}

    /**
     * Draws the curve.
     *
     * @param rates of the steps, at least one
     * @param losses at these rates
     * @param chosen the rate that is marked
     */
    public static BufferedImage draw(double[] rates, double[] losses, double chosen) {
        // The last steps rise out of sight: what matters lies below the first loss.
        double top = ROOM * losses[0];
        double[] shown = Arrays.stream(losses).map(loss -> Math.min(loss, top)).toArray();
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle("Loss while the learning rate rises");
        chart.setXAxisTitle("learning rate");
        chart.setYAxisTitle("loss, running mean");
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisMin(0.0)
                .setYAxisMax(top)
                .setAxisTitleFont(TEXT)
                .setAxisTickLabelsFont(TEXT)
                .setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(TITLE)
                .setLegendPosition(LegendPosition.InsideNE)
                .setLegendFont(TEXT)
                .setMarkerSize(MARKER_SIZE);
        XYSeries curve = chart.addSeries("loss", rates, shown);
        curve.setMarker(SeriesMarkers.NONE)
                .setLineStyle(new BasicStroke(LINE))
                .setLineColor(Palette.BLUE);
        int nearest = 0;
        for (int i = 1; i < rates.length; i++) {
            if (Math.abs(rates[i] - chosen) < Math.abs(rates[nearest] - chosen)) {
                nearest = i;
            }
        }
        XYSeries point = chart.addSeries(
                "falls fastest at " + Numbers.significant(chosen, DIGITS),
                new double[]{rates[nearest]}, new double[]{shown[nearest]});
        point.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        point.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(Palette.VERMILION);
        return BitmapEncoder.getBufferedImage(chart);
    }
}
