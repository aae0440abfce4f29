package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Axis;
import dev.lanewise.cli.chart.Heading;
import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Plot;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was reached in the course of a training, on a logarithmic axis: the last tenths of a percent are
 * seen as well as the first tens. Runs of few epochs are drawn by step.
 */
public enum LearningCurve {
    /** The share that was classified wrong, in percent. */
    ERROR("Error", "error, %"),
    /** The mean cross-entropy. */
    LOSS("Loss", "loss (cross-entropy)");

    /** Size of a chart on a page, and of one in a file of its own. */
    private static final int WIDTH = 500;
    private static final int HEIGHT = 320;
    private static final int FILE_WIDTH = 640;
    private static final int FILE_HEIGHT = 380;
    private static final int MOST_DOTTED = 30;
    private static final int FEW_EPOCHS = 3;
    /** Means over this many neighbours on both sides are drawn. */
    private static final int SMOOTHED = 4;
    private static final double PERCENT = 100;
    private static final double ROOM = 1.2;
    private static final double SMALLEST = 1e-4;
    private static final int DIGITS = 3;

    private final String title;
    private final String unit;

    LearningCurve(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    private double training(EpochResult epoch) {
        return this == ERROR ? PERCENT * (1 - epoch.accuracy()) : epoch.loss();
    }

    private double training(Course.StepMean step) {
        return this == ERROR ? PERCENT * (1 - step.accuracy()) : step.loss();
    }

    private double test(Course course) {
        return this == ERROR ? PERCENT * course.testError() : course.testLoss();
    }

    private OptionalDouble validation(EpochResult epoch) {
        OptionalDouble value = this == ERROR ? epoch.valAccuracy() : epoch.valLoss();
        return value.isPresent() && this == ERROR
                ? OptionalDouble.of(PERCENT * (1 - value.getAsDouble()))
                : value;
    }

    /** The chart with its title, for a file of its own. */
    public Scene withTitle(Course course, String subject) {
        Heading heading = Heading.of(title, Stream.concat(Stream.of(subject),
                Stream.of(note(course))).toList(), FILE_WIDTH);
        return plot(course).scene(heading, FILE_WIDTH, FILE_HEIGHT + (int) heading.height(),
                describe(course));
    }

    /** The chart alone, for a page that has its title. */
    public Scene alone(Course course) {
        return plot(course).scene(Heading.NONE, WIDTH, HEIGHT, describe(course));
    }

    /** What a reader of the chart must know. */
    public String note(Course course) {
        String training = bySteps(course) ? "Training: a running mean over some steps"
                : "Training: the mean during an epoch, while the weights improve";
        if (course.validation() == Course.ValidatedOn.NOTHING) {
            return training + ". Test: the model, at the end.";
        }
        String after = course.validation() == Course.ValidatedOn.TEST ? "; test: after it."
                : "; validation: after it; test: the model, once, at the end.";
        return training + after + best(course)
                .map(epoch -> " Ring: epoch " + epoch.epoch() + ", whose weights are the model.")
                .orElse("");
    }

    private static boolean bySteps(Course course) {
        return course.epochs().size() <= FEW_EPOCHS && course.steps().size() > 2 * SMOOTHED;
    }

    private static Optional<EpochResult> best(Course course) {
        return course.validation() == Course.ValidatedOn.HELD_OUT
                ? new History(course.epochs()).best()
                : Optional.empty();
    }

    private String told(double value) {
        return this == ERROR ? Numbers.fixed(value, 2) + " %"
                : Numbers.significant(value, DIGITS);
    }

    private String describe(Course course) {
        EpochResult last = course.epochs().getLast();
        return title + " over " + Numbers.counted(course.epochs().size(), "epoch") + ": training "
                + told(training(last))
                + (validation(last).isPresent() ? ", " + course.validation().word() + " "
                        + told(validation(last).getAsDouble()) : "")
                + " after the last; test " + told(test(course)) + ".";
    }

    private Plot plot(Course course) {
        List<Plot.Curve> curves = new ArrayList<>();
        curves.add(bySteps(course) ? stepCurve(course) : epochCurve(course));
        validationCurve(course).ifPresent(curves::add);
        List<Plot.Rule> rules = new ArrayList<>();
        if (course.validation() != Course.ValidatedOn.TEST) {
            rules.add(new Plot.Rule(test(course), "test " + told(test(course)), Ink.GREEN,
                    false));
        }
        if (bySteps(course)) {
            course.epochs()
                    .subList(0, course.epochs().size() - 1)
                    .forEach(e -> rules
                            .add(new Plot.Rule(e.epoch(), "", Ink.GRID, true)));
        }
        List<Plot.Point> points = best(course)
                .map(e -> new Plot.Point(e.epoch(), validation(e).orElseThrow(),
                        "epoch " + e.epoch() + ", the best: "
                                + told(validation(e).orElseThrow()),
                        Ink.VERMILION))
                .stream()
                .toList();
        return new Plot(across(course), up(curves, test(course)), !bySteps(course), List.of(),
                rules, List.of(), curves, points);
    }

    private Axis across(Course course) {
        double last = course.epochs().getLast().epoch();
        double first = bySteps(course) ? 0 : course.epochs().getFirst().epoch();
        double room = bySteps(course) ? 0 : Math.max(1, last - first) / WIDTH * SMOOTHED * 2;
        return new Axis("epoch", first - room, last + room, false);
    }

    /** From the least to the greatest value that is drawn; 0 has no place and lies at the foot. */
    private Axis up(List<Plot.Curve> curves, double test) {
        double[] values = DoubleStream.concat(DoubleStream.of(test), curves.stream()
                .flatMap(c -> c.values().stream())
                .mapToDouble(Plot.Value::y))
                .filter(v -> v >= SMALLEST && Double.isFinite(v))
                .toArray();
        double least = DoubleStream.of(values).min().orElse(SMALLEST);
        double most = DoubleStream.of(values).max().orElse(1);
        return new Axis(unit, least / ROOM,
                this == ERROR ? Math.min(PERCENT, most * ROOM) : most * ROOM, true);
    }

    private Plot.Curve epochCurve(Course course) {
        List<Plot.Value> values = course.epochs()
                .stream()
                .map(e -> new Plot.Value(e.epoch(), finite(training(e)),
                        "epoch " + e.epoch() + ", training: " + told(training(e))))
                .toList();
        return new Plot.Curve("training " + told(training(course.epochs().getLast())), Ink.BLUE,
                Mark.Dash.SOLID, values, values.size() <= MOST_DOTTED);
    }

    private Plot.Curve stepCurve(Course course) {
        List<Course.StepMean> steps = course.steps();
        List<Plot.Value> values = IntStream.range(0, steps.size())
                .mapToObj(i -> new Plot.Value(steps.get(i).epochs(),
                        finite(steps.subList(Math.max(0, i - SMOOTHED),
                                Math.min(steps.size(), i + SMOOTHED + 1))
                                .stream()
                                .mapToDouble(this::training)
                                .average()
                                .orElseThrow()),
                        ""))
                .toList();
        return new Plot.Curve("training " + told(values.getLast().y()), Ink.BLUE,
                Mark.Dash.SOLID, values, false);
    }

    private Optional<Plot.Curve> validationCurve(Course course) {
        String word = course.validation().word();
        List<EpochResult> validated = course.epochs()
                .stream()
                .filter(e -> validation(e).isPresent())
                .toList();
        if (validated.isEmpty()) {
            return Optional.empty();
        }
        List<Plot.Value> values = validated.stream()
                .map(e -> new Plot.Value(e.epoch(), finite(validation(e).orElseThrow()),
                        "epoch " + e.epoch() + ", " + word + ": "
                                + told(validation(e).orElseThrow())))
                .toList();
        return Optional.of(new Plot.Curve(
                word + " " + told(validation(validated.getLast()).orElseThrow()), Ink.VERMILION,
                Mark.Dash.DASHED, values, values.size() <= MOST_DOTTED));
    }

    /** What is no number is drawn at the top. */
    private static double finite(double value) {
        return Double.isFinite(value) ? value : Float.MAX_VALUE;
    }
}
