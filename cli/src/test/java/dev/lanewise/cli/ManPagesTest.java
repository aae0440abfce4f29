package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** The man pages in {@code docs/man} say what the help says. */
class ManPagesTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("docs")
            .resolve("man");
    private static final String SUFFIX = ".adoc";
    private static final String NO_VERSION = "Lanewise";
    private static final String RENEW = "lanewise.man.renew";
    private static final String COMMAND = "mvn test -pl cli -am -Dtest=ManPagesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + RENEW;

    private static Map<String, String> generated() {
        CommandLine program = new CommandLineHarness(Path.of("")).commandLine("lanewise");
        Map<String, String> pages = new TreeMap<>();
        add(pages, program.getCommandSpec());
        program.getSubcommands()
                .values()
                .stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .forEach(spec -> add(pages, spec));
        return pages;
    }

    private static void add(Map<String, String> pages, CommandSpec spec) {
        // The version of Lanewise, and of Java, would differ from build to build.
        spec.versionProvider(null).version(NO_VERSION);
        StringWriter page = new StringWriter();
        PrintWriter writer = new PrintWriter(page);
        ManPageGenerator.writeSingleManPage(writer, spec);
        writer.flush();
        pages.put(spec.qualifiedName("-") + SUFFIX, page.toString()
                .replace(System.lineSeparator(), "\n")
                .replace(":revnumber: " + NO_VERSION + "\n", "")
                // Headings of the help, which have a line and a colon of their own.
                .replaceAll("(?m)^== *(.*?):?$", "== $1"));
    }

    private static Map<String, String> committed() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    pages.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }

    private static void renew(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : committed().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    @Test
    void areThoseOfTheProgram() throws IOException {
        Map<String, String> pages = generated();
        if (System.getProperty(RENEW) != null) {
            renew(pages);
        }
        assertEquals(pages, committed(),
                "The man pages in docs/man are not those of the program; renew them by: "
                        + COMMAND);
    }

    @Test
    void holdNothingOfThisMachine() {
        generated().forEach((name, page) -> {
            assertFalse(page.contains(System.getProperty("user.dir")), name);
            assertFalse(page.contains(System.getProperty("java.version")), name);
            assertFalse(page.contains("\u001b"), name);
        });
    }
}
