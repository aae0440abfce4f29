package dev.lanewise.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.dist.UnpackedArchive.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives as people use them: unpacked, on a machine with a JRE alone, or with no Java at all. */
class ArchiveTest {
    private static final String NAME = System.getProperty("lanewise.test.archive");
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    /** Far above what they take on a machine with nothing else to do, which is below a second. */
    private static final double AT_ONCE = 10;

    @TempDir
    static Path shared;
    private static Path jre;

    @TempDir
    Path directory;

    /** A JRE as distributions have it: no javac, and no other tool of a JDK. */
    @BeforeAll
    static void makeJre() throws Exception {
        jre = shared.resolve("jre");
        Outcome linked = UnpackedArchive.run(shared, Map.of(), List.of(
                JDK.resolve("bin/jlink").toString(),
                "--add-modules=java.se,jdk.incubator.vector,jdk.management,jdk.unsupported",
                "--strip-debug", "--output=" + jre));
        assertEquals(0, linked.code(), linked.err());
        assertFalse(Files.exists(jre.resolve("bin/javac")));
    }

    private UnpackedArchive unpack(String file, Map<String, String> more) throws Exception {
        return UnpackedArchive.of(file, directory, more);
    }

    @Test
    void theTarArchiveRunsOnAJre() throws Exception {
        UnpackedArchive archive = unpack(NAME + ".tar.gz", onTheJre());
        assertWorks(archive, jre);
        for (String cache : List.of("launcher.aot", "launcher.jsa")) {
            Path file = archive.home().resolve("cache").resolve(cache);
            assertEquals(0, Files.getLastModifiedTime(file).toInstant().getNano(), cache);
        }
    }

    @Test
    void theZipArchiveHoldsTheSameAndStarts() throws Exception {
        UnpackedArchive zip = unpack(NAME + ".zip", onTheJre());
        Path other = Files.createDirectory(directory.resolve("other"));
        UnpackedArchive tar = UnpackedArchive.of(NAME + ".tar.gz", other, onTheJre());
        assertEquals(contents(tar.home()), contents(zip.home()));
        assertEquals(0, zip.lanewise("--version").code());
    }

    private Map<String, String> onTheJre() {
        return Map.of("JAVA_HOME", jre.toString(), "HOME", directory.toString());
    }

    /** There is no Java on its machine, as far as it looks: the PATH has one, but its own comes first. */
    @Test
    @Tag("image")
    void theImageRunsWithoutAnyJava() throws Exception {
        String image = System.getProperty("lanewise.test.image");
        UnpackedArchive archive = unpack(image + ".tar.gz", Map.of("HOME", directory.toString()));
        assertWorks(archive, archive.home().toRealPath().resolve("runtime"));
        for (String file : List.of(image + ".tar.gz", NAME + ".tar.gz", NAME + ".zip")) {
            System.out.printf("%,d bytes: %s%n", Files.size(UnpackedArchive.file(file)), file);
        }
    }

    /** Every part of Java that the jars need is in the image. */
    @Test
    void theImageHasTheModulesThatTheJarsNeed() throws Exception {
        Path home = unpack(NAME + ".tar.gz", Map.of()).home();
        Outcome found = UnpackedArchive.run(home, Map.of(), List.of(
                JDK.resolve("bin/jdeps").toString(), "--multi-release=25", "--ignore-missing-deps",
                "--print-module-deps", "--class-path=" + home + "/lib/*",
                home + "/lib/lanewise-cli.jar"));
        assertEquals(0, found.code(), found.err());
        assertEquals(System.getProperty("lanewise.test.image.modules"), found.out().strip());
    }

    private static TreeSet<String> contents(Path home) throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            TreeSet<String> contents = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(home.relativize(file) + " " + Files.size(file) + " "
                        + Files.getPosixFilePermissions(file) + " "
                        + Files.getLastModifiedTime(file));
            }
            return contents;
        }
    }

    private static void assertWorks(UnpackedArchive archive, Path java) throws Exception {
        Outcome first = archive.lanewise("--version");
        assertEquals(0, first.code(), first.err());
        assertEquals("lanewise: preparing quick starts, once, for some seconds\n", first.err());
        assertQuick(archive, "--help", "Usage");
        assertQuick(archive, "predict test:0", "7");
        Outcome doctor = archive.lanewise("doctor", "--json");
        assertTrue(doctor.out().contains("\"home\":\"" + java + "\""), doctor.out());
        assertTrue(doctor.out().contains("\"backend\":\"vector\""), doctor.out());
        Outcome trained = archive.lanewise("train", "--epochs", "1", "--limit", "5000", "--seed",
                "1", "--json");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains("\"kernels\":\"vector\""), trained.out());
        assertTrue(trained.seconds() < 60, () -> trained.seconds() + " s");
        assertHasManualAndCompletion(archive.home());
    }

    private static void assertQuick(UnpackedArchive archive, String command, String text)
            throws Exception {
        Outcome outcome = archive.lanewise(command.split(" "));
        assertEquals(0, outcome.code(), outcome.err());
        assertFalse(outcome.err().contains("lanewise: "), outcome.err());
        assertTrue(outcome.out().contains(text), outcome.out());
        assertTrue(outcome.seconds() < AT_ONCE, () -> command + ": " + outcome.seconds() + " s");
    }

    private static void assertHasManualAndCompletion(Path home) throws Exception {
        String page = Files.readString(home.resolve("man/man1/lanewise-train.1"));
        assertTrue(page.contains(".TH \"LANEWISE\\-TRAIN\" \"1\""), page);
        assertTrue(page.contains("\\-\\-epochs"), page);
        for (String shell : List.of("bash", "zsh")) {
            String script = Files.readString(home.resolve("completion/lanewise." + shell));
            assertTrue(script.contains("complete ") && script.contains("--epochs"), script);
        }
        for (String file : List.of("LICENSE", "NOTICE", "README.md", "lanewise.cmd",
                "licences/jmustache.txt")) {
            assertTrue(Files.size(home.resolve(file)) > 0, file);
        }
    }
}
