package dev.lanewise.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a file of the project stands in the site. Markdown and manual pages become pages, other text
 * becomes a page that shows it, and a folder the page that lists it.
 */
final class Source {
    private static final String README = "README.md";
    private static final Pattern TEXT = Pattern
            .compile("\\.(adoc|java|kt|md|properties|sh|txt|xml)$");

    private Source() {}

    /** The path of a file or folder of the project, with {@code /}, from the project's folder. */
    static String name(Path project, Path file) {
        return project.relativize(file).toString().replace('\\', '/');
    }

    /** The file of the site that shows a file or folder of the project, by the names of both. */
    static String target(Path project, String name) {
        if (Files.isDirectory(project.resolve(name))) {
            return name.isEmpty() ? "index.html" : name + "/index.html";
        }
        if (name.equals(README) || name.endsWith("/" + README)) {
            return name.substring(0, name.length() - README.length()) + "index.html";
        }
        if (isPicture(name)) {
            return name;
        }
        return withoutEnding(name) + ".html";
    }

    private static String withoutEnding(String name) {
        for (String ending : new String[]{".md", ".adoc"}) {
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    static boolean isPicture(String name) {
        return name.endsWith(".svg") || name.endsWith(".png") || name.endsWith(".jpg");
    }

    /** What a folder shows, by name: folders, pages, and sources in text. */
    static List<Path> shown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isDirectory(file)
                    ? !file.endsWith("target")
                    : TEXT.matcher(file.toString()).find()).sorted().toList();
        }
    }

    /** A page's title: its first heading. */
    static String title(Path project, String name) throws IOException {
        Path file = project.resolve(name);
        if (Files.isDirectory(file)) {
            file = file.resolve(README);
        }
        if (!Files.exists(file)) {
            String folder = Path.of(name).getFileName().toString();
            return Character.toUpperCase(folder.charAt(0)) + folder.substring(1);
        }
        String mark = name.endsWith(".adoc") ? "= " : "# ";
        if (!file.toString().endsWith(".md") && !name.endsWith(".adoc")) {
            return file.getFileName().toString();
        }
        return Files.readAllLines(file)
                .stream()
                .filter(line -> line.startsWith(mark))
                .findFirst()
                .orElseThrow(() -> new SiteException(
                        name + " must begin with a heading; it has none."))
                .substring(mark.length())
                .replace("`", "")
                .replace("(1)", "");
    }
}
