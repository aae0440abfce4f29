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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher {@code lanewise}, a copy of it in a house of its own: JDKs and Maven are small
 * scripts that say how they were called.
 */
class LauncherTest extends LauncherHouse {
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
        assertEquals(List.of("[train]", "[--run]", "[a  b]", "[*]", "[]", "LC_ALL=C.UTF-8"),
                lines.subList(main + 1, lines.size()));
        assertEquals("[" + house + "/cli/target/lanewise-cli.jar:" + house + "/cli/target/lib/*]",
                lines.get(main - 1));
        assertTrue(lines.contains(options("java")), first.out());
        assertTrue(lines.contains(options("compute")), first.out());
        assertTrue(lines.contains("[-Dlanewise.tty=]"), first.out());
        assertTrue(lines.contains("[-Dlanewise.columns=80]"), first.out());
        assertTrue(lines.contains("[-Dlanewise.rows=24]"), first.out());
        assertEquals(List.of(directory.resolve("jdk-25") + " -q -f " + house
                + "/pom.xml -Dstyle.color=never -Dquick -pl cli -am package"), builds());
        assertEquals("", launch("train").expect(42).err());
        assertEquals(1, builds().size());
    }

    /** Older or newer, what it was or still to come: a source that is another one is built once. */
    @Test
    void buildsOnceWhenASourceChangesOrGoes() throws Exception {
        launch().expect(42);
        Path source = house.resolve("engine/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(100_000)));
        expectBuilds(2);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(100_000)));
        expectBuilds(3);
        FileTime time = Files.getLastModifiedTime(source);
        Files.writeString(source, "longer");
        Files.setLastModifiedTime(source, time);
        expectBuilds(4);
        Files.setLastModifiedTime(source, FileTime.fromMillis(time.toMillis() + 1));
        expectBuilds(5);
        Files.delete(source);
        expectBuilds(6);
        Files.createFile(house.resolve("bench/src/main/B.java"));
        expectBuilds(7);
    }

    @Test
    void whatChangesDuringABuildIsBuiltNextTime() throws Exception {
        script(tools.resolve("mvn"), MAVEN + "echo more >\"$HOUSE/engine/src/main/A.java\"\n");
        launch().expect(42);
        script(tools.resolve("mvn"), MAVEN);
        expectBuilds(2);
    }

    private void expectBuilds(int count) throws IOException, InterruptedException {
        launch().expect(42);
        launch().expect(42);
        assertEquals(count, builds().size());
    }

    @Test
    void buildsWhatIsMissingOrDamagedOfTheProgram() throws Exception {
        launch().expect(42);
        Files.delete(house.resolve("cli/target/lanewise-cli.jar"));
        expectBuilds(2);
        Path library = house.resolve("cli/target/lib/a.jar");
        Files.writeString(library, "ja");
        expectBuilds(3);
        assertEquals("jar\n", Files.readString(library));
        Files.delete(library);
        expectBuilds(4);
    }

    /** Damaged ones would crash Java at every start. */
    @Test
    void classArchivesThatChangedAreMadeAnew() throws Exception {
        launch("summary").expect(42);
        Files.writeString(house.resolve("cli/target/launcher.aot"), "damaged");
        Outcome outcome = launch("summary").expect(42);
        assertEquals("lanewise: making the class archives anew, as they were changed\n",
                outcome.err());
        assertFalse(Files.exists(house.resolve("cli/target/launcher.aot")));
        assertEquals("", launch("summary").expect(42).err());
        assertEquals(1, builds().size());
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
        assertEquals(2, builds().size());
    }

    /** With a lock of the dead, with the system's locks and without. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSeveralLaunchersOneBuilds(boolean flock) throws Exception {
        leaveLock(flock, "4194303");
        script(tools.resolve("mvn"), MAVEN.replace("mkdir", "sleep 1; mkdir"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
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

    /** That of the dead, an empty one, and numbers that came again: ours, and that of process 1. */
    @ParameterizedTest
    @CsvSource({"true, 4194303", "true, ''", "true, 1", "true, folder", "false, 4194303",
            "false, 1"})
    void aLockWhoseOwnerIsGoneIsVoid(boolean flock, String owner) throws Exception {
        leaveLock(flock, owner);
        launch().expect(42);
        assertEquals(1, builds().size());
    }

    /** Leaves a lock behind as a launcher does that is killed as it builds. */
    private void leaveLock(boolean flock, String owner) throws Exception {
        Path lock = Files.createDirectories(house.resolve("cli/target"))
                .resolve("launcher.lock");
        if (owner.equals("folder")) {
            Files.createDirectory(lock);
        } else {
            Files.writeString(lock, owner + "\n");
        }
        if (!flock) {
            Files.delete(tools.resolve("flock"));
            Path folder = Files.createDirectory(lock.resolveSibling("launcher.lock.d"));
            Process host = new ProcessBuilder("uname", "-n").start();
            String name = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve("owner"),
                    name.strip() + " " + owner + " Thu Jan  1 00:00:00 1970\n");
        }
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
        assertTrue(launch("summary").outLines().contains("what is piped in"));
    }

    @Test
    void onlyCommandsThatComputeGetTheVectorModule() throws Exception {
        for (String command : List.of("--help", "-h", "--version", "-V", "summary", "runs",
                "compare", "predict", "export", "completion")) {
            List<String> lines = launch(command).outLines();
            assertFalse(lines.contains(options("compute")), command);
            assertTrue(lines.contains(options("quick")), command);
        }
        assertFalse(launch().outLines().contains(options("compute")));
        assertFalse(launch("show").outLines().contains(options("compute")));
        for (String command : List.of("train", "evaluate", "serve", "bench", "doctor", "--debug")) {
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
        assertTrue(first > lines.indexOf("[-Xmx1g]"));
    }

    /** The user's options win, wherever they come from: those of the launcher that exclude them go. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "JAVA_TOOL_OPTIONS  | -XX:+UseZGC             | UseSerialGC",
            "_JAVA_OPTIONS      | -Dx='-XX:+UseG1GC'      | UseSerialGC",
            "JDK_JAVA_OPTIONS   | @a-file                 | UseSerialGC,Xm,AOTCache,TieredStop",
            "LANEWISE_JAVA_OPTS | -Xmx40m                 | Xms64m,Xmx1g",
            "JAVA_TOOL_OPTIONS  | -XX:MaxRAMPercentage=50 | Xms64m,Xmx1g",
            "JAVA_TOOL_OPTIONS  | -Xshare:off             | AOTCache,SharedArchiveFile",
            "JAVA_TOOL_OPTIONS  | -XX:TieredStopAtLevel=1 | Level=1,CompilationMode,CICompilerCount",
            "LANEWISE_JAVA_OPTS | -XX:-TieredCompilation  | Level=1,CompilationMode,CICompilerCount"})
    void whatTheUserNamesTheLauncherLeavesOut(String variable, String option, String leftOut)
            throws Exception {
        environment.put(variable, option);
        for (String command : List.of("train", "predict")) {
            String own = launch(command).out().replace("[" + option + "]", "");
            for (String text : leftOut.split(",")) {
                assertFalse(own.contains(text), own);
            }
            assertTrue(own.contains("[-XX:+DisplayVMOutputToStderr]"), own);
        }
    }

    @Test
    void optionsInQuotesMayHoldBlanksAndLogsGoToStandardError() throws Exception {
        environment.put("LANEWISE_JAVA_OPTS", "-Da='b  *' -Xlog:gc \"-Xlog:jit::uptime\"");
        List<String> lines = launch("summary").outLines();
        assertTrue(lines.containsAll(
                List.of("[-Da=b  *]", "[-Xlog:gc:stderr]", "[-Xlog:jit:stderr:uptime]")),
                lines.toString());
    }

    @Test
    void optionsThatJavaRefusesAreNamedWithTheirVariable() throws Exception {
        launch().expect(42);
        environment.put("REFUSE", "yes");
        environment.put("JAVA_TOOL_OPTIONS", "-XX:+Odd");
        Outcome outcome = launch("summary").expect(1);
        assertEquals("lanewise: Java doesn't start with the options in JAVA_TOOL_OPTIONS: Some flag"
                + " is odd; change them.\n", outcome.err());
        assertEquals("", outcome.out());
        environment.put("LANEWISE_JAVA_OPTS", "-Xint");
        String refusal = "lanewise: Without Java's compilers train would take ten to a hundred times"
                + " as long; leave -Xint and -XX:TieredStopAtLevel=0, 2 and 3 out of JAVA_TOOL_OPTIONS"
                + " or LANEWISE_JAVA_OPTS (1 will do).\n";
        assertEquals(refusal, launch("train").expect(1).err());
        for (int level : new int[]{0, 2, 3}) {
            environment.put("LANEWISE_JAVA_OPTS", "-XX:TieredStopAtLevel=" + level);
            assertEquals(refusal, launch("train").expect(1).err());
        }
    }

    /** In an ASCII locale Java would take bytes beyond ASCII in a path for question marks. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "xx_YY.UTF-8", "none"})
    void whereTheLocaleIsAsciiJavaGetsUnicode(String locale) throws Exception {
        environment.put("LC_ALL", locale);
        if (locale.equals("none")) {
            environment.remove("LC_ALL");
        }
        assertTrue(launch("summary").outLines().contains("LC_ALL=C.UTF-8"));
    }

    @Test
    void aPathThatJavaCannotTakeIsNamed() throws Exception {
        Path odd = directory.resolve("a:b");
        Files.createDirectory(odd);
        Path launcher = Files.copy(LAUNCHER, odd.resolve("lanewise"));
        assertEquals("lanewise: Lanewise is in '" + odd.toRealPath() + "', but in a path Java can't"
                + " take a colon or the end of a line; move or rename the folder.\n",
                launch(launcher, directory).expect(1).err());
        script(directory.resolve("bytes"), "#!/bin/sh\nexec \"" + house
                + "/lanewise\" predict \"$(printf 'a\\377b')\"\n");
        Outcome outcome = launch(directory.resolve("bytes"), directory).expect(1);
        assertTrue(outcome.err().contains("must be characters of the locale (UTF-8)"),
                outcome.err());
    }

    @Test
    void aWorkingFolderThatIsGoneIsToldOf() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        script(directory.resolve("leave"), "#!/bin/sh\nrmdir \"" + gone + "\"; exec \"" + house
                + "/lanewise\" summary\n");
        Outcome outcome = launch(directory.resolve("leave"), gone).expect(1);
        assertTrue(outcome.err()
                .endsWith("lanewise: The working folder is gone; change to one that"
                        + " is there.\n"),
                outcome.err());
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
