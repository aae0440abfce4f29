package dev.lanewise.site;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The Javadoc of what the modules for programs export. It is made by the JDK's tool from the sources
 * of modules, which the Maven plugin can't do beside projects that are none.
 *
 * @param project the project's folder
 * @param modules folders of the modules that export packages
 */
record ApiDocs(Path project, List<String> modules) {
    /** Where a message is about a line. */
    private static final Pattern PLACE = Pattern.compile("\\.(java|html):[0-9]");

    /** All modules of the project that have a descriptor. */
    static ApiDocs of(Path project) throws IOException {
        try (Stream<Path> folders = Files.list(project)) {
            return new ApiDocs(project,
                    folders.filter(folder -> Files
                            .exists(folder.resolve("src/main/java/module-info.java")))
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    /** Writes it to a folder; refuses what the checks of Javadoc find. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path resources = Files.createTempDirectory(folder.getParent(), "javadoc");
        Path overview = resources.resolve("overview.html");
        Path style = resources.resolve("api.css");
        Files.writeString(overview, Navigation.resource("overview.html"));
        Files.writeString(style, Navigation.resource("api.css"));
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int exit = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new SiteException(
                        "The site needs a JDK with javadoc; this Java has none."))
                .run(out, out, arguments(folder, overview, style).toArray(String[]::new));
        Files.delete(overview);
        Files.delete(style);
        Files.delete(resources);
        List<String> findings = messages.toString()
                .lines()
                .filter(line -> PLACE.matcher(line).find() && !line.contains("[incubating]"))
                .toList();
        if (exit != 0 || !findings.isEmpty()) {
            throw new SiteException("Javadoc must be without findings:\n" + messages);
        }
    }

    private List<String> arguments(Path folder, Path overview, Path style) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-quiet", "-Xdoclint:all", "-d",
                folder.toString(), "-overview", overview.toString(), "--add-stylesheet",
                style.toString(), "-windowtitle", "Lanewise", "-header",
                "<a href=\"{@docRoot}/../index.html\">Lanewise</a>", "-notimestamp",
                "--add-modules", "jdk.incubator.vector", "--module-path", annotations()));
        List<String> names = new ArrayList<>();
        for (String module : modules) {
            Path source = project.resolve(module).resolve("src/main/java");
            String name = name(source.resolve("module-info.java"));
            names.add(name);
            arguments.addAll(List.of("--module-source-path", name + "=" + source));
        }
        arguments.addAll(List.of("--module", String.join(",", names)));
        return arguments;
    }

    private static String name(Path descriptor) throws IOException {
        String text = Files.readString(descriptor);
        int begin = text.indexOf("module dev.lanewise.") + "module ".length();
        return text.substring(begin, text.indexOf(' ', begin));
    }

    private static String annotations() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> part.contains("jspecify"))
                .findFirst()
                .orElseThrow(() -> new SiteException("The class path must have jspecify."));
    }
}
