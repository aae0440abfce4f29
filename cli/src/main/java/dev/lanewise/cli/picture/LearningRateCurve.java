package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Axis;
import dev.lanewise.cli.chart.Heading;
import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Plot;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.terminal.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of a training whose learning rate rises from step to step.
 *
 * @param rates of the steps, rising, at least two
 * @param losses at these rates, smoothed; not copied
 * @param suggested the rate that the search suggests
 * @param usual the rate that the recipe takes
 * @param subject the network, the recipe and the data
 */
@SuppressWarnings("ArrayRecordComponent")
public record LearningRateCurve(double[] rates, double[] losses, double suggested, double usual,
        String subject) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final int DIGITS = 2;
    /** Room above the first loss, as a share of the range. */
    private static final double ROOM = 0.15;
    /** The loss falls from this share of its whole fall on, and diverges where it has risen by it. */
    private static final double NOTICED = 0.1;

    /** Draws the curve with its title. */
    public Scene scene() {
        Heading heading = Heading.of("Loss while the learning rate rises", List.of(subject),
                WIDTH);
        double least = Arrays.stream(losses).min().orElseThrow();
        double fall = Math.max(losses[0] - least, Math.abs(least) * NOTICED + Double.MIN_NORMAL);
        double top = least + fall * (1 + ROOM);
        List<Plot.Value> values = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            values.add(new Plot.Value(rates[i], Math.min(losses[i], top), ""));
        }
        List<Plot.Rule> rules = new ArrayList<>();
        rules.add(new Plot.Rule(suggested, "suggested " + Numbers.significant(suggested, DIGITS),
                Ink.VERMILION, true));
        rules.add(new Plot.Rule(usual, "recipe " + Numbers.significant(usual, DIGITS), Ink.FAINT,
                true));
        Axis across = new Axis("learning rate",
                Math.min(rates[0], Math.min(suggested, usual)),
                Math.max(rates[rates.length - 1], Math.max(suggested, usual)), true);
        Plot plot = new Plot(across, new Axis("loss, running mean", least - fall * ROOM, top,
                false), false, zones(least, fall, across), rules, List.of(),
                List.of(new Plot.Curve("", Ink.BLUE, Mark.Dash.SOLID, values, false)), List.of());
        return plot.scene(heading, WIDTH, HEIGHT, "Loss over the learning rate: it diverges after "
                + Numbers.significant(rates[rates.length - 1], DIGITS) + "; suggested is "
                + Numbers.significant(suggested, DIGITS) + ".");
    }

    /** Where nothing happens yet, where the loss falls, and where it rises again. */
    private List<Plot.Zone> zones(double least, double fall, Axis across) {
        int lowest = 0;
        while (lowest < losses.length - 1 && losses[lowest] > least) {
            lowest++;
        }
        int falling = 0;
        while (falling < lowest && losses[falling] > losses[0] - NOTICED * fall) {
            falling++;
        }
        int rising = lowest;
        while (rising < losses.length - 1 && losses[rising] < least + NOTICED * fall) {
            rising++;
        }
        List<Plot.Zone> zones = new ArrayList<>();
        if (falling > 0) {
            zones.add(new Plot.Zone(across.least(), rates[falling], "too low", Ink.GRID));
        }
        if (rising > falling) {
            zones.add(new Plot.Zone(rates[falling], rates[rising], "falls", Ink.PAGE));
        }
        if (rising < losses.length - 1) {
            zones.add(new Plot.Zone(rates[rising], across.most(), "diverges", Ink.GRID));
        }
        return zones;
    }
}
