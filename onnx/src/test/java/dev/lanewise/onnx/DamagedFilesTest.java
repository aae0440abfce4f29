package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Files damaged in many ways are read, or refused in one sentence; always the same ones. */
class DamagedFilesTest {
    private static final int ROUNDS = Integer.getInteger("lanewise.onnx.damages", 4000);
    private static final Duration LIMIT = Duration.ofSeconds(Math.max(60, ROUNDS / 100));

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String name : List.of("adaptive-9", "adaptive-16", "depthwise-16", "interpolate-13",
                "residual-13")) {
            corpus.add(PytorchTest.file(name));
        }
        OperatorsTest.cases().forEach(each -> corpus.add(each.getPayload().file()));
        corpus.add(own());
        return corpus;
    }

    /** With all that stands beside the operators, which is read from texts. */
    private static byte[] own() {
        Network network = Network.input(2, 4, 4)
                .layer(new TableConv2d(2, List.of(List.of(0), List.of(1), List.of(0, 1))))
                .dense(4)
                .layer(new Rbf(List.of("++-+", "-+--")))
                .build();
        Model model = Model.of(network, OnnxExportTest.parameters(network, new Random(5)),
                Normalization.of(new float[]{2, 3}, new float[]{1, -1}), Map.of("data.name", "a"));
        return OnnxModels.toByteArray(model.withClassNames(List.of("x", "y"))
                .withTemperature(1.5f), OnnxOptions.of());
    }

    private static byte[] damaged(byte[] file, byte[] other, SplittableRandom random) {
        byte[] bytes = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                int from = random.nextInt(other.length);
                int to = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(other.length - from, bytes.length - to));
                System.arraycopy(other, from, bytes, to, length);
            }
            case 2 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 3 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            default -> {
                int at = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(16, bytes.length - at));
                Arrays.fill(bytes, at, at + length, (byte) -random.nextInt(2));
            }
        }
        return bytes;
    }

    @Test
    void refusesDamageInOneSentence() {
        assertTimeoutPreemptively(LIMIT, () -> {
            List<byte[]> corpus = corpus();
            SplittableRandom random = new SplittableRandom(7);
            int refused = 0;
            for (int i = 0; i < ROUNDS; i++) {
                byte[] file = damaged(corpus.get(random.nextInt(corpus.size())),
                        corpus.get(random.nextInt(corpus.size())), random);
                refused += read(i, file) ? 0 : 1;
            }
            assertTrue(refused > ROUNDS / 4, "refused: " + refused);
        });
    }

    private static boolean read(int round, byte[] file) throws IOException {
        try {
            OnnxModels.read("damaged.onnx", file);
            return true;
        } catch (ModelFormatException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("The ONNX file damaged.onnx can't be read: ")
                    && message.endsWith(".") && message.indexOf('\n') < 0, message);
            return false;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return fail("round " + round, e);
        }
    }
}
