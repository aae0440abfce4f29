package dev.lanewise.cli.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A page that needs nothing else: styles and pictures are in it, and it asks the network for nothing.
 *
 * @param title what it is about
 * @param summary the most important, in one sentence
 * @param results what was reached: names and values
 * @param tables tables, in their order
 * @param pictures pictures, in their order
 * @param details names and values for those who look closely
 * @param repeat the command that repeats it
 */
record ReportPage(String title, String summary, Map<String, String> results, List<Table> tables,
        List<Picture> pictures, Map<String, String> details, String repeat) {
    private static final String TEMPLATE = "report.mustache";

    /**
     * A table.
     *
     * @param title what stands above it
     * @param heading what stands above its columns
     * @param rows its rows
     */
    record Table(String title, List<String> heading, List<List<String>> rows) {}

    /**
     * The page.
     *
     * @param files the pictures as PNG files, in their order
     */
    String html(List<byte[]> files) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("summary", summary);
        values.put("results", pairs(results));
        values.put("tables", tables);
        values.put("details", pairs(details));
        values.put("repeat", repeat);
        List<Map<String, String>> embedded = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Picture picture = pictures.get(i);
            embedded.add(Map.of("id", picture.file().replace(".png", ""), "title",
                    picture.title(), "description", picture.description(), "data",
                    Base64.getEncoder().encodeToString(files.get(i))));
        }
        values.put("pictures", embedded);
        try (InputStream template = Objects
                .requireNonNull(ReportPage.class.getResourceAsStream(TEMPLATE));
                InputStreamReader reader = new InputStreamReader(template,
                        StandardCharsets.UTF_8)) {
            return Mustache.compiler().escapeHTML(true).compile(reader).execute(values);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own " + TEMPLATE + " can't be read", e);
        }
    }

    private static List<Map<String, String>> pairs(Map<String, String> entries) {
        return entries.entrySet()
                .stream()
                .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
                .toList();
    }
}
