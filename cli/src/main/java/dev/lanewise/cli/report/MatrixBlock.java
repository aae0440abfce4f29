package dev.lanewise.cli.report;

import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.picture.ConfusionColors;
import dev.lanewise.cli.picture.Gallery;
import dev.lanewise.cli.picture.PredictionGallery;
import dev.lanewise.cli.picture.Tile;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A confusion matrix as a table of a page: its numbers can be selected, read aloud and searched. */
final class MatrixBlock {
    private static final double PERCENT = 100;
    private static final int BYTE = 8;
    private static final int MASK = 0xff;

    private MatrixBlock() {}

    /**
     * The table.
     *
     * @param names of the classes
     * @param mistakes the images of the same page, to which a count leads
     */
    static PageBlock of(ConfusionMatrix confusion, List<String> names, Gallery mistakes) {
        ConfusionColors colors = new ConfusionColors(confusion);
        Set<String> shown = mistakes.sections()
                .stream()
                .flatMap(section -> section.tiles().stream())
                .map(Tile::id)
                .collect(Collectors.toSet());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<String> precisions = new ArrayList<>();
        for (int actual = 0; actual < confusion.classes(); actual++) {
            List<Map<String, Object>> cells = new ArrayList<>();
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                cells.add(cell(confusion, colors, actual, predicted, shown));
            }
            rows.add(Map.of("name", names.get(actual), "cells", cells, "total",
                    Numbers.grouped(confusion.support(actual)), "recall",
                    percent(confusion.recall(actual))));
            precisions.add(percent(confusion.precision(actual)));
        }
        return new PageBlock("matrix", Map.of("names", names, "rows", rows, "precisions",
                precisions, "images", Numbers.grouped(confusion.total()), "accuracy",
                percent(confusion.accuracy()), "span", confusion.classes(), "worst",
                colors.largestMistake() == 0 ? "" : percent(colors.largestMistake())));
    }

    private static Map<String, Object> cell(ConfusionMatrix confusion, ConfusionColors colors,
            int actual, int predicted, Set<String> shown) {
        double opacity = colors.opacity(actual, predicted);
        String link = PredictionGallery.mistakeId(actual, predicted);
        return Map.of("count", opacity == 0 ? ""
                : Numbers.grouped(confusion.count(actual,
                        predicted)),
                "share", percent(colors.share(actual, predicted)), "color",
                color(ConfusionColors.ink(actual, predicted), opacity), "link",
                actual != predicted && shown.contains(link) ? link : "");
    }

    private static String color(Ink ink, double opacity) {
        int rgb = ink.rgb();
        return "rgb(" + ((rgb >> (2 * BYTE)) & MASK) + " " + ((rgb >> BYTE) & MASK) + " "
                + (rgb & MASK)
                + " / " + Numbers.fixed(opacity, 2) + ")";
    }

    private static String percent(double share) {
        return Numbers.fixed(share * PERCENT, 1) + " %";
    }
}
