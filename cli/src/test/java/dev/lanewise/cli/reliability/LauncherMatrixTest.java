package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The launcher, built in a copy of this checkout, in each surrounding: options for Java in each variable that holds some,
 * odd names of folders, and locales. Each command works and gives what it gives everywhere, or ends with exit code 1 and
 * one sentence; and standard output holds nothing of Java's.
 */
@Tag("reliability")
@Tag("matrix")
@TestInstance(Lifecycle.PER_CLASS)
class LauncherMatrixTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent();
    private static final Duration MOST_CPU = Duration.ofSeconds(60);
    private static final Duration MOST_WAITING = Duration.ofMinutes(10);
    private static final String USED_EVERYWHERE = "JAVA_TOOL_OPTIONS";
    private static final List<String> OTHER_VARIABLES = List.of("JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS", "LANEWISE_JAVA_OPTS");
    private static final String UMLAUT = "h\\303\\244user";

    /** Copies what a build needs from the checkout. */
    private static final String COPY = """
            for part in lanewise pom.xml .mvn engine/pom.xml engine/src/main mnist/pom.xml \\
                mnist/src/main bench/pom.xml bench/src/main cli/pom.xml cli/src/main; do
                mkdir -p "$2/$(dirname "$part")" && cp -pR "$1/$part" "$2/$part" || exit
            done
            """;

    /** Starts the launcher of a house, whose name may hold what this Java takes in no path. */
    private static final String START = """
            house=$(printf "$HOUSE")
            [ -e "$house" ] || cp -a house "$house" || exit 99
            exec "$house/lanewise" "$@"
            """;

    /** Whether a command must work, must be refused, or may be either, but soundly. */
    private enum End {
        WORKS, REFUSED, EITHER
    }

    /**
     * Where the launcher is started.
     *
     * @param house the name of the checkout's folder, with octal escapes
     * @param environment the variables that are added; an empty value removes one
     */
    private record Surrounding(String name, String house, Map<String, String> environment,
            End training, End prediction) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** One command in one surrounding. */
    private record Row(Surrounding surrounding, String command, int code, Duration cpu) {}

    private Path directory = Path.of("");
    private final List<Row> rows = new ArrayList<>();
    private String weights = "";
    private String guess = "";

    static List<Surrounding> surroundings() {
        List<Surrounding> all = new ArrayList<>();
        for (String option : List.of("-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC",
                "-XX:+UseZGC", "-Xshare:off", "-XX:TieredStopAtLevel=1",
                "-Xlog:gc*", "-verbose:class", "-XX:+PrintCommandLineFlags")) {
            all.add(option(USED_EVERYWHERE, option, End.WORKS, End.WORKS));
        }
        // Not every JDK has this collector, and not every image fits into that heap.
        all.add(option(USED_EVERYWHERE, "-XX:+UseShenandoahGC", End.EITHER, End.EITHER));
        all.add(option(USED_EVERYWHERE, "-Xmx48m", End.EITHER, End.EITHER));
        for (int level : new int[]{0, 2, 3}) {
            all.add(option(USED_EVERYWHERE, "-XX:TieredStopAtLevel=" + level, End.REFUSED,
                    End.WORKS));
        }
        all.add(option(USED_EVERYWHERE, "-Xint", End.REFUSED, End.WORKS));
        all.add(option(USED_EVERYWHERE, "-XX:+NoSuchOption", End.REFUSED, End.REFUSED));
        for (String variable : OTHER_VARIABLES) {
            all.add(option(variable, "-XX:+UseParallelGC", End.WORKS, End.WORKS));
            all.add(option(variable, "-XX:TieredStopAtLevel=1", End.WORKS, End.WORKS));
            all.add(option(variable, "-Xint", End.REFUSED, End.WORKS));
        }
        for (String house : List.of("a b", UMLAUT, "a!b", "a'b", "a$b")) {
            all.add(new Surrounding("in " + house, house, Map.of(), End.WORKS, End.WORKS));
        }
        all.add(new Surrounding("in a:b", "a:b", Map.of(), End.REFUSED, End.REFUSED));
        for (String locale : List.of("C", "POSIX", "xx_YY.UTF-8", "")) {
            all.add(new Surrounding("locale " + locale, UMLAUT,
                    Map.of("LC_ALL", locale, "HOME", ""), End.WORKS, End.WORKS));
        }
        return all;
    }

    private static Surrounding option(String variable, String option, End training,
            End prediction) {
        return new Surrounding(variable + "=" + option, "house", Map.of(variable, option),
                training, prediction);
    }

    @BeforeAll
    void build(@TempDir Path fresh) throws Exception {
        directory = fresh;
        Process copy = new ProcessBuilder("/bin/sh", "-c", COPY, "copy", CHECKOUT.toString(),
                directory.resolve("house").toString()).inheritIO().start();
        assertEquals(0, copy.waitFor());
        Surrounding plain = new Surrounding("plain", "house", Map.of(), End.WORKS, End.WORKS);
        weights = weights(run(plain, train("first")).expect(0));
        guess = run(plain, predict()).expect(0).out();
        rows.clear();
    }

    private static List<String> train(String run) {
        return List.of("train", "--limit", "200", "--epochs", "1", "--validation", "none",
                "--no-plots", "--json", "--quiet", "--run", run);
    }

    private static List<String> predict() {
        return List.of("predict", "--model", "first", "test:0");
    }

    private static String weights(Outcome outcome) {
        return outcome.events().getLast().get("weights_sha256").getAsString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("surroundings")
    void everyCommandWorksOrSaysInASentenceWhyNot(Surrounding surrounding) throws Exception {
        String run = "run" + rows.size();
        String resumed = "resumed" + rows.size();
        copyRun(resumed);
        Outcome training = run(surrounding, train(run));
        Outcome prediction = run(surrounding, predict());
        Outcome resume = run(surrounding,
                List.of("train", "--resume", resumed, "--json", "--quiet"));
        if (isSound(training, surrounding.training())) {
            assertEquals(weights, weights(training));
        }
        if (isSound(resume, surrounding.training())) {
            assertEquals(weights, weights(resume));
        }
        if (isSound(prediction, surrounding.prediction())) {
            assertEquals(guess, prediction.out());
        }
    }

    private void copyRun(String to) throws IOException {
        Path from = directory.resolve("first");
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(to).resolve(from.relativize(file)));
            }
        }
    }

    /** Whether a command worked; fails if it neither did nor said soundly why not. */
    private static boolean isSound(Outcome outcome, End expected) {
        if (outcome.code() == 0) {
            assertNotEquals(End.REFUSED, expected, outcome::toString);
            return true;
        }
        assertNotEquals(End.WORKS, expected, outcome::toString);
        assertEquals(1, outcome.code(), outcome::toString);
        assertEquals("", outcome.out());
        List<String> told = outcome.err()
                .lines()
                .filter(line -> !line.isEmpty()
                        && !line.matches(
                                "(NOTE: )?Picked up .*|WARNING: Using incubator modules.*"))
                .toList();
        assertEquals(1, told.size(), outcome::toString);
        assertTrue(told.get(0).matches("lanewise: .*\\."), outcome::toString);
        return false;
    }

    private Outcome run(Surrounding surrounding, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", START, "start"));
        command.addAll(arguments);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment(surrounding));
        Process process = builder.start();
        Duration cpu = await(process);
        int code = process.waitFor();
        rows.add(new Row(surrounding, arguments.get(0)
                + (arguments.contains("--resume") ? " --resume" : ""), code, cpu));
        return new Outcome(code, Files.readString(out), Files.readString(err));
    }

    private static Map<String, String> environment(Surrounding surrounding) {
        Map<String, String> variables = new HashMap<>(Map.of("LC_ALL", "C.UTF-8",
                "PATH", System.getenv("PATH"), "HOME", System.getProperty("user.home"),
                "JAVA_HOME", System.getProperty("java.home"), "HOUSE", surrounding.house()));
        variables.putAll(surrounding.environment());
        variables.values().removeIf(String::isEmpty);
        return variables;
    }

    /** Waits for the end and returns the processor's time, which other programs don't stretch. */
    private static Duration await(Process process) throws InterruptedException {
        long begin = System.nanoTime();
        Duration cpu = Duration.ZERO;
        boolean inTime = true;
        while (inTime && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            inTime = cpu.compareTo(MOST_CPU) < 0
                    && System.nanoTime() - begin < MOST_WAITING.toNanos();
        }
        process.destroyForcibly();
        assertTrue(inTime, "still running after " + cpu + " of the processor's time");
        return cpu;
    }

    @AfterAll
    void print() {
        Map<String, Integer> ends = new TreeMap<>();
        for (Row row : rows) {
            String end = row.code() == 0 ? "works" : "exit " + row.code();
            ends.merge(end, 1, Integer::sum);
            System.out.printf(Locale.ROOT, "%-45s %-15s %-7s %5.1f s%n", row.surrounding().name(),
                    row.command(), end, row.cpu().toMillis() / 1000.0);
        }
        System.out.println(rows.size() + " commands: " + ends);
    }
}
