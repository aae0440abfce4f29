package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.model.ModelFiles;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints that are damaged, or sound and full of numbers that no training has, are refused. */
class DamagedCheckpointTest {
    private static final Dataset DATA = SyntheticImages.of(8, 3, 2, 1);
    private static final int PARAMETERS = 20;
    private static final int RESULT_BYTES = 8 * Double.BYTES;
    @TempDir
    private Path folder;
    private byte[] whole = {};

    private static Trainer trainer() {
        return SyntheticImages.trainer(Network.input(1, 3, 3).dense(2).build())
                .threads(1)
                .batchSize(4)
                .seed(1)
                .optimizer(Adam.of(0.01))
                .validation(DATA)
                .build();
    }

    @BeforeEach
    void save() throws IOException {
        Path file = folder.resolve("whole.checkpoint");
        try (Trainer trainer = trainer()) {
            trainer.fit(DATA, 2);
            trainer.checkpoint().save(file);
        }
        whole = Files.readAllBytes(file);
    }

    private static Checkpoint read(byte[] bytes) throws IOException {
        return TensorFile.read("damaged", bytes, CheckpointFile.FORMAT);
    }

    private static String refusal(byte[] bytes, String what) {
        String message = assertThrows(ModelFormatException.class, () -> read(bytes), what)
                .getMessage();
        assertTrue(message.matches("The checkpoint damaged [^\\n]*; [^;\\n]*\\."), message);
        return message;
    }

    @Test
    void everyFileThatEndsEarlierIsRefused() {
        for (int length = 0; length < whole.length; length++) {
            refusal(Arrays.copyOf(whole, length), "cut after " + length);
        }
    }

