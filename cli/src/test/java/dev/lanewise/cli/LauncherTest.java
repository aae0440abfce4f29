package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code lanewise}, a copy of it in a house of its own: JDKs and Maven are small
 * scripts that say how they were called.
 */
@Timeout(120)
class LauncherTest {
    private static final Path LAUNCHER = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("lanewise");
    private static final List<String> TOOLS = List.of("sh", "cat", "dirname", "find", "head",
            "kill", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "stty");
    private static final String JAVA = """
            #!/bin/sh
            echo "java of $0"
            for argument; do echo "[$argument]"; done
            if [ "${last-}" = stdin ]; then cat; fi
            for argument; do
                case $argument in
                    -XX:DumpLoadedClassList=*)
                        printf 'A id: 1\n@cp A 2\n' >"${argument#*=}"
                        exit 0
                        ;;
                    -XX:SharedClassListFile=*) cat "${argument#*=}" ;;
                esac
            done
            exit 42
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo "output of mvn"
            echo "$JAVA_HOME" "$@" >>"$HOUSE/mvn.log"
            [ -z "${BREAK-}" ] || exit 1
            mkdir -p "$HOUSE/cli/target/lib"
            : >"$HOUSE/cli/target/lanewise-cli.jar"
            """;

    @TempDir
    Path directory;
    private Path house;
    private Path tools;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void build() throws IOException {
        house = Files.createDirectories(directory.resolve("a house"));
        tools = Files.createDirectories(directory.resolve("tools"));
        Files.copy(LAUNCHER, house.resolve("lanewise"));
        for (String tool : TOOLS) {
            // Scripts and not links: JUnit warns of links that lead out of a temporary folder.
            script(tools.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
        for (String folder : List.of("engine/src/main", "mnist/src/main", "bench/src/main",
                "cli/src/main",
                ".mvn")) {
            Files.createDirectories(house.resolve(folder));
        }
        for (String file : List.of("pom.xml", "engine/pom.xml", "mnist/pom.xml",
                "bench/pom.xml", "cli/pom.xml",
                "engine/src/main/A.java")) {
            Files.createFile(house.resolve(file));
        }
        script(tools.resolve("mvn"), MAVEN);
        environment.put("HOUSE", house.toString());
        environment.put("PATH", tools.toString());
        environment.put("HOME", directory.toString());
        environment.put("JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
        makeOld(house);
    }

    private static Path find(String tool) {
        Path found = Path.of("/usr/bin", tool);
        return Files.exists(found) ? found : Path.of("/bin", tool);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"),
                "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return home;
    }

    private static void makeOld(Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, old);
            }
        }
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        return launch(house.resolve("lanewise"), directory, arguments);
    }

