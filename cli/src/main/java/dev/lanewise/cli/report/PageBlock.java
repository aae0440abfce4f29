package dev.lanewise.cli.report;

import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.picture.Gallery;
import dev.lanewise.cli.picture.PngFile;
import dev.lanewise.cli.picture.Tile;
import dev.lanewise.cli.terminal.Numbers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something on a page.
 *
 * @param kind which part of the template shows it
 * @param values what it shows, by the names of the template
 */
record PageBlock(String kind, Map<String, Object> values) {
    /** Tables with more rows are folded. */
    private static final int MANY_ROWS = 20;
    /** Images of at most this width are printed smaller. */
    private static final int SMALL = 90;

    /**
     * Charts side by side, where there is room.
     *
     * @param notes what stands below each
     */
    static PageBlock charts(List<Scene> scenes, List<String> notes) {
        List<Map<String, Object>> charts = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            charts.add(Map.of("svg", scenes.get(i).svg(), "note", notes.get(i)));
        }
        return new PageBlock("charts", Map.of("all", charts));
    }

    /** A chart so wide that it is moved in its frame on a phone. */
    static PageBlock wide(Scene scene, String label) {
        return new PageBlock("wide", Map.of("svg", scene.svg(), "label", label));
    }

    /** A table whose first column names the rows. */
    static PageBlock table(String caption, List<String> heading, List<List<String>> rows) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("caption", caption);
        values.put("folded", rows.size() > MANY_ROWS);
        values.put("columns", heading);
        values.put("rows",
                rows.stream()
                        .map(row -> Map.of("name", row.getFirst(), "cells",
                                row.subList(1, row.size())))
                        .toList());
        return new PageBlock("table", values);
    }

    /** Small images. */
    static PageBlock gallery(Gallery gallery) {
        List<Map<String, Object>> parts = gallery.sections()
                .stream()
                .map(PageBlock::part)
                .toList();
        return new PageBlock("gallery", Map.of("lines", gallery.subtitle(), "parts", parts));
    }

    private static Map<String, Object> part(Gallery.Section section) {
        Map<String, Object> part = new LinkedHashMap<>();
        String most = section.legend() == 0 ? "" : Numbers.significant(section.legend(), 2);
        part.put("heading", section.heading());
        part.put("most", most);
        List<Map<String, Object>> tiles = section.tiles()
                .stream()
                .map(tile -> tile(tile, section.scale()))
                .toList();
        if (section.columnNames().isEmpty()) {
            part.put("tiles", tiles);
            return part;
        }
        int columns = section.columnNames().size();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < section.rowNames().size(); row++) {
            rows.add(Map.of("row", section.rowNames().get(row), "images",
                    tiles.subList(row * columns, (row + 1) * columns)));
        }
        int width = section.tiles().getFirst().width() * section.scale();
        part.put("grid", Map.of("count", columns, "width", width, "names",
                section.columnNames(), "rows", rows, "label",
                section.heading().isEmpty() ? "more of the same" : section.heading()));
        return part;
    }

    private static Map<String, Object> tile(Tile tile, int scale) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("src", "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(PngFile.bytes(tile.picture())));
        values.put("width", tile.width() * scale);
        values.put("height", tile.height() * scale);
        values.put("small", tile.width() * scale <= SMALL);
        values.put("caption", tile.caption());
        values.put("id", tile.id());
        values.put("mark", tile.mark().name().toLowerCase(Locale.ROOT));
        values.put("sign", switch (tile.mark()) {
            case NONE -> "";
            case RIGHT -> "✓";
            case WRONG -> "✗";
        });
        return values;
    }

    /**
     * A value in a list of them.
     *
     * @param changed whether it is not the usual one
     */
    record Entry(String name, String value, boolean changed) {}

    /**
     * Names and values that belong together.
     *
     * @param title what they are
     * @param entries those that are seen
     * @param folded those that are seen when asked for
     */
    record Group(String title, List<Entry> entries, List<Entry> folded) {

        /** Keeps unmodifiable copies. */
        Group {
            entries = List.copyOf(entries);
            folded = List.copyOf(folded);
        }
    }

    /** Lists of names and values. */
    static PageBlock groups(List<Group> groups) {
        return new PageBlock("groups", Map.of("all", groups.stream()
                .map(group -> Map.of("heading", group.title(), "entries", group.entries(),
                        "folded", group.folded(), "more", group.folded().size()))
                .toList()));
    }

    /** Commands, one a line, to be copied. */
    static PageBlock command(String lines) {
        return new PageBlock("command", Map.of("text", lines));
    }

    /** Links to files beside the page. */
    static PageBlock files(Map<String, String> files) {
        return new PageBlock("files", Map.of("all", ReportPage.pairs(files)));
    }
}
