package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Axis;
import dev.lanewise.cli.chart.Heading;
import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Plot;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Prediction;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network is right as often as it says (DeGroot, Fienberg 1983; Guo et al. 2017).
 *
 * @param bins answers of like confidence, of one width, the least confident first
 */
public record ReliabilityChart(List<Bin> bins) {
    private static final int BINS = 10;
    private static final int SIZE = 400;
    private static final double PERCENT = 100;

    /** Keeps an unmodifiable copy of the bins. */
    public ReliabilityChart {
        bins = List.copyOf(bins);
    }

    /**
     * Answers of like confidence.
     *
     * @param count how many
     * @param right how many of them were right
     * @param confidence sum of the probabilities that were given
     */
    public record Bin(long count, long right, double confidence) {

        /** The share that was right. */
        public double accuracy() {
            return count == 0 ? 0 : (double) right / count;
        }

        /** The mean of the probabilities that were given. */
        public double meanConfidence() {
            return count == 0 ? 0 : confidence / count;
        }
    }

    /** Sorts predictions into ten bins by the probability of their answer. */
    public static ReliabilityChart of(Dataset data, List<Prediction> predictions) {
        long[] count = new long[BINS];
        long[] right = new long[BINS];
        double[] confidence = new double[BINS];
        for (int i = 0; i < predictions.size(); i++) {
            Prediction prediction = predictions.get(i);
            double probability = prediction.probabilities()[prediction.label()];
            int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
            count[bin]++;
            right[bin] += prediction.label() == data.label(i) ? 1 : 0;
            confidence[bin] += probability;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin(count[bin], right[bin], confidence[bin]));
        }
        return new ReliabilityChart(bins);
    }

    /** The expected calibration error: the mean distance of confidence and accuracy, by count. */
    public double calibrationError() {
        double sum = bins.stream()
                .mapToDouble(b -> Math.abs(b.right() - b.confidence()))
                .sum();
        return sum / Math.max(1, bins.stream().mapToLong(Bin::count).sum());
    }

    /** Bars of what was right, over the diagonal of what was promised. */
    public Scene scene() {
        List<Plot.Bar> bars = new ArrayList<>();
        List<Plot.Value> points = new ArrayList<>();
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            if (bin.count() > 0) {
                bars.add(new Plot.Bar(PERCENT * i / bins.size(), PERCENT * (i + 1) / bins.size(),
                        PERCENT * bin.accuracy(), Ink.BLUE));
                points.add(new Plot.Value(PERCENT * bin.meanConfidence(),
                        PERCENT * bin.accuracy(),
                        Numbers.counted(bin.count(), "answer") + " at a mean confidence of "
                                + percent(bin.meanConfidence()) + ": " + percent(bin.accuracy())
                                + " right"));
            }
        }
        Plot.Curve diagonal = new Plot.Curve("", Ink.FAINT, Mark.Dash.DASHED,
                List.of(new Plot.Value(0, 0, ""), new Plot.Value(PERCENT, PERCENT, "")), false);
        // No line between the bins: each is a curve of one value.
        List<Plot.Curve> curves = new ArrayList<>(List.of(diagonal));
        points.forEach(p -> curves
                .add(new Plot.Curve("", Ink.VERMILION, Mark.Dash.SOLID, List.of(p), true)));
        Plot plot = new Plot(new Axis("confidence, %", 0, PERCENT, false),
                new Axis("right, %", 0, PERCENT, false), false, List.of(), List.of(), bars, curves,
                List.of());
        return plot.scene(Heading.NONE, SIZE, SIZE, "Share of right answers over the confidence of"
                + " the answer; expected calibration error " + percent(calibrationError()) + ".");
    }

    private static String percent(double share) {
        return Numbers.fixed(PERCENT * share, 1) + " %";
    }
}