    @Test
    void everyBitThatIsTurnedOverIsNoticed() {
        byte[] damaged = whole.clone();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refusal(damaged, "bit " + bit);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** The checkpoint with one text replaced, and a checksum that fits. */
    private byte[] with(String name, String value) throws IOException {
        Matcher text = Pattern.compile("\"" + name + "\":\"[^\"]*\"")
                .matcher(ModelFiles.header(whole));
        assertTrue(text.find(), name);
        return ModelFiles.sealed(ModelFiles.file(
                text.replaceFirst("\"" + name + "\":\"" + value + "\""), ModelFiles.data(whole)));
    }

    @Test
    void theSoundOneIsRead() throws IOException {
        Checkpoint checkpoint = read(with("updates", "4"));
        assertEquals(4, checkpoint.state().updates());
        assertEquals(2, checkpoint.results().size());
    }

    /** Of 2 epochs in 2 steps of 4 images, 4 of the 8 of the last epoch classified right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"updates | -1", "updates | 3",
            "updates | 9223372036854775808", "updates | four", "updates | 4 4", "epochs_done | -5",
            "epochs_done | 0", "epochs_done | 1", "epochs_done | 3", "epochs_done | 2147483647",
            "epochs_done | 2147483648", "progress | ''", "progress | 1 2 2 2 2 8 4 1.0 0.01 1",
            "progress | Progress[]", "progress | Progress[steps=2]", "sizes | 2 1 20 0 20 20 20",
            "sizes | Sizes[]", "sizes | Sizes[results=2]", "scalars | Scalars[beta1_power=NaN]",
            "scalars | Scalars[beta1_power=x]", "scalars | Scalars[", "scalars | 0.5 0.5"})
    void numbersOfNoTrainingAreRefused(String name, String value) throws IOException {
        refusal(with(name, value), name + " " + value);
    }

    @Test
    void aSoundTextIsReadWithItsNumbersSetAnew() throws IOException {
        assertEquals(8, read(set("progress", "images", "8")).progress().images());
        assertEquals(20, read(set("sizes", "best", "20")).state().best().length);
    }

    @ParameterizedTest
    @CsvSource({"firstEpoch, 0", "firstEpoch, -7", "firstEpoch, 3", "epochs, 1",
            "epochs, 2147483648", "steps, -1", "steps, 0", "steps, 1000000", "epoch, 3",
            "epoch, 1", "step, 3", "step, 1", "step, -9", "images, -8", "correct, 9",
            "lossSum, NaN", "lossSum, 1e999", "learningRate, -0.01", "nanos, -1", "nanos, x",
            "epoch, '2, more=1'"})
    void aPlaceThatNoTrainingComesToIsRefused(String name, String value) throws IOException {
        refusal(set("progress", name, value), name + " " + value);
    }

    @ParameterizedTest
    @CsvSource({"best, 0", "best, -20", "best, 21", "parameters, 4294967295",
            "parameters, 2147483647", "results, 2147483647", "results, 1", "first_moment, 0",
            "average, 20", "second_moment, '20, third=0'"})
    void sizesOfOtherTensorsAreRefused(String name, String value) throws IOException {
        refusal(set("sizes", name, value), name + " " + value);
    }

    /** The checkpoint with a named number in one of its texts replaced, and a checksum that fits. */
    private byte[] set(String text, String name, String value) throws IOException {
        Matcher number = Pattern.compile("(\"" + text + "\":\"[^\"]*\\b" + name + "=)[^,\\]]*")
                .matcher(ModelFiles.header(whole));
        assertTrue(number.find(), name);
        return ModelFiles.sealed(ModelFiles.file(number.replaceFirst("$1" + value),
                ModelFiles.data(whole)));
    }

    private static void assertResumeRefused(byte[] bytes, String reason) throws IOException {
        Checkpoint checkpoint = read(bytes);
        try (Trainer trainer = trainer()) {
            String message = assertTimeoutPreemptively(Duration.ofSeconds(20),
                    () -> assertThrows(IllegalArgumentException.class,
                            () -> trainer.resume(DATA, checkpoint)).getMessage());
            assertTrue(message.contains(reason), message);
        }
    }

    @Test
    void stepsOrPowersOfAnotherTrainingAreRefusedBeforeItGoesOn() throws IOException {
        assertResumeRefused(with("progress", "Progress[firstEpoch=1, epochs=5, steps=1, epoch=3, "
                + "step=0, images=0, correct=0, lossSum=0.0, learningRate=0.01, nanos=0]"),
                "steps");
        assertResumeRefused(set("scalars", "beta1_power", "1.0"), "betas");
        assertResumeRefused(set("scalars", "beta2_power", "-0.5"), "betas");
        assertResumeRefused(with("scalars", "Scalars[beta1_power=0.5]"), "the names");
        assertResumeRefused(with("scalars", "Scalars[beta1_power=0.5, beta_power=0.5]"),
                "the names");
    }

    @Test
    void aHugeNumberOfUpdatesIsNotCountedUpTo() throws IOException {
        Checkpoint checkpoint = read(with("updates", "999999999999999999"));
        try (Trainer trainer = trainer()) {
            assertTimeoutPreemptively(Duration.ofSeconds(20),
                    () -> trainer.resume(DATA, checkpoint));
            assertEquals(999_999_999_999_999_999L, trainer.checkpoint().state().updates());
        }
    }

    /** A number of the tensors replaced, at an index of bytes. */
    private byte[] withData(int at, double value) throws IOException {
        byte[] data = ModelFiles.data(whole);
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putDouble(at, value);
        return ModelFiles.sealed(ModelFiles.file(ModelFiles.header(whole), data));
    }

    /** In order: epoch, loss, accuracy, the same of validation, learning rate, time, speed. */
    @ParameterizedTest
    @CsvSource({"0, 2", "0, 0", "0, 1.5", "0, NaN", "1, NaN", "1, Infinity", "2, -0.1", "2, 1.1",
            "3, NaN", "4, NaN", "4, 2", "5, -1", "6, -1", "6, Infinity", "7, NaN"})
    void aResultThatNoEpochReachesIsRefused(int number, double value) throws IOException {
        assertTrue(refusal(withData(number * Double.BYTES, value), "first result")
                .contains("its results must be of "));
        if (number > 0) {
            int best = 2 * RESULT_BYTES;
            refusal(withData(best + number * Double.BYTES, value), "best result");
        }
    }

    /** A moment may have overflowed, and training has gone on. */
    @Test
    void weightsThatAreNotFiniteAreRefusedAndMomentsThatAreNoNumbers() throws IOException {
        byte[] data = ModelFiles.data(whole);
        int weights = 3 * RESULT_BYTES;
        for (int i = weights; i < data.length; i += Float.BYTES) {
            byte[] wrong = data.clone();
            ByteBuffer bytes = ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putFloat(i, Float.NaN);
            refusal(ModelFiles.sealed(ModelFiles.file(ModelFiles.header(whole), wrong)), "at " + i);
            bytes.putFloat(i, Float.POSITIVE_INFINITY);
            byte[] infinite = ModelFiles.sealed(ModelFiles.file(ModelFiles.header(whole), wrong));
            int value = (i - weights) / Float.BYTES;
            if (value >= 2 * PARAMETERS) {
                assertEquals(PARAMETERS,
                        read(infinite).state().states().get("second_moment").length);
            } else {
                refusal(infinite, "at " + i);
            }
        }
    }

    /** Where the texts of the header would take 16 MB. */
    @Test
    void aHundredThousandEpochsComeBackToTheBit() throws IOException {
        Random random = new Random(7);
        List<EpochResult> results = new ArrayList<>();
        int epochs = 100_000;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            boolean validated = epoch % 3 > 0;
            results.add(EpochResults.of(epoch, random.nextGaussian(), random.nextDouble(),
                    validated ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
                    validated ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
                    epoch == 9 ? Double.MIN_VALUE : random.nextDouble(), random.nextDouble(),
                    random.nextDouble() * 1e9));
        }
        StepProgress progress = new StepProgress(1, epochs + 1, 1);
        progress.beginEpoch(epochs);
        StepSums sums = new StepSums(4);
        sums.begin(4);
        for (int i = 0; i < 4; i++) {
            sums.count(1, true);
            sums.note(i, -0.0, -0.0, i < 2);
        }
        progress.add(4, sums, 0.1, 5);
        float[] weights = {1, -2, Float.MIN_VALUE};
        SortedMap<String, Double> scalars = new TreeMap<>(Map.of("power", 0.5, "count", 3.0));
        SortedMap<String, float[]> states = new TreeMap<>(
                Map.of("one", weights, "three", weights, "two", new float[]{3, 4, 5}));
        Checkpoint checkpoint = new Checkpoint(new TreeMap<>(), progress, epochs, results,
                results.get(3), new Checkpoint.State(weights, new float[0], weights, epochs,
                        scalars, states));
        Path file = folder.resolve("long.checkpoint");
        checkpoint.save(file);
        Checkpoint loaded = Checkpoint.load(file);
        assertEquals(results, loaded.results());
        assertEquals(results.get(3), loaded.best());
        assertEquals(progress.attributes(), loaded.progress().attributes());
        assertArrayEquals(weights, loaded.state().parameters());
        assertEquals(epochs, loaded.state().updates());
        assertEquals(scalars, loaded.state().scalars());
        assertEquals(states.keySet(), loaded.state().states().keySet());
        states.forEach((name, array) -> assertArrayEquals(array,
                loaded.state().states().get(name)));
    }

    @Test
    void anArrayMustNotHaveTheNameOfAnother() {
        for (String name : new String[]{"parameters", "average", "best", "results",
                "best_result"}) {
            Checkpoint checkpoint = new Checkpoint(new TreeMap<>(), new StepProgress(1, 1, 1), 0,
                    List.of(), null, new Checkpoint.State(new float[1], new float[0], new float[0],
                            0, new TreeMap<>(), new TreeMap<>(Map.of(name, new float[1]))));
            assertThrows(IllegalArgumentException.class,
                    () -> checkpoint.save(folder.resolve("none.checkpoint")));
        }
    }
}
