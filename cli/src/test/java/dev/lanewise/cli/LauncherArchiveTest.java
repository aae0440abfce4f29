package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same launcher in an unpacked archive: no sources, no Maven, and a JRE without javac. */
class LauncherArchiveTest extends LauncherHouse {
    private static final String PREPARING = "lanewise: preparing quick starts, once, for some seconds\n";
    private Path archive;
    private Path jre;

    @BeforeEach
    void unpack() throws IOException {
        archive = directory.resolve("an archive");
        Files.createDirectories(archive.resolve("lib"));
        Files.copy(house.resolve("lanewise"), archive.resolve("lanewise"));
        Files.move(house.resolve("cli/src/main/launcher"), archive.resolve("lib/launcher"));
        Files.writeString(archive.resolve("lib/lanewise-cli.jar"), "jar");
        Files.delete(tools.resolve("mvn"));
        jre = jre("jre-25", "25.0.3");
        environment.put("JAVA_HOME", jre.toString());
    }

    private Path jre(String name, String version) throws IOException {
        Path home = jdk(name, version);
        Files.delete(home.resolve("bin/javac"));
        return home;
    }

    private Outcome start(String... arguments) throws Exception {
        return launch(archive.resolve("lanewise"), directory, arguments);
    }

    private static String quickStart(Path folder) throws IOException {
        return "[-XX:AOTCache=" + folder.toRealPath().resolve("launcher.aot") + "]";
    }

    @Test
    void runsOnAJreAndPreparesQuickStartsOnce() throws Exception {
        Outcome first = start("summary", "a  b").expect(42);
        assertEquals(PREPARING, first.err());
        String home = archive.toRealPath().toString();
        assertEquals("java of " + jre.resolve("bin/java"), first.outLines().get(0));
        assertTrue(first.outLines().contains("[" + home + "/lib/*]"), first.out());
        assertTrue(first.outLines().contains("[@" + home + "/lib/launcher/java.options]"),
                first.out());
        assertTrue(first.outLines().contains("[a  b]"), first.out());
        Outcome second = start("summary").expect(42);
        assertEquals("", second.err());
        assertTrue(second.outLines().contains(quickStart(archive.resolve("cache"))), second.out());
        assertTrue(start("train").out().contains("-XX:SharedArchiveFile=" + home + "/cache/"));
    }

    /** Class archives of another Java, of other jars or of another place would only cost time. */
    @Test
    void preparesAnewWhatNoLongerFits() throws Exception {
        start().expect(42);
        Files.writeString(archive.resolve("lib/lanewise-cli.jar"), "newer jar");
        assertEquals(PREPARING, start().expect(42).err());
        environment.put("JAVA_HOME", jre("jre-26", "26").toString());
        assertEquals(PREPARING, start().expect(42).err());
        Files.writeString(archive.resolve("cache/launcher.aot"), "damaged");
        assertEquals(PREPARING, start().expect(42).err());
        archive = Files.move(archive, directory.resolve("moved"));
        assertEquals(PREPARING, start().expect(42).err());
        assertEquals("", start().expect(42).err());
    }

    /** As a file in the way shows it to a test that may write everywhere. */
    @Test
    void keepsItsCacheAtHomeWhereItsFolderCannotBeWritten() throws Exception {
        Files.createFile(archive.resolve("cache"));
        assertEquals(PREPARING, start("summary").expect(42).err());
        Outcome second = start("summary").expect(42);
        assertEquals("", second.err());
        Path caches = directory.resolve(".cache/lanewise");
        try (var folders = Files.list(caches)) {
            assertTrue(second.outLines().contains(quickStart(folders.findFirst().orElseThrow())),
                    second.out());
        }
        environment.put("XDG_CACHE_HOME", directory.resolve("elsewhere").toString());
        assertEquals(PREPARING, start("summary").expect(42).err());
        assertTrue(Files.isDirectory(directory.resolve("elsewhere/lanewise")));
    }

    @Test
    void startsWithoutACacheWhereNothingCanBeWritten() throws Exception {
        Files.createFile(archive.resolve("cache"));
        Files.createFile(directory.resolve(".cache"));
        Outcome outcome = start("summary").expect(42);
        assertEquals("", outcome.err());
        assertFalse(outcome.out().contains("AOTCache"), outcome.out());
        environment.remove("HOME");
        assertEquals("", start("summary").expect(42).err());
    }

    @Test
    void takesTheArchivesOwnJavaFirst() throws Exception {
        Path own = Files.move(jre("own", "25.0.3"), archive.resolve("runtime")).toRealPath();
        assertEquals("java of " + own.resolve("bin/java"), start().outLines().get(0));
        environment.remove("JAVA_HOME");
        assertEquals("java of " + own.resolve("bin/java"), start().outLines().get(0));
    }

    @Test
    void namesTheModuleThatAJavaLacks() throws Exception {
        requireAtLeast(1000);
        Files.delete(archive.resolve("lanewise"));
        Files.copy(house.resolve("lanewise"), archive.resolve("lanewise"));
        Path small = jre("small", "1000.0.1");
        Path release = small.resolve("release");
        String modules = "MODULES=\"java.base java.desktop%s\"\n";
        Files.writeString(release, "JAVA_VERSION=\"1000\"\n" + modules.formatted(""));
        environment.put("JAVA_HOME", small.toString());
        assertEquals("lanewise: No Java 1000 or newer was found (JAVA_HOME=" + small
                + " is Java 1000 without the module jdk.incubator.vector, none in the usual places"
                + " such as /usr/lib/jvm); install one, such as Temurin from https://adoptium.net,"
                + " or set JAVA_HOME to it.\n", start().expect(1).err());
        Files.writeString(release,
                "JAVA_VERSION=\"1000\"\n" + modules.formatted(" jdk.incubator.vector"));
        start().expect(42);
    }

    @Test
    void aCopyOfTheLauncherAloneSaysWhatIsMissing() throws Exception {
        Path copy = Files.copy(archive.resolve("lanewise"), tools.resolve("lanewise"));
        assertEquals("lanewise: The rest of Lanewise, the folder lib, isn't beside '"
                + tools.toRealPath() + "/lanewise'; unpack the whole archive, and link to the"
                + " launcher in it instead of copying it.\n",
                launch(copy, directory, "summary").expect(1).err());
    }
}
