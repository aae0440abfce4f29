package dev.lanewise.cli.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A chart of two axes, with what lines and bars are named directly beside them.
 *
 * @param across the values from left to right
 * @param up the values from below to above
 * @param whole whether ticks across are only at whole numbers
 * @param zones shaded ranges across
 * @param rules values that have a line of their own across the chart
 * @param bars bars from the foot of the chart
 * @param curves lines
 * @param points single values
 * @param labels words at a place
 */
public record Plot(Axis across, Axis up, boolean whole, List<Zone> zones, List<Rule> rules,
        List<Bar> bars, List<Curve> curves, List<Point> points, List<Label> labels) {
    private static final double LINE_WIDTH = 2;
    private static final double DOT = 3.5;
    private static final double BEST = 6;
    private static final double SHADE = 0.55;
    private static final double BAR_SHADE = 0.75;
    private static final int GAP = 8;
    private static final int LINE_HEIGHT = 18;
    private static final int FOOT = 44;
    private static final int PIXELS_A_TICK_ACROSS = 62;
    private static final int PIXELS_A_TICK_UP = 42;

    /** Keeps unmodifiable copies. */
    public Plot {
        zones = List.copyOf(zones);
        rules = List.copyOf(rules);
        bars = List.copyOf(bars);
        curves = List.copyOf(curves);
        points = List.copyOf(points);
        labels = List.copyOf(labels);
    }

    /** A chart without words inside. */
    public Plot(Axis across, Axis up, boolean whole, List<Zone> zones, List<Rule> rules,
            List<Bar> bars, List<Curve> curves, List<Point> points) {
        this(across, up, whole, zones, rules, bars, curves, points, List.of());
    }

    /** A shaded range of values across. */
    public record Zone(double from, double to, String name, Ink ink) {}

    /** A line at a value: from below to above if it is one across, else from left to right. */
    public record Rule(double value, String name, Ink ink, boolean across) {}

    /** A bar between two values across. */
    public record Bar(double from, double to, double value, Ink ink) {}

    /** A line through values, with dots that tell their values if they are few. */
    public record Curve(String name, Ink ink, Mark.Dash dash, List<Value> values,
            boolean dotted) {

        /** Keeps an unmodifiable copy of the values. */
        public Curve {
            values = List.copyOf(values);
        }
    }

    /** A value of a curve, and what a reader hears of it. */
    public record Value(double x, double y, String told) {}

    /** A ring with a name, such as around the best value of a curve. */
    public record Point(double x, double y, String name, Ink ink) {}

    /** Words that end above a place at the left, or begin below it at the right. */
    public record Label(double x, double y, String text, Mark.Anchor anchor) {}

    /** A name that stands right of the chart. */
    private record SideName(double y, String text, Ink ink) {}

    /** Draws the chart below its heading. */
    public Scene scene(Heading heading, int width, int height, String description) {
        return new Layout(heading, width, height).scene(description);
    }

    /** A chart in pixels. */
    private final class Layout {
        private final int width;
        private final int height;
        private final double left;
        private final double right;
        private final double top;
        private final double bottom;
        private final List<Axis.Tick> ticksUp;
        private final List<Mark> marks;

        Layout(Heading heading, int width, int height) {
            this.width = width;
            this.height = height;
            this.marks = new ArrayList<>(heading.marks());
            double headed = heading.height();
            long across = rules.stream()
                    .filter(rule -> rule.across() && !rule.name().isEmpty())
                    .count();
            this.top = headed + GAP + across * LINE_HEIGHT + (zones.isEmpty() ? 0 : LINE_HEIGHT);
            this.bottom = height - FOOT;
            this.ticksUp = up.ticks((int) ((bottom - top) / PIXELS_A_TICK_UP));
            double labels = ticksUp.stream()
                    .mapToDouble(t -> Lettering.width(t.label(), Lettering.TEXT, false))
                    .max()
                    .orElse(0);
            this.left = LINE_HEIGHT + labels + 2 * GAP;
            double names = sideNames().stream()
                    .mapToDouble(n -> Lettering.width(n.text(), Lettering.TEXT, false))
                    .max()
                    .orElse(0);
            this.right = width - names - 2 * GAP;
        }

        private double x(double value) {
            return left + across.share(value) * (right - left);
        }

        private double y(double value) {
            return bottom - up.share(value) * (bottom - top);
        }

        Scene scene(String description) {
            zones();
            grid();
            bars();
            rules();
            curves.forEach(this::curve);
            points();
            names();
            labels.forEach(this::label);
            return new Scene(width, height, description, marks);
        }

        private void zones() {
            for (Zone zone : zones) {
                double from = x(zone.from());
                double wide = x(zone.to()) - from;
                marks.add(new Mark.Area(from, top, wide, bottom - top, zone.ink(), SHADE));
                if (Lettering.width(zone.name(), Lettering.TEXT, false) < wide) {
                    marks.add(Mark.Words.of(from + wide / 2, top - GAP / 2.0, zone.name(),
                            Ink.FAINT, Mark.Anchor.MIDDLE));
                }
            }
        }

        private void grid() {
            for (Axis.Tick tick : ticksUp) {
                double y = y(tick.value());
                marks.add(Mark.Line.of(left, y, right, y, Ink.GRID));
                marks.add(Mark.Words.of(left - GAP, y + LINE_HEIGHT / 4.0, tick.label(), Ink.FAINT,
                        Mark.Anchor.END));
            }
            int about = (int) ((right - left) / PIXELS_A_TICK_ACROSS);
            double before = Double.NEGATIVE_INFINITY;
            for (Axis.Tick tick : across.ticks(about)) {
                double x = x(tick.value());
                double half = Lettering.width(tick.label(), Lettering.TEXT, false) / 2;
                if ((whole && tick.value() != Math.rint(tick.value())) || x - half < before
                        || x + half > width) {
                    continue;
                }
                before = x + half + GAP;
                marks.add(Mark.Line.of(x, bottom, x, bottom + GAP / 2.0, Ink.LINE));
                marks.add(Mark.Words.of(x, bottom + LINE_HEIGHT, tick.label(), Ink.FAINT,
                        Mark.Anchor.MIDDLE));
            }
            marks.add(Mark.Line.of(left, bottom, right, bottom, Ink.LINE));
            marks.add(Mark.Words.of((left + right) / 2, height - GAP, across.title(), Ink.INK,
                    Mark.Anchor.MIDDLE));
            marks.add(new Mark.Words(LINE_HEIGHT - GAP / 2.0, (top + bottom) / 2, up.title(),
                    Ink.INK, Lettering.TEXT, false, Mark.Anchor.MIDDLE, true));
        }

        private void bars() {
            for (Bar bar : bars) {
                double y = y(bar.value());
                marks.add(new Mark.Area(x(bar.from()) + 1, y, x(bar.to()) - x(bar.from()) - 2,
                        bottom - y, bar.ink(), BAR_SHADE));
            }
        }

        /** Names of rules across stand above the chart, each on a line of its own. */
        private void rules() {
            double line = top - (zones.isEmpty() ? 0 : LINE_HEIGHT);
            for (Rule rule : rules) {
                if (!rule.across()) {
                    double y = y(rule.value());
                    marks.add(new Mark.Line(
                            List.of(new Mark.Spot(left, y), new Mark.Spot(right, y)), rule.ink(),
                            1.5, Mark.Dash.DOTTED));
                    continue;
                }
                double x = x(rule.value());
                if (rule.name().isEmpty()) {
                    marks.add(Mark.Line.of(x, top, x, bottom, rule.ink()));
                    continue;
                }
                marks.add(new Mark.Line(List.of(new Mark.Spot(x, line - GAP / 2.0),
                        new Mark.Spot(x, bottom)), rule.ink(), 1.5, Mark.Dash.DASHED));
                boolean leftHalf = x < (left + right) / 2;
                marks.add(Mark.Words.of(leftHalf ? x + GAP / 2.0 : x - GAP / 2.0,
                        line - GAP / 2.0, rule.name(), rule.ink(),
                        leftHalf ? Mark.Anchor.START : Mark.Anchor.END));
                line -= LINE_HEIGHT;
            }
        }

        private void curve(Curve curve) {
            List<Mark.Spot> spots = curve.values()
                    .stream()
                    .map(value -> new Mark.Spot(x(value.x()), y(value.y())))
                    .toList();
            if (spots.size() > 1) {
                marks.add(new Mark.Line(spots, curve.ink(), LINE_WIDTH, curve.dash()));
            }
            if (curve.dotted()) {
                for (int i = 0; i < spots.size(); i++) {
                    marks.add(new Mark.Dot(spots.get(i).x(), spots.get(i).y(), DOT, curve.ink(),
                            true, curve.values().get(i).told()));
                }
            }
        }

        private void points() {
            for (Point point : points) {
                marks.add(new Mark.Dot(x(point.x()), y(point.y()), BEST, point.ink(), false,
                        point.name()));
            }
        }

        /** Rising lines leave both places free. Words that would leave the chart begin at theirs. */
        private void label(Label label) {
            double x = x(label.x());
            boolean fits = label.anchor() != Mark.Anchor.END
                    || x - Lettering.width(label.text(), Lettering.TEXT, false) > left;
            boolean starts = !fits || label.anchor() == Mark.Anchor.START;
            marks.add(Mark.Words.of(starts ? Math.max(x, left) + GAP : x,
                    y(label.y()) + (starts ? GAP : -GAP), label.text(), Ink.FAINT,
                    starts ? Mark.Anchor.START : label.anchor()));
        }

        private List<SideName> sideNames() {
            List<SideName> names = new ArrayList<>();
            for (Curve curve : curves) {
                if (!curve.name().isEmpty()) {
                    names.add(new SideName(curve.values().getLast().y(), curve.name(),
                            curve.ink()));
                }
            }
            for (Rule rule : rules) {
                if (!rule.across()) {
                    names.add(new SideName(rule.value(), rule.name(), rule.ink()));
                }
            }
            return names;
        }

        /** Names at the right, in the order of their values, moved apart where they would touch. */
        private void names() {
            List<SideName> sorted = sideNames().stream()
                    .sorted(Comparator.comparingDouble((SideName name) -> y(name.y())))
                    .toList();
            double[] lines = new double[sorted.size()];
            double free = top;
            for (int i = 0; i < lines.length; i++) {
                lines[i] = Math.max(free, y(sorted.get(i).y()) + LINE_HEIGHT / 4.0);
                free = lines[i] + LINE_HEIGHT;
            }
            double limit = bottom;
            for (int i = lines.length - 1; i >= 0; i--) {
                lines[i] = Math.min(lines[i], limit);
                limit = lines[i] - LINE_HEIGHT;
                marks.add(Mark.Words.of(right + GAP, lines[i], sorted.get(i).text(),
                        sorted.get(i).ink(), Mark.Anchor.START));
            }
        }
    }
}
