package dev.lanewise.engine.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Java and the Python script mean the same weights, images, labels and files. */
class GoldenLenet5Test {

    @Test
    void parametersAreTheScriptsBitForBit() {
        assertEquals(GoldenLenet5.text("parameters.sha256"), sha256(GoldenLenet5.parameters()));
    }

    @Test
    void imagesAreTheScriptsBitForBit() {
        int pixels = GoldenLenet5.PIXELS;
        float[] images = new float[GoldenLenet5.IMAGES * pixels];
        for (int i = 0; i < GoldenLenet5.IMAGES; i++) {
            System.arraycopy(GoldenLenet5.image(i), 0, images, i * pixels, pixels);
        }
        assertEquals(GoldenLenet5.text("images.sha256"), sha256(images));
    }

    @Test
    void labelsAreTheScripts() {
        IntStream images = IntStream.range(0, GoldenLenet5.IMAGES);
        double[] labels = images.mapToDouble(GoldenLenet5::label).toArray();
        assertArrayEquals(GoldenLenet5.values("labels"), labels);
    }

    @Test
    void tensorsFollowEachOtherAndCoverTheParameters() {
        int end = 0;
        for (GoldenLenet5.Tensor tensor : GoldenLenet5.TENSORS) {
            assertEquals(end, tensor.offset(), tensor.name());
            end += tensor.size();
        }
        assertEquals(GoldenLenet5.PARAMETERS, end);
    }

    @Test
    void siluGradientsAreTheRoundedOnesOfTheText() {
        float[] all = GoldenLenet5.siluGradients();
        assertEquals(GoldenLenet5.PARAMETERS, all.length);
        for (GoldenLenet5.Tensor tensor : GoldenLenet5.TENSORS) {
            String key = "silu.gradient." + tensor.name();
            int end = tensor.offset() + tensor.size();
            float[] gradients = Arrays.copyOfRange(all, tensor.offset(), end);

            double[] entries = GoldenLenet5.values(key + ".entries");
            int[] chosen = GoldenLenet5.chosenEntries(tensor.size());
            assertEquals(chosen.length, entries.length, key);
            for (int j = 0; j < chosen.length; j++) {
                assertEquals((float) entries[j], gradients[chosen[j]], key + ", entry " + j);
            }

            // Rounding to float changes a square by at most 2^-23 of itself; twice that is ample.
            double expected = GoldenLenet5.values(key + ".sum-of-squares")[0];
            assertEquals(expected, sumOfSquares(gradients), expected * 0x1p-22, key);
        }
    }

    @Test
    void unknownNamesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> GoldenLenet5.values("relu.logit"));
    }

    private static double sumOfSquares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static String sha256(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
