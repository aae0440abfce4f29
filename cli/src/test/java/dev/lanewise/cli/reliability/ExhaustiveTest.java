package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.cli.CommandLineHarness;
import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.mnist.Mnist;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damage to the files of a real run and its data: bits turned over, ends cut off, pages of zeros. A file is refused in one
 * sentence, or what it says is as before; where the format has no checksum it may say something else, but nothing worse.
 */
@Tag("reliability")
@Tag("exhaustive")
class ExhaustiveTest {
    private static final int DATA = 4;
    private static final int MODEL = 5;
    private static final int USAGE = 2;
    private static final int PAGE = 4096;
    private static final int BODY_BITS = Integer.getInteger("exhaustive.bits", 10_000);
    private static final int RESUMES = Integer.getInteger("exhaustive.resumes", 500);
    private static final int LONGEST_SENTENCE = 1000;
    private static final int SHOWN = 10;
    private static final Pattern WEIGHTS = Pattern.compile("\"weights_sha256\":\"(\\w+)\"");

    @TempDir
    Path directory;
    private Path data = Path.of("");
    private Path run = Path.of("");
    private CommandLineHarness harness = new CommandLineHarness(Path.of(""));
    private final List<String> wrong = new ArrayList<>();
    private int cases;
    private int refused;
    private int changed;

    /** What is made of a damaged file: a text of its content, or nothing where it is refused as it should be. */
    private interface Reader {
        Optional<String> read(byte[] file) throws Exception;
    }

    @BeforeEach
    void train() throws IOException {
        harness = new CommandLineHarness(directory);
        data = TinyData.write(directory.resolve("data"), 64, 20);
        run = directory.resolve("run");
        harness.run("train", "--data", data.toString(), "--kernels", "scalar", "--epochs", "2",
                "--validation", "8",
                "--optimizer", "adam", "--threads", "1", "--no-plots", "--quiet", "--run", "run")
                .expect(0);
    }

    private void read(String what, byte[] file, Reader reader, String sound, boolean mayChange) {
        cases++;
        try {
            Optional<String> content = reader.read(file);
            if (content.isEmpty()) {
                refused++;
            } else if (!content.get().equals(sound)) {
                changed++;
                if (!mayChange) {
                    wrong.add(what + ": taken with other content");
                }
            }
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            wrong.add(what + ": " + e);
        }
    }

    /** Every cut, every bit of the first {@code header} bytes, some bits of the others, every page as zeros. */
    private void damage(String name, byte[] file, int header, boolean mayChange, Reader reader)
            throws Exception {
        String sound = reader.read(file).orElseThrow();
        int stride = Math.max(1, file.length / BODY_BITS);
        for (int length = 0; length < file.length; length += length < header ? 1 : stride) {
            read("cut off after byte " + length, java.util.Arrays.copyOf(file, length), reader,
                    sound, mayChange);
        }
        for (long bit = 0; bit < 8L * header; bit++) {
            read("bit " + bit, turned(file, bit), reader, sound, mayChange);
        }
        Random random = new Random(1);
        long others = 8L * (file.length - header);
        for (int i = 0; i < Math.min(others, BODY_BITS); i++) {
            long bit = 8L * header + (others <= BODY_BITS ? i : random.nextLong(others));
            read("bit " + bit, turned(file, bit), reader, sound, mayChange);
        }
        for (int from = 0; from < file.length; from += PAGE) {
            byte[] zeros = file.clone();
            java.util.Arrays.fill(zeros, from, Math.min(file.length, from + PAGE), (byte) 0);
            read("zeros from byte " + from, zeros, reader, sound, mayChange);
        }
        tell(name, file.length);
    }

    private void tell(String name, int length) {
        System.out.println("exhaustive: " + name + " of " + length + " bytes: " + cases + " cases, "
                + refused
                + " refused, " + changed + " with other content, " + wrong.size() + " wrong");
        assertEquals(List.of(), wrong.subList(0, Math.min(SHOWN, wrong.size())));
    }

