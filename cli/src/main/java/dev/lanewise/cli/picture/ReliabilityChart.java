package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Axis;
import dev.lanewise.cli.chart.Heading;
import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Plot;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.model.Reliability;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network is right as often as it says, as a picture.
 *
 * @param reliability what is drawn
 */
public record ReliabilityChart(Reliability reliability) {
    private static final int SIZE = 400;
    private static final double PERCENT = 100;

    /** Bars of what was right, over the diagonal of what was promised. */
    public Scene alone() {
        return scene(Heading.NONE);
    }

    /**
     * The same, as a picture that stands by itself.
     *
     * @param subject which network and which data
     */
    public Scene withTitle(String subject) {
        return scene(Heading.of("Reliability", List.of(subject,
                "Bars: the share of right answers among those of like confidence. Dots: their mean"
                        + " confidence. Dashed: both the same. Expected calibration error: "
                        + percent(reliability.calibrationError()) + "."),
                SIZE));
    }

    private Scene scene(Heading heading) {
        List<Plot.Bar> bars = new ArrayList<>();
        List<Plot.Value> points = new ArrayList<>();
        List<Reliability.Bin> bins = reliability.bins();
        for (int i = 0; i < bins.size(); i++) {
            Reliability.Bin bin = bins.get(i);
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
        return plot.scene(heading, SIZE, SIZE, "Share of right answers over the confidence of"
                + " the answer; expected calibration error "
                + percent(reliability.calibrationError()) + ".");
    }

    private static String percent(double share) {
        return Numbers.fixed(PERCENT * share, 1) + " %";
    }
}