    private Outcome launch(Path launcher, Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var input = process.outputWriter()) {
            input.write("what is piped in\n");
        }
        String out = new String(process.getInputStream().readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    private List<String> builds() throws IOException {
        Path log = house.resolve("mvn.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** The argument that has Java read a file of options. */
    private String options(String name) throws IOException {
        return "[@" + house.toRealPath() + "/cli/src/main/launcher/" + name + ".options]";
    }

    @Test
    void buildsOnceThenRunsJavaWithTheArguments() throws Exception {
        Outcome first = launch("train", "--run", "a  b", "*", "");
        assertEquals(42, first.code(), first.err());
        assertEquals("lanewise: building; the first time Maven downloads what it needs\n",
                first.err());
        List<String> lines = first.outLines();
        assertEquals("java of " + directory.resolve("jdk-25/bin/java"), lines.get(0));
        int main = lines.indexOf("[dev.lanewise.cli.Lanewise]");
        assertEquals(List.of("[train]", "[--run]", "[a  b]", "[*]", "[]"),
                lines.subList(main + 1, lines.size()));
        assertEquals("[" + house + "/cli/target/lanewise-cli.jar:" + house + "/cli/target/lib/*]",
                lines.get(main - 1));
        assertTrue(lines.contains(options("java")), first.out());
        assertTrue(lines.contains(options("compute")), first.out());
        assertTrue(lines.contains("[-Dlanewise.tty=]"), first.out());
        assertTrue(lines.contains("[-Dlanewise.columns=80]"), first.out());
        assertEquals(List.of(directory.resolve("jdk-25") + " -q -f " + house
                + "/pom.xml -Dstyle.color=never -Dquick -pl cli -am package"), builds());
        assertEquals("", launch("train").expect(42).err());
        assertEquals(1, builds().size());
    }

    @Test
    void buildsAgainWhenASourceChangesOrGoes() throws Exception {
        launch().expect(42);
        Path source = house.resolve("engine/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(10)));
        launch().expect(42);
        assertEquals(2, builds().size());
        Files.setLastModifiedTime(house.resolve("cli/target/launcher.built"),
                FileTime.from(Instant.now().plusSeconds(20)));
        launch().expect(42);
        assertEquals(2, builds().size());
        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(),
                FileTime.from(Instant.now().plusSeconds(30)));
        launch().expect(42);
        assertEquals(3, builds().size());
        Files.delete(house.resolve("cli/target/lanewise-cli.jar"));
        launch().expect(42);
        assertEquals(4, builds().size());
        Files.setLastModifiedTime(house.resolve("bench/src/main"),
                FileTime.from(Instant.now().plusSeconds(40)));
        launch().expect(42);
        assertEquals(5, builds().size());
    }

    @Test
    void aFailedBuildShowsWhyAndIsTriedAgain() throws Exception {
        environment.put("BREAK", "yes");
        Outcome outcome = launch("train").expect(1);
        assertEquals("", outcome.out());
        assertEquals(List.of("lanewise: building; the first time Maven downloads what it needs",
                "output of mvn", "lanewise: The build failed; Maven says why in the lines above."),
                outcome.err().lines().toList());
        environment.remove("BREAK");
        launch("train").expect(42);
        assertFalse(Files.exists(house.resolve("cli/target/launcher.lock")));
    }

    @Test
    void ofSeveralLaunchersOneBuilds() throws Exception {
        script(tools.resolve("mvn"), MAVEN.replace("mkdir", "sleep 1; mkdir"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh",
                    house.resolve("lanewise").toString()).redirectErrorStream(true);
            builder.redirectOutput(directory.resolve("out" + i).toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            processes.add(builder.start());
        }
        for (Process process : processes) {
            assertEquals(42, process.waitFor());
        }
        assertEquals(1, builds().size());
    }

    @Test
    void aLockLeftBehindByTheDeadIsVoid() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(house.resolve("cli/target"));
        Files.writeString(house.resolve("cli/target/launcher.lock"), dead.pid() + "\n");
        launch().expect(42);
        assertEquals(1, builds().size());
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws Exception {
        Path old = jdk("jdk-17", "17.0.15");
        Path onPath = jdk("jdk-26", "26");
        environment.put("JAVA_HOME", old.toString());
        environment.put("PATH", tools + ":" + onPath.resolve("bin"));
        assertEquals("java of " + onPath.resolve("bin/java"), launch().outLines().get(0));
        Path links = Files.createDirectory(directory.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), onPath.resolve("bin/java"));
        environment.put("PATH", tools + ":" + links);
        assertEquals("java of " + onPath.resolve("bin/java"), launch().outLines().get(0));
    }

    @Test
    void asksAJavaThatHidesItsHome() throws Exception {
        Path home = jdk("hidden", "25.0.2");
        script(directory.resolve("shims/java"),
                "#!/bin/sh\necho '    java.home = " + home + "' >&2\n");
        environment.remove("JAVA_HOME");
        environment.put("PATH", tools + ":" + directory.resolve("shims"));
        assertEquals("java of " + home.resolve("bin/java"), launch().outLines().get(0));
    }

    @Test
    void findsJdksInUsualPlacesTheOldestThatWillDo() throws Exception {
        // None on this machine is old enough, so that only those of the home folder are left.
        requireAtLeast(1000);
        jdk(".jdks/newer", "1002.0.1");
        Path oldest = jdk(".jdks/oldest", "1000");
        jdk(".sdkman/candidates/java/newest", "1003");
        assertEquals("java of " + oldest.resolve("bin/java"), launch().outLines().get(0));
    }

    private void requireAtLeast(int feature) throws IOException {
        Path launcher = house.resolve("lanewise");
        String text = Files.readString(launcher);
        String changed = text.replace("least=25 ", "least=" + feature + " ");
        assertFalse(changed.equals(text));
        Files.writeString(launcher, changed);
    }

    @Test
    void withoutAJdkSaysWhereItLooked() throws Exception {
        requireAtLeast(1000);
        Path old = jdk("jdk-17", "17.0.15");
        environment.put("JAVA_HOME", old.toString());
        Outcome outcome = launch("train").expect(1);
        assertEquals("lanewise: No JDK 1000 or newer was found (JAVA_HOME=" + old
                + " is Java 17, none in the usual places such as /usr/lib/jvm); install one, such"
                + " as Temurin from https://adoptium.net, or set JAVA_HOME to it.\n",
                outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void withoutMavenSaysHowToGetIt() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Outcome outcome = launch("train").expect(1);
        assertEquals("lanewise: Lanewise must be built, but Maven was not found (looked for mvn on"
                + " the PATH); install Maven 3.8 or newer, from your system's packages or"
                + " https://maven.apache.org.\n", outcome.err());
        assertFalse(Files.exists(house.resolve("cli/target/launcher.lock")));
    }

    @Test
    void aLinkToTheLauncherRunsTheSameHouse() throws Exception {
        Path links = Files.createDirectories(directory.resolve("links"));
        Path first = links.resolve("first");
        Files.createSymbolicLink(first, Path.of("../a house/lanewise"));
        Files.createSymbolicLink(links.resolve("second"), Path.of("first"));
        Outcome outcome = launch(links.resolve("second"), Files.createDirectory(
                directory.resolve("elsewhere")), "summary").expect(42);
        assertTrue(outcome.out().contains(house + "/cli/target/lanewise-cli.jar:"));
        assertTrue(outcome.out().contains("[-Dlanewise.program=" + links.resolve("second") + "]"));
    }

    @Test
    void standardInputReachesJavaAndNotMaven() throws Exception {
        environment.put("last", "stdin");
        script(tools.resolve("mvn"), MAVEN + "cat >/dev/null\n");
        assertEquals("what is piped in", launch("summary").outLines().getLast());
    }

    @Test
    void onlyCommandsThatComputeGetTheVectorModule() throws Exception {
        for (String command : List.of("--help", "-h", "--version", "-V", "summary", "predict",
                "completion")) {
            List<String> lines = launch(command).outLines();
            assertFalse(lines.contains(options("compute")), command);
            assertTrue(lines.contains(options("quick")), command);
        }
        assertFalse(launch().outLines().contains(options("compute")));
        assertFalse(launch("show").outLines().contains(options("compute")));
        for (String command : List.of("train", "evaluate", "bench", "doctor", "--debug")) {
            assertTrue(launch(command).outLines().contains(options("compute")), command);
        }
    }

    @Test
    void everyCommandTakesTheClassesThatABuildKept() throws Exception {
        Path target = house.toRealPath().resolve("cli/target");
        assertTrue(launch("summary").outLines()
                .contains("[-XX:AOTCache=" + target.resolve("launcher.aot") + "]"));
        List<String> training = Files.readAllLines(house.resolve("cli/target/launcher.log"));
        assertEquals(2, Collections.frequency(training, options("compute")),
                training.toString());
        assertTrue(training.contains("[train]"), training.toString());
        assertTrue(training.containsAll(List.of("[-Xshare:dump]",
                "[-XX:SharedArchiveFile=" + target.resolve("launcher.jsa") + "]")),
                training.toString());
        assertTrue(training.contains("A id: 1"), training.toString());
        assertFalse(training.contains("@cp A 2"), training.toString());
        assertTrue(training.contains("[-XX:AOTCacheOutput=" + target.resolve("launcher.aot")
                + "]"), training.toString());
        assertTrue(training.contains("[" + Rehearsal.class.getName() + "]"), training.toString());
        assertTrue(launch("train").outLines()
                .contains("[-XX:SharedArchiveFile=" + target.resolve("launcher.jsa") + "]"));
    }

    @Test
    void onlyBenchGetsItsOptionsAndAfterTheOthers() throws Exception {
        for (String[] command : new String[][]{{"bench"}, {"bench", "--json"},
                {"--debug", "bench"}}) {
            List<String> lines = launch(command).outLines();
            assertTrue(lines.indexOf(options("bench")) > lines.indexOf(options("compute")),
                    lines.toString());
        }
        for (String[] command : new String[][]{{}, {"train", "bench"}, {"--bench"}}) {
            assertFalse(launch(command).outLines().contains(options("bench")));
        }
    }

    @Test
    void javaOptionsAreSplitButNotExpanded() throws Exception {
        environment.put("LANEWISE_JAVA_OPTS", "-Xmx2g  -Da=*");
        List<String> lines = launch("summary").outLines();
        int first = lines.indexOf("[-Xmx2g]");
        assertEquals("[-Da=*]", lines.get(first + 1));
        assertTrue(first > lines.indexOf("[-Xmx512m]"));
    }

    @Test
    void javaTakesTheOptions() throws Exception {
        Path folder = LAUNCHER.resolveSibling("cli/src/main/launcher");
        Process java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + folder.resolve("java.options"), "@" + folder.resolve("quick.options"),
                "@" + folder.resolve("compute.options"),
                "@" + folder.resolve("bench.options"),
                "--version").redirectErrorStream(true).start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), output);
        assertTrue(output.contains("jdk.incubator.vector"), output);
    }
}
