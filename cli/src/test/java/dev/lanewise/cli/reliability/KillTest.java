package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training that is killed, as by a loss of power or a machine that runs out of memory: SIGKILL at random moments, then a
 * resume, again and again. Whatever is there is whole, and the end is that of a run which nobody disturbed.
 */
class KillTest {
    private static final int SIGKILLED = 137;
    private static final int MOST_KILLS_OF_A_CHAIN = 10;
    private static final int KILLS = Integer.getInteger("kill.count", 200);
    private static final long SEED = Long.getLong("kill.seed", 1);

    /** Options under which the whole state of training differs; each chain takes the next. */
    private static final List<List<String>> OPTIONS = List.of(
            List.of("--optimizer", "adam", "--ema", "0.99", "--augment", "shift", "--validation",
                    "40"),
            List.of("--recipe", "standard", "--validation", "40", "--patience", "0"),
            List.of("--recipe", "fast", "--optimizer", "sgd", "--nesterov", "--schedule",
                    "one-cycle"),
            List.of("--optimizer", "adamw", "--augment", "elastic", "--validation", "none",
                    "--drop-last"),
            List.of("--recipe", "lenet5-1998"),
            List.of("--recipe", "article", "--validation", "test", "--batch-size", "7"),
            List.of("--recipe", "accurate", "--validation", "40", "--label-smoothing", "0.1"));

    @TempDir
    Path directory;
    private Path data = Path.of("");
    private Program program = new Program(Path.of(""));
    private int killed;
    private int begunAnew;

    @BeforeEach
    void write() throws IOException {
        program = new Program(directory);
        data = TinyData.write(directory.resolve("data"), 300, 50);
    }

    private List<String> train(List<String> options, int epochs, String run) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--data", data.toString(), "--epochs",
                        Integer.toString(epochs), "--run", run, "--no-plots", "--json"));
        if (!options.contains("--batch-size")) {
            arguments.addAll(List.of("--batch-size", "32"));
        }
        arguments.addAll(options);
        return arguments;
    }

    /** Waits for a moment of the kind that has its turn, or for the end of the process. */
    private void await(Process process, Random random, Path run, Duration whole) throws Exception {
        int kind = killed % 3;
        if (kind == 0) {
            process.waitFor(random.nextLong(whole.toMillis()), TimeUnit.MILLISECONDS);
            return;
        }
        // Between the beginning and the end of a file that is written, or soon after it.
        process.waitFor(random.nextLong(whole.toMillis() / 2), TimeUnit.MILLISECONDS);
        while (process.isAlive() && !isWriting(run)) {
            Thread.onSpinWait();
        }
        if (kind == 2) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
        }
    }

    private static boolean isWriting(Path run) {
        String[] names = run.toFile().list();
        return names != null && Stream.of(names).anyMatch(name -> name.endsWith(".tmp"));
    }

    /** Kills and resumes one run until it has been killed so many times, then lets it end; compares. */
    private void chain(List<String> options, int epochs, int kills, Random random)
            throws Exception {
        long start = System.nanoTime();
        Ended whole = Ended.of(directory.resolve("whole"),
                program.run(train(options, epochs, "whole")));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Path run = directory.resolve("run");
        int before = killed;
        boolean resume = false;
        while (true) {
            List<String> arguments = resume
                    ? List.of("train", "--resume", "run", "--no-plots", "--json", "--threads",
                            Integer.toString(1 + random.nextInt(3)))
                    : train(options, epochs, "run");
            Program.Running running = program.start(arguments);
            if (killed - before < kills) {
                await(running.process(), random, run, time);
                running.kill();
            }
            Outcome outcome = running.outcome();
            if (outcome.code() == 0) {
                whole.assertSame(Ended.of(run, outcome),
                        options + " after " + (killed - before) + " kills");
                break;
            }
            assertEquals(SIGKILLED, outcome.code(), () -> options + ": " + outcome.err());
            killed++;
            resume = hasCheckpoint(run);
            if (!resume) {
                begunAnew++;
                Ended.delete(run);
            }
        }
        Ended.delete(run);
        Ended.delete(directory.resolve("whole"));
    }

    /** Whether there is a checkpoint; one that is there must be sound. */
    private static boolean hasCheckpoint(Path run) throws IOException {
        Path checkpoint = run.resolve("last.checkpoint");
        if (!Files.exists(checkpoint)) {
            return false;
        }
        assertTrue(Checkpoint.load(checkpoint).epoch() >= 1);
        return true;
    }

    /** With what starts fastest, as the machine may be busy: the bits are the same. */
    @Test
    void aFewKillsAreSurvived() throws Exception {
        program = new Program(directory, "quick.options", List.of());
        List<String> options = new ArrayList<>(OPTIONS.getFirst());
        options.addAll(List.of("--kernels", "scalar", "--limit", "60"));
        Random random = new Random(SEED);
        // A run may end before it is killed: then a longer one is tried.
        for (int epochs = 10; killed == 0 && epochs <= 160; epochs *= 2) {
            chain(options, epochs, 3, random);
        }
        assertTrue(killed > 0, "it ended before it was killed");
    }

    @Tag("reliability")
    @Tag("kill")
    @Test
    void manyKillsAreSurvived() throws Exception {
        Random random = new Random(SEED);
        List<String> lost = new ArrayList<>();
        int chains = 0;
        while (killed < KILLS) {
            List<String> options = OPTIONS.get(chains++ % OPTIONS.size());
            try {
                chain(options, 100, Math.min(MOST_KILLS_OF_A_CHAIN, KILLS - killed), random);
            } catch (AssertionError e) {
                lost.add(e.getMessage());
                Ended.delete(directory.resolve("run"));
                Ended.delete(directory.resolve("whole"));
                assertTrue(chains < KILLS, () -> String.join("\n", lost));
            }
        }
        System.out.println("kill: " + killed + " kills in " + chains + " chains, " + begunAnew
                + " before the first checkpoint, " + lost.size() + " chains lost");
        assertEquals(List.of(), lost);
    }
}
