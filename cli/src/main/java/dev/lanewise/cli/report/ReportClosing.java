package dev.lanewise.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands at the end of a report, for those who look closely.
 *
 * @param groups options, data, versions
 * @param files beside the page: names and what they hold
 * @param repeat the commands that lead here
 */
public record ReportClosing(List<Values> groups, Map<String, String> files, String repeat) {

    /** Keeps copies. */
    public ReportClosing {
        groups = List.copyOf(groups);
        files = new LinkedHashMap<>(files);
    }

    /**
     * Names and values that belong together.
     *
     * @param title what they are
     * @param values in their order
     * @param usual values that are as they usually are; they are folded, the others are in bold
     */
    public record Values(String title, Map<String, String> values, Map<String, String> usual) {

        /** Keeps copies. */
        public Values {
            values = new LinkedHashMap<>(values);
            usual = new LinkedHashMap<>(usual);
        }

        /** Values of which none is unusual. */
        public static Values of(String title, Map<String, String> values) {
            return new Values(title, values, Map.of());
        }

        private PageBlock.Group group() {
            return new PageBlock.Group(title, entries(values, !usual.isEmpty()),
                    entries(usual, false));
        }

        private static List<PageBlock.Entry> entries(Map<String, String> values,
                boolean changed) {
            return values.entrySet()
                    .stream()
                    .map(e -> new PageBlock.Entry(e.getKey(), e.getValue(), changed))
                    .toList();
        }
    }

    List<ReportPage.Section> sections() {
        List<ReportPage.Section> sections = new ArrayList<>();
        sections.add(new ReportPage.Section("options", "Options and versions",
                groups.stream().anyMatch(group -> !group.usual().isEmpty())
                        ? "In bold: what is not as in the recipe."
                        : "",
                List.of(PageBlock.groups(groups.stream().map(Values::group).toList()))));
        if (!files.isEmpty()) {
            sections.add(new ReportPage.Section("files", "Files",
                    "They lie beside this page.", List.of(PageBlock.files(files))));
        }
        sections.add(new ReportPage.Section("reproduce", "Reproduce", "",
                List.of(PageBlock.command(repeat))));
        return sections;
    }
}
