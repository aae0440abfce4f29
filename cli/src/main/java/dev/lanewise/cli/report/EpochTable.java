package dev.lanewise.cli.report;

import dev.lanewise.cli.picture.Course;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The epochs of a training as rows of a table. */
final class EpochTable {
    private static final int DECIMALS = 4;
    private static final int DIGITS = 3;
    private static final double PERCENT = 100;

    private EpochTable() {}

    /** What stands above the columns. */
    static List<String> heading(Course course) {
        List<String> heading = new ArrayList<>(List.of("Epoch", "Training error",
                "Training loss"));
        if (course.validation() != Course.ValidatedOn.NOTHING) {
            String word = course.validation() == Course.ValidatedOn.TEST ? "Test"
                    : "Validation";
            heading.addAll(List.of(word + " error", word + " loss"));
        }
        heading.addAll(List.of("Learning rate", "Time", "Images/s"));
        return heading;
    }

    /** A row for each epoch. */
    static List<List<String>> rows(Course course) {
        List<List<String>> rows = new ArrayList<>();
        for (EpochResult epoch : course.epochs()) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(epoch.epoch()),
                    error(epoch.accuracy()), Numbers.fixed(epoch.loss(), DECIMALS)));
            if (course.validation() != Course.ValidatedOn.NOTHING) {
                row.add(epoch.valAccuracy().isPresent()
                        ? error(epoch.valAccuracy().getAsDouble())
                        : "–");
                row.add(fixed(epoch.valLoss()));
            }
            row.addAll(List.of(Numbers.significant(epoch.learningRate(), DIGITS),
                    Numbers.seconds(epoch.seconds()),
                    Numbers.grouped(Math.round(epoch.imagesPerSecond()))));
            rows.add(row);
        }
        return rows;
    }

    private static String error(double accuracy) {
        return Numbers.fixed(PERCENT * (1 - accuracy), 2) + " %";
    }

    private static String fixed(OptionalDouble value) {
        return value.isPresent() ? Numbers.fixed(value.getAsDouble(), DECIMALS) : "–";
    }
}
