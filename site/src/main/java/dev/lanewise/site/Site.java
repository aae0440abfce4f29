package dev.lanewise.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Builds the site: {@code Site PROJECT TARGET} empties the folder TARGET and fills it. */
final class Site {
    private Site() {}

    /**
     * Builds the site and checks it. Ends with an exit code of 1 and a sentence a fault if a page,
     * a comment or a link is wrong.
     *
     * @param arguments the project's folder, and the folder of the site
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new SiteException("Give the project's folder and that of the site; you gave "
                    + arguments.length + " arguments.");
        }
        Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path site = Path.of(arguments[1]).toAbsolutePath().normalize();
        try {
            int pages = build(project, site);
            ApiDocs.of(project).write(site.resolve("api"));
            LinkChecker checker = LinkChecker.of(site);
            fail(checker.faults());
            System.out.println(pages + " pages and the Javadoc in " + site + ", "
                    + checker.links() + " links checked");
        } catch (SiteException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void fail(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new SiteException(String.join("\n", faults));
        }
    }

    /**
     * Writes the pages, without the Javadoc.
     *
     * @return how many there are
     */
    static int build(Path project, Path site) throws IOException {
        delete(site);
        Files.createDirectories(site);
        Navigation navigation = Navigation.of(project);
        try (Renderer renderer = new Renderer(project, site, navigation)) {
            renderer.writeAll();
            return renderer.pages();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder()).forEach(Site::deleteOne);
            }
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
