package dev.lanewise.cli.chart;

import dev.lanewise.cli.terminal.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of values along a side of a chart.
 *
 * @param title what the values are
 * @param least at the left or at the bottom
 * @param most at the right or at the top; greater than {@code least}
 * @param logarithmic whether equal ratios have equal lengths; then {@code least} is greater than 0
 */
public record Axis(String title, double least, double most, boolean logarithmic) {
    private static final double TEN = 10;
    private static final double SLACK = 1e-9;
    private static final int DIGITS = 10;
    private static final int FEW = 3;
    /** The steps of a decade, from many to few. */
    private static final List<List<Integer>> DECADES = List.of(List.of(1, 2, 5), List.of(1, 3),
            List.of(1));
    private static final List<Double> STEPS = List.of(1.0, 2.0, 5.0, TEN);

    /** Checks the range. */
    public Axis {
        if (!(least < most) || (logarithmic && !(least > 0))) {
            throw new IllegalArgumentException(
                    "An axis must have a range; you gave " + least + " to "
                            + most + ".");
        }
    }

    /**
     * A value with a line and a number.
     *
     * @param value the value
     * @param label the number
     */
    public record Tick(double value, String label) {}

    /** Where a value lies: 0 at the least, 1 at the most, within both. */
    public double share(double value) {
        double v = Math.clamp(value, least, most);
        return logarithmic ? StrictMath.log(v / least) / StrictMath.log(most / least)
                : (v - least) / (most - least);
    }

    /** Round values, about so many or fewer. */
    public List<Tick> ticks(int about) {
        if (logarithmic) {
            for (List<Integer> steps : DECADES) {
                List<Tick> ticks = logarithmic(steps);
                if (ticks.size() >= FEW && ticks.size() <= about + 1) {
                    return ticks;
                }
            }
            List<Tick> decades = logarithmic(DECADES.getLast());
            if (decades.size() > about) {
                return everySecond(decades);
            }
        }
        return linear(about);
    }

    private static List<Tick> everySecond(List<Tick> all) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            ticks.add(all.get(i));
        }
        return ticks;
    }

    private List<Tick> logarithmic(List<Integer> steps) {
        List<Tick> ticks = new ArrayList<>();
        int first = (int) Math.floor(StrictMath.log10(least));
        int last = (int) Math.ceil(StrictMath.log10(most));
        for (int power = first; power <= last; power++) {
            for (int step : steps) {
                double value = Double.parseDouble(step + "e" + power);
                if (value >= least * (1 - SLACK) && value <= most * (1 + SLACK)) {
                    ticks.add(new Tick(value, Numbers.significant(value, DIGITS)));
                }
            }
        }
        return ticks;
    }

    private List<Tick> linear(int about) {
        double raw = (most - least) / Math.max(1, about);
        int power = (int) Math.floor(StrictMath.log10(raw));
        double unit = Double.parseDouble("1e" + power);
        double step = STEPS.stream()
                .mapToDouble(s -> s * unit)
                .filter(s -> s >= raw * (1 - SLACK))
                .findFirst()
                .orElse(TEN * unit);
        int decimals = Math.max(0, -(int) Math.floor(StrictMath.log10(step) + SLACK));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(least / step - SLACK); i * step <= most
                + SLACK * step; i++) {
            ticks.add(new Tick(i * step, Numbers.fixed(i * step, decimals)));
        }
        return ticks;
    }
}