    private static byte[] turned(byte[] file, long bit) {
        byte[] damaged = file.clone();
        damaged[(int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
        return damaged;
    }

    private static int headerOf(byte[] tensors) {
        return Long.BYTES + (int) ByteBuffer.wrap(tensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void modelOfLenet5() throws Exception {
        byte[] file = Files.readAllBytes(run.resolve("model.safetensors"));
        damage("model", file, headerOf(file), false, bytes -> {
            try {
                Model model = Model.read("model", bytes);
                return Optional.of(model.sha256() + model.network() + model.normalization()
                        + model.provenance());
            } catch (ModelFormatException e) {
                return Optional.empty();
            }
        });
    }

    @Test
    void checkpointOfLenet5() throws Exception {
        byte[] file = Files.readAllBytes(run.resolve("last.checkpoint"));
        Path damaged = directory.resolve("damaged.checkpoint");
        Path again = directory.resolve("again.checkpoint");
        damage("checkpoint", file, headerOf(file), false, bytes -> {
            Files.write(damaged, bytes);
            try {
                Checkpoint.load(damaged).save(again);
                return Optional.of(java.util.Arrays.hashCode(Files.readAllBytes(again)) + "");
            } catch (ModelFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** The output of a command; nothing if it is refused in one sentence with one of these exit codes. */
    private Optional<String> output(List<Integer> refusals, String... arguments) {
        Outcome outcome = harness.run(arguments);
        if (outcome.code() == 0) {
            return Optional.of(outcome.out());
        }
        String told = outcome.err().stripTrailing();
        boolean sentence = told.startsWith("lanewise: ") && told.length() < LONGEST_SENTENCE
                && told.chars().noneMatch(Character::isISOControl)
                && !told.contains("Unexpected failure")
                && !told.contains("(null)");
        if (!sentence || !refusals.contains(outcome.code())) {
            throw new AssertionError("exit code " + outcome.code() + ", " + told);
        }
        return Optional.empty();
    }

    @Test
    void configurationOfANewRun() throws Exception {
        Path damaged = directory.resolve("damaged.json");
        byte[] file = Files.readAllBytes(run.resolve("config.json"));
        damage("config.json for --config", file, file.length, true, bytes -> {
            Files.write(damaged, bytes);
            return output(List.of(USAGE), "train", "--config", damaged.toString(),
                    "--print-config");
        });
    }

    /** Whatever is in a configuration: a resume is refused, or comes to the same weights and the same model file. */
    @Test
    void configurationOfAResumedRun() throws Exception {
        byte[] file = Files.readAllBytes(run.resolve("config.json"));
        byte[] checkpoint = Files.readAllBytes(run.resolve("last.checkpoint"));
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        Reader reader = bytes -> {
            Files.write(run.resolve("config.json"), bytes);
            Files.write(run.resolve("last.checkpoint"), checkpoint);
            Files.write(run.resolve("model.safetensors"), model);
            Optional<String> out = output(List.of(USAGE, DATA, MODEL), "train", "--resume", "run",
                    "--json", "--quiet",
                    "--no-plots");
            if (out.isEmpty()) {
                return out;
            }
            Matcher weights = WEIGHTS.matcher(out.get());
            return Optional.of((weights.find() ? weights.group(1) : out.get())
                    + java.util.Arrays
                            .hashCode(Files.readAllBytes(run.resolve("model.safetensors"))));
        };
        String sound = reader.read(file).orElseThrow();
        Random random = new Random(1);
        for (int i = 0; i < RESUMES; i++) {
            long bit = random.nextLong(8L * file.length);
            read("bit " + bit, turned(file, bit), reader, sound, false);
        }
        tell("config.json for --resume", file.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"})
    void plainIdx(String name) throws Exception {
        idx(name, Files.readAllBytes(data.resolve(name)), Path.of(name), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"})
    void packedIdx(String name) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Files.readAllBytes(data.resolve(name)));
        }
        Files.delete(data.resolve(name));
        idx(name + ".gz", packed.toByteArray(), Path.of(name + ".gz"), false);
    }

    private void idx(String what, byte[] file, Path name, boolean mayChange) throws Exception {
        damage(what, file, Math.min(file.length, 100), mayChange, bytes -> {
            Files.write(data.resolve(name), bytes);
            Optional<String> out = output(List.of(DATA), "show", "--split", "train", "--data",
                    data.toString(),
                    "--index", "0");
            return out.isEmpty() ? out : Optional.of(Mnist.load(data).sha256());
        });
    }
}
