package dev.lanewise.engine.golden;

import dev.lanewise.engine.testing.Draws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The golden values of LeNet-5 from PyTorch, and the weights, images and labels they belong to.
 *
 * <p>{@code lenet5.py}, beside the files it wrote in the test resources, says what was computed and
 * how. Weights and images are stored nowhere: both sides compute them, and the labels, from a hash
 * of their index, in the same bits. Every array returned is the caller's own; any number of threads
 * may use this class.
 */
public final class GoldenLenet5 {

    /** Images in a batch. */
    public static final int BATCH = 20;

    /** Batches of a training run; batch {@code b} holds the images from {@code b * BATCH} on. */
    public static final int BATCHES = 10;

    /** Images there are. */
    public static final int IMAGES = BATCH * BATCHES;

    /** Pixels of an image, 28 rows of 28. */
    public static final int PIXELS = 28 * 28;

    /** Classes, and so logits of an image. */
    public static final int CLASSES = 10;

    /** The parameters' parts in PyTorch's order, one after the other without a gap. */
    public static final List<Tensor> TENSORS = List.of(
            weight("conv1", 0, 6 * 25, 25, 6 * 25), bias("conv1", 150, 6),
            weight("conv2", 156, 16 * 150, 6 * 25, 16 * 25), bias("conv2", 2_556, 16),
            weight("fc1", 2_572, 120 * 400, 400, 120), bias("fc1", 50_572, 120),
            weight("fc2", 50_692, 84 * 120, 120, 84), bias("fc2", 60_772, 84),
            weight("fc3", 60_856, 10 * 84, 84, 10), bias("fc3", 61_696, 10));

    /** Parameters in all. */
    public static final int PARAMETERS = 61_706;

    // The streams of lenet5.py; it says why these.
    private static final int LABEL_STREAM = 1;
    private static final int PARAMETER_STREAM = 4;
    private static final int IMAGE_STREAM = 1081;

    private static final int MAX_CHOSEN = 64;
    private static final int CHOSEN_STRIDE = 7919;

    private static final Properties VALUES = load("lenet5.properties");

    private GoldenLenet5() {}

    /**
     * A part of the flat parameter array.
     *
     * @param name PyTorch's, such as {@code conv1.weight}
     * @param offset where it begins
     * @param size how many parameters it has
     * @param bound its initial values lie in {@code [-bound, bound)}
     */
    public record Tensor(String name, int offset, int size, float bound) {}

    /** The 61,706 initial parameters, in the order of {@link #TENSORS}. */
    public static float[] parameters() {
        float[] parameters = new float[PARAMETERS];
        for (Tensor tensor : TENSORS) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                // Exact but for the last product, which is rounded once.
                parameters[i] = (draw24(PARAMETER_STREAM, i) * 0x1p-23f - 1) * tensor.bound();
            }
        }
        return parameters;
    }

    /**
     * The 784 pixels of an image, row by row, in {@code [0, 1)}.
     *
     * @param index 0 to 199
     */
    public static float[] image(int index) {
        int first = Objects.checkIndex(index, IMAGES) * PIXELS;
        float[] pixels = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = draw24(IMAGE_STREAM, first + i) * 0x1p-24f;
        }
        return pixels;
    }

    /**
     * The label of an image, 0 to 9.
     *
     * @param index 0 to 199
     */
    public static int label(int index) {
        return draw24(LABEL_STREAM, Objects.checkIndex(index, IMAGES)) % CLASSES;
    }

    /**
     * The golden values of a name, computed in double precision. With {@code A} one of
     * {@code relu}, {@code silu}, {@code tanh} and {@code T} the name of a tensor there are
     * <ul>
     * <li>{@code A.logits}: {@code [image][class]} of the first batch;
     * <li>{@code A.loss}: its mean loss;
     * <li>{@code A.gradient.T.sum} and {@code A.gradient.T.sum-of-squares}, over the tensor's
     * gradients after the first batch, and {@code A.gradient.T.entries}, those gradients at
     * {@link #chosenEntries};
     * <li>{@code silu.losses.R}: the ten losses, each before its own step, of training run
     * {@code R}, which is {@code sgd}, {@code nesterov}, {@code adam}, {@code adamw},
     * {@code momentum-decay} or {@code sgd-smoothing};
     * <li>{@code labels}: the 200 labels.
     * </ul>
     *
     * @throws IllegalArgumentException if there are no values of that name
     */
    public static double[] values(String name) {
        return Stream.of(text(name).split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /**
     * The golden text of a name: {@code parameters.sha256} and {@code images.sha256} are the
     * SHA-256 over the little-endian floats.
     *
     * @throws IllegalArgumentException if there is no text of that name
     */
    public static String text(String name) {
        String text = VALUES.getProperty(name);
        if (text == null) {
            throw new IllegalArgumentException("lenet5.properties has no value named " + name);
        }
        return text;
    }

    /**
     * All 61,706 gradients of the SiLU network after the first batch, rounded to float, in the
     * order of {@link #TENSORS}.
     */
    public static float[] siluGradients() {
        byte[] bytes = bytes("lenet5-silu-gradients.f32");
        float[] gradients = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(gradients);
        return gradients;
    }

    /**
     * The flat indices, within a tensor, of the gradients that {@code A.gradient.T.entries} lists:
     * number {@code j} is {@code 7919 * j} modulo the size, for up to 64 entries.
     *
     * @param size of the tensor
     */
    public static int[] chosenEntries(int size) {
        int[] entries = new int[Math.min(MAX_CHOSEN, size)];
        for (int j = 0; j < entries.length; j++) {
            entries[j] = CHOSEN_STRIDE * j % size;
        }
        return entries;
    }

    private static Tensor weight(String layer, int offset, int size, int fanIn, int fanOut) {
        float glorot = (float) StrictMath.sqrt(6.0 / (fanIn + fanOut));
        return new Tensor(layer + ".weight", offset, size, glorot);
    }

    private static Tensor bias(String layer, int offset, int size) {
        return new Tensor(layer + ".bias", offset, size, 0.1f);
    }

    /** {@link Draws#draw24}. */
    public static int draw24(int stream, int index) {
        return Draws.draw24(stream, index);
    }

    /** The values of a resource beside this class. */
    public static Properties load(String resource) {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(bytes(resource)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the test resource " + resource, e);
        }
        return properties;
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = GoldenLenet5.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the test resource " + resource + " is missing: run its script");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the test resource " + resource, e);
        }
    }
}
