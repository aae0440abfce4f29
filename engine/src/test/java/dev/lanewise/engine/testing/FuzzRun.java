package dev.lanewise.engine.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Fuzzes a target: Jazzer makes inputs for {@code -Dfuzz.seconds=} (60), guided by the branches they take. Then a Java
 * with 64 MB reads all inputs that took a new one, failed, or were slow, and judges them: Jazzer itself needs more
 * memory than that, and knows how late it is, but not how busy the machine was. What was learnt stays in
 * {@code target/fuzz}, and the next run goes on from there.
 */
public final class FuzzRun {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_LENGTH = 8192;
    private static final int SHOWN_LINES = 60;

    private final FuzzTarget target;
    private final Path folder;

    private FuzzRun(FuzzTarget target) {
        this.target = target;
        this.folder = FuzzCorpus.workFolder(target);
    }

    /** Fuzzes a target; fails if an input went wrong. */
    public static void of(FuzzTarget target) throws Exception {
        new FuzzRun(target).run();
    }

    private void run() throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path findings = Files.createDirectories(folder.resolve("findings"));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Path kept = FuzzCorpus.folder(target);
        int number = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(seeds.resolve("seed-" + number++), seed);
        }
        List<String> folders = Stream.of(corpus, seeds, kept)
                .filter(Files::isDirectory)
                .map(Path::toString)
                .toList();
        boolean sound = java("jazzer.log", SECONDS + 120, jazzer(folders, findings));
        List<String> all = new ArrayList<>(folders);
        all.add(findings.toString());
        boolean modest = java("replay.log", 600, replay(all));
        System.out.println(target.name() + ": " + summary());
        assertTrue(sound && modest,
                () -> "Inputs of " + target.name() + " went wrong; they are in " + findings
                        + ". Mend the reader, and keep each as a small file in " + kept + ".\n"
                        + tail());
    }

    private List<String> jazzer(List<String> folders, Path findings) {
        List<String> command = new ArrayList<>(List.of("-Xmx192m", "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--target_args=" + target.getClass().getName(),
                "--instrumentation_includes=" + target.instrumented(),
                "--keep_going=" + MOST_FINDINGS,
                "--reproducer_path=" + folder, "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + SECONDS, "-max_len=" + MOST_LENGTH, "-timeout=60",
                "-report_slow_units=2",
                "-rss_limit_mb=0",
                "-print_final_stats=1"));
        command.addAll(folders);
        return command;
    }

    private List<String> replay(List<String> folders) {
        List<String> command = new ArrayList<>(
                List.of("-Xmx64m", "-cp", System.getProperty("java.class.path"),
                        JazzerTarget.class.getName(), target.getClass().getName()));
        command.addAll(folders);
        return command;
    }

    private boolean java(String log, int seconds, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true"));
        command.addAll(target.javaOptions());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** How many inputs were tried, and how many of them took a new branch. */
    private String summary() throws IOException {
        String tried = lines("jazzer.log")
                .filter(line -> line.startsWith("stat::number_of_executed_units"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElse("an unknown number of");
        String wrong = lines("replay.log").filter(line -> line.startsWith(JazzerTarget.WRONG))
                .map(line -> line.substring(JazzerTarget.WRONG.length()))
                .findFirst()
                .orElse("an unknown number of");
        return tried + " inputs tried, " + FuzzCorpus.files(folder.resolve("corpus")).size()
                + " kept, " + wrong + " went wrong";
    }

    private Stream<String> lines(String log) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(log)),
                java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines();
    }

    private String tail() {
        try {
            List<String> told = Stream.concat(
                    lines("jazzer.log")
                            .filter(line -> line.startsWith("== Java") || line.contains("ERROR: ")),
                    lines("replay.log").filter(line -> !line.startsWith("\tat ")))
                    .toList();
            return String.join("\n",
                    told.subList(Math.max(0, told.size() - SHOWN_LINES), told.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
