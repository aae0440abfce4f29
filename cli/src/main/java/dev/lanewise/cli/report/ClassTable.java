package dev.lanewise.cli.report;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Precision, recall and F1 of each class as rows of a table. */
public final class ClassTable {
    /** What stands above the columns. */
    public static final List<String> HEADING = List.of("Class", "Precision", "Recall", "F1",
            "Images");
    private static final int DECIMALS = 4;

    private ClassTable() {}

    /** The numbers from 0 on as names. */
    public static List<String> numbers(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /** A row for each class. */
    public static List<List<String>> rows(ConfusionMatrix confusion, List<String> names) {
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < confusion.classes(); c++) {
            rows.add(List.of(names.get(c), Numbers.fixed(confusion.precision(c), DECIMALS),
                    Numbers.fixed(confusion.recall(c), DECIMALS),
                    Numbers.fixed(confusion.f1(c), DECIMALS),
                    Numbers.grouped(confusion.support(c))));
        }
        return rows;
    }
}
