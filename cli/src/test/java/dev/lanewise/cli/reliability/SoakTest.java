package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.CommandLineHarness;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.Sgd;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingException;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process that trains, predicts, saves, loads and fails for {@code -Dsoak.minutes=} (30): its memory after collections,
 * its threads and its open files stay as they are, and no temporary file is left.
 */
@Tag("reliability")
@Tag("soak")
class SoakTest {
    private static final Duration TIME = Duration
            .ofSeconds((long) (60 * Double.parseDouble(System.getProperty(
                    "soak.minutes", "30"))));
    private static final Random RANDOM = new Random(Long.getLong("soak.seed", 11));
    private static final int SAMPLES = 40;
    /** What code that is compiled late and caches may add between the second quarter of the time and the last. */
    private static final double MOST_GROWTH = 1.1;
    private static final long MOST_EXTRA_KILOBYTES = 4096;

    @TempDir
    Path directory;
    private final Mnist mnist = Mnist.load();
    private final List<Sample> samples = new ArrayList<>();
    private int trainings;
    private int commands;
    private int failures;

    /**
     * What the process holds.
     *
     * @param heap kilobytes of the heap after collections
     * @param classes kilobytes of classes
     * @param resident kilobytes of memory, as the system counts; 0 where it doesn't tell
     * @param threads living threads
     * @param files open files; 0 where the system doesn't tell
     */
    private record Sample(long heap, long classes, long resident, long threads, long files) {

        static Sample now() throws IOException, InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(50);
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long classes = ManagementFactory.getMemoryPoolMXBeans()
                    .stream()
                    .filter(pool -> pool.getName().contains("Metaspace"))
                    .mapToLong(pool -> pool.getUsage().getUsed())
                    .sum();
            Path status = Path.of("/proc/self/status");
            long resident = !Files.exists(status) ? 0
                    : Files.readAllLines(status)
                            .stream()
                            .filter(line -> line.startsWith("VmRSS"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
            String[] files = new File("/proc/self/fd").list();
            return new Sample(heap >> 10, classes >> 10, resident,
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    files == null ? 0 : files.length);
        }
    }

    @Test
    void nothingGrows() throws Exception {
        long start = System.nanoTime();
        int round = 0;
        while (System.nanoTime() - start < TIME.toNanos()) {
            train();
            diverge();
            if (round++ % 3 == 0) {
                command();
            }
            if (System.nanoTime() - start > TIME.toNanos() / SAMPLES * (samples.size() + 1)) {
                samples.add(Sample.now());
            }
        }
        System.out.println("soak: " + round + " rounds, " + trainings + " trainings, " + commands
                + " commands, "
                + failures + " failures that were meant; the quarters of the time: " + quarter(1)
                + ", " + quarter(2)
                + ", " + quarter(3) + ", " + quarter(4));
        assertFlat("heap", Sample::heap);
        assertFlat("classes", Sample::classes);
        assertFlat("resident memory", Sample::resident);
        assertEquals(quarter(2).threads(), quarter(4).threads(), "threads");
        assertEquals(quarter(2).files(), quarter(4).files(), "open files");
        for (String name : Ended.files(directory)) {
            assertTrue(!name.startsWith("."), name);
        }
    }

    /** The last sample of a quarter. */
    private Sample quarter(int quarter) {
        return samples.get(samples.size() * quarter / 4 - 1);
    }

    private void assertFlat(String what, ToLongFunction<Sample> value) {
        long before = value.applyAsLong(quarter(2));
        long after = value.applyAsLong(quarter(4));
        assertTrue(after <= MOST_GROWTH * before + MOST_EXTRA_KILOBYTES,
                () -> what + " grew from " + before + " kB to " + after + " kB: " + samples);
    }

    private Dataset some() {
        int from = RANDOM.nextInt(50_000);
        return mnist.train().slice(from, from + 100 + RANDOM.nextInt(900));
    }

    private TrainerBuilder options() {
        List<Augmentation> augmentations = List.of(Augmentation.none(), Augmentation.shifts(),
                Augmentation.elastic());
        TrainerBuilder builder = Trainer.of(Lenet5.standard())
                .normalization(Mnist.NORMALIZATION)
                .seed(RANDOM.nextLong())
                .threads(1 + RANDOM.nextInt(5))
                .batchSize(8 + RANDOM.nextInt(100))
                .dropLast(RANDOM.nextBoolean())
                .optimizer(RANDOM.nextBoolean() ? Sgd.nesterov(0.01, 0.9) : Adam.of(0.001))
                .augmentation(augmentations.get(RANDOM.nextInt(augmentations.size())))
                .ema(RANDOM.nextBoolean() ? 0.9 : 0);
        return RANDOM.nextBoolean() ? builder.validation(mnist.test().slice(0, 100)) : builder;
    }

    /** Trains, goes on from a checkpoint, saves and loads: the model says the same before and after. */
    private void train() throws IOException {
        Dataset data = some();
        Path checkpoint = directory.resolve("soak.checkpoint");
        Path file = directory.resolve("soak.safetensors");
        try (Trainer trainer = options().build()) {
            trainer.fit(data, 1 + RANDOM.nextInt(2));
            trainer.checkpoint().save(checkpoint);
            assertEquals(trainer.checkpoint().epoch(), Checkpoint.load(checkpoint).epoch());
            Model model = trainer.model();
            model.save(file);
            Model again = Model.load(file);
            for (int i = 0; i < 50; i++) {
                assertEquals(model.predict(mnist.test().image(i)).label(),
                        again.predict(mnist.test().image(i)).label());
            }
            again.evaluate(mnist.test().slice(0, 200));
        }
        trainings++;
    }

    /** A trainer that ends by an exception. */
    private void diverge() {
        try (Trainer trainer = Trainer.of(Lenet5.of(Activation.RELU))
                .optimizer(Sgd.of(1e6))
                .threads(3)
                .build()) {
            assertThrows(TrainingException.class,
                    () -> trainer.fit(mnist.train().slice(0, 200), 3));
        }
        failures++;
    }

    private void command() throws IOException {
        CommandLineHarness harness = new CommandLineHarness(directory);
        String run = "run";
        Ended.delete(directory.resolve(run));
        List<String[]> sound = List.of(
                new String[]{"train", "--limit", "300", "--epochs", "1", "--quiet", "--validation",
                        "none", "--threads",
                        Integer.toString(1 + RANDOM.nextInt(4)), "--run", run},
                new String[]{"train", "--resume", run, "--quiet", "--no-plots"},
                new String[]{"evaluate", run},
                new String[]{"predict", "--model", run, "test:1", "test:2"},
                new String[]{"show", "--random", "3"}, new String[]{"summary", run});
        for (String[] arguments : sound) {
            harness.run(arguments).expect(0);
        }
        commands += sound.size();
        assertTrue(Ended.files(directory.resolve(run))
                .stream()
                .noneMatch(name -> name.startsWith(".")));
        List<String[]> wrong = List.of(new String[]{"evaluate", "nowhere"},
                new String[]{"train", "--data", "nowhere"},
                new String[]{"predict", "nowhere.png"},
                new String[]{"predict", "--model", "soak.checkpoint", "test:1"},
                new String[]{"train", "--limit", "300", "--learning-rate", "1000", "--epochs", "2",
                        "--no-plots",
                        "--quiet"});
        for (String[] arguments : wrong) {
            Outcome outcome = harness.run(arguments);
            assertNotEquals(0, outcome.code(), String.join(" ", arguments));
        }
        failures += wrong.size();
    }
}
