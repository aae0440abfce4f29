package dev.lanewise.cli.run;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.train.EpochResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is recorded of an epoch, under Keras' names, and {@code history.csv}, which holds it. */
public final class HistoryCsv {
    private static final int MILLISECONDS = 3;
    private static final Map<String, Function<EpochResult, @Nullable Number>> COLUMNS = columns();

    private HistoryCsv() {}

    private static Map<String, Function<EpochResult, @Nullable Number>> columns() {
        Map<String, Function<EpochResult, @Nullable Number>> columns = new LinkedHashMap<>();
        columns.put("epoch", EpochResult::epoch);
        columns.put("loss", EpochResult::loss);
        columns.put("accuracy", EpochResult::accuracy);
        columns.put("val_loss", epoch -> orNull(epoch.valLoss()));
        columns.put("val_accuracy", epoch -> orNull(epoch.valAccuracy()));
        columns.put("learning_rate", EpochResult::learningRate);
        columns.put("seconds", epoch -> Numbers.rounded(epoch.seconds(), MILLISECONDS));
        columns.put("images_per_second", epoch -> Numbers.rounded(epoch.imagesPerSecond(), 1));
        return columns;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** An epoch's record: a number for each column, null where there was no validation. */
    public static Map<String, @Nullable Number> record(EpochResult epoch) {
        Map<String, @Nullable Number> record = new LinkedHashMap<>();
        COLUMNS.forEach((name, value) -> record.put(name, value.apply(epoch)));
        return record;
    }

    /** The file's text: a heading, and a line for each epoch; a value that is missing is empty. */
    static String text(List<EpochResult> epochs) {
        StringBuilder text = new StringBuilder(line(COLUMNS.keySet()));
        for (EpochResult epoch : epochs) {
            text.append(line(epoch));
        }
        return text.toString();
    }

    /** The line of an epoch. */
    static String line(EpochResult epoch) {
        return line(record(epoch).values());
    }

    private static String line(Collection<? extends @Nullable Object> cells) {
        StringJoiner line = new StringJoiner(",", "", "\n");
        for (Object cell : cells) {
            line.add(Objects.toString(cell, ""));
        }
        return line.toString();
    }
}
