package dev.lanewise.mnist;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The LeNet-5 family (LeCun, Bottou, Bengio, Haffner 1998) in the form common today: every feature
 * map sees all maps before it, max pooling, a plain dense layer at the end. Every network takes
 * images of shape 1×28×28 and puts out ten logits.
 *
 * <p>Activations follow the pooling, where they cost a quarter. With a non-decreasing one, such as
 * ReLU or tanh, that is the same function as the usual order, activation before max pooling.
 */
public final class Lenet5 {
    private static final int SIZE = 28;
    private static final int CLASSES = 10;
    private static final String PRETRAINED = "lenet5.safetensors";

    private Lenet5() {}

    /** {@link #of(Activation)} with SiLU. */
    public static Network standard() {
        return of(Activation.SILU);
    }

    /**
     * Two 5×5 convolutions (1→6 with padding, 6→16 without), each followed by 2×2 pooling, then
     * dense layers 400→120→84→10: 61,706 parameters. {@code activation} follows every layer of
     * weights but the last.
     */
    public static Network of(Activation activation) {
        return features(activation).dense(84).layer(activation).dense(CLASSES).build();
    }

    /** {@link #article(Activation)} with ReLU. */
    public static Network article() {
        return article(Activation.RELU);
    }

    /**
     * The network of Khuyen Le's article on LeNet-5 with Keras: {@link #of(Activation)} without the
     * dense layer of 84 units; 51,902 parameters.
     */
    public static Network article(Activation activation) {
        return features(activation).dense(CLASSES).build();
    }

    /**
     * {@link #standard()}, trained on MNIST. The options it was made with stand in its {@linkplain
     * Model#provenance provenance}.
     */
    public static Model pretrained() {
        try (InputStream resource = Lenet5.class.getResourceAsStream(PRETRAINED)) {
            return Model.read(PRETRAINED, Objects.requireNonNull(resource).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The module's own " + PRETRAINED
                    + " can't be read; get the module again", e);
        }
    }

    private static Network.Builder features(Activation activation) {
        return Network.input(1, SIZE, SIZE)
                .conv2d(6, 5, Padding.SAME)
                .maxPool(2)
                .layer(activation)
                .conv2d(16, 5)
                .maxPool(2)
                .layer(activation)
                .dense(120)
                .layer(activation);
    }
}
