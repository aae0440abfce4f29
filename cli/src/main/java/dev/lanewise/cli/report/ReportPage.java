package dev.lanewise.cli.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A page that needs nothing else: styles and pictures are in it, it asks the network for nothing, and
 * all of it is there without scripts.
 *
 * @param title what it is about
 * @param lines what stands below the title
 * @param results what was reached: names and values
 * @param sections in their order
 */
record ReportPage(String title, List<String> lines, Map<String, String> results,
        List<Section> sections) {
    private static final String TEMPLATE = "report.mustache";

    /** Keeps unmodifiable copies. */
    ReportPage {
        lines = List.copyOf(lines);
        sections = List.copyOf(sections);
    }

    /**
     * A part of the page.
     *
     * @param id its name in links
     * @param title what stands above it
     * @param note what a reader must know, in a sentence or two; may be empty
     * @param blocks what is in it
     */
    record Section(String id, String title, String note, List<PageBlock> blocks) {

        /** Keeps an unmodifiable copy of the blocks. */
        Section {
            blocks = List.copyOf(blocks);
        }

        private Map<String, Object> values() {
            return Map.of("id", id, "title", title, "note", note, "blocks",
                    blocks.stream().map(b -> Map.of(b.kind(), b.values())).toList());
        }
    }

    /** The page. */
    String html() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("lines", lines);
        values.put("count", results.size());
        values.put("results", pairs(results));
        values.put("sections", sections.stream().map(Section::values).toList());
        try (InputStream template = Objects
                .requireNonNull(ReportPage.class.getResourceAsStream(TEMPLATE));
                InputStreamReader reader = new InputStreamReader(template,
                        StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .zeroIsFalse(true)
                    .compile(reader)
                    .execute(values);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own " + TEMPLATE + " can't be read", e);
        }
    }

    /** Names and values for the template. */
    static List<Map<String, String>> pairs(Map<String, String> entries) {
        return entries.entrySet()
                .stream()
                .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
                .toList();
    }
}
