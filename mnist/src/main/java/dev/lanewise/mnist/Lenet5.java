package dev.lanewise.mnist;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.lenet1998.MaximumAPosteriori;
import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.Subsample2d;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.sdlm.Sdlm;
import dev.lanewise.engine.train.Optimizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The LeNet-5 family: the network of LeCun, Bottou, Bengio, Haffner 1998 ({@link #of1998}), and what
 * is called so today, where every feature map sees all maps before it, with max pooling and a plain
 * dense layer at the end. Every network takes images of shape 1×28×28 and puts out ten logits, where no
 * other number of classes is asked for.
 *
 * <p>In today's networks activations follow the pooling, where they cost a quarter. With a non-decreasing one, such as
 * ReLU or tanh, that is the same function as the usual order, activation before max pooling.
 *
 * @since 0.1.0
 */
public final class Lenet5 {
    private static final int SIZE = 28;
    private static final int CLASSES = 10;
    private static final int BYTE_RANGE = 255;
    /** What paper and ink are in 1998. */
    private static final float PAPER = -0.1f;
    private static final float INK = 1.175f;
    /**
     * The penalty of the rubbish class, for which the paper names no value: an image is drawn towards the
     * centre of its class until their squared distance is about that.
     */
    private static final double RUBBISH_PENALTY = 10;
    /** The paper's table I: for each map of C3 the maps of S2 that it reads. */
    private static final List<List<Integer>> C3 = List.of(List.of(0, 1, 2), List.of(1, 2, 3),
            List.of(2, 3, 4), List.of(3, 4, 5), List.of(0, 4, 5), List.of(0, 1, 5),
            List.of(0, 1, 2, 3), List.of(1, 2, 3, 4), List.of(2, 3, 4, 5), List.of(0, 3, 4, 5),
            List.of(0, 1, 4, 5), List.of(0, 1, 2, 5), List.of(0, 1, 3, 4), List.of(1, 2, 4, 5),
            List.of(0, 2, 3, 5), List.of(0, 1, 2, 3, 4, 5));
    private static final String PRETRAINED = "lenet5.safetensors";

    private Lenet5() {}

    /**
     * {@link #of(Activation)} with SiLU.
     *
     * @return the network
     */
    public static Network standard() {
        return of(Activation.SILU);
    }

    /**
     * Two 5×5 convolutions (1→6 with padding, 6→16 without), each followed by 2×2 pooling, then
     * dense layers 400→120→84→10: 61,706 parameters. {@code activation} follows every layer of
     * weights but the last.
     *
     * @param activation what follows the layers of weights
     * @return the network
     */
    public static Network of(Activation activation) {
        return of(activation, CLASSES);
    }

    /**
     * {@link #of(Activation)} with another number of classes, at least 1.
     *
     * @param activation what follows the layers of weights
     * @param classes the number of classes, at least 1
     * @return the network
     */
    public static Network of(Activation activation, int classes) {
        return features(activation).dense(84).layer(activation).dense(classes).build();
    }

    /**
     * {@link #article(Activation)} with ReLU.
     *
     * @return the network
     */
    public static Network article() {
        return article(Activation.RELU);
    }

    /**
     * The network of Khuyen Le's article on LeNet-5 with Keras: {@link #of(Activation)} without the
     * dense layer of 84 units; 51,902 parameters.
     *
     * @param activation what follows the layers of weights
     * @return the network
     */
    public static Network article(Activation activation) {
        return article(activation, CLASSES);
    }

    /**
     * {@link #article(Activation)} with another number of classes, at least 1.
     *
     * @param activation what follows the layers of weights
     * @param classes the number of classes, at least 1
     * @return the network
     */
    public static Network article(Activation activation, int classes) {
        return features(activation).dense(classes).build();
    }

    /**
     * LeNet-5 as in LeCun, Bottou, Bengio, Haffner 1998, section II-B: 60,000 trainable parameters. The
     * image stands in a border of two pixels of paper; C1 has 6 maps; S2 sub-samples; C3 has 16 maps that
     * read 3, 4 or 6 maps each; S4 sub-samples; C5 has 120 units, F6 84; the outputs are ten radial
     * basis functions. It wants {@link #normalization1998()} and {@link #loss1998()}.
     *
     * @return the network
     */
    public static Network of1998() {
        return Network.input(1, SIZE, SIZE)
                .layer(new ConstantPad2d(2, PAPER))
                .conv2d(6, 5)
                .layer(Activation.SCALED_TANH)
                .layer(new Subsample2d(2))
                .layer(Activation.SCALED_TANH)
                .layer(new TableConv2d(5, C3))
                .layer(Activation.SCALED_TANH)
                .layer(new Subsample2d(2))
                .layer(Activation.SCALED_TANH)
                .dense(120)
                .layer(Activation.SCALED_TANH)
                .dense(84)
                .layer(Activation.SCALED_TANH)
                .layer(new Rbf(DigitBitmaps.codes()))
                .build();
    }

    /**
     * Bytes to −0.1 for paper and 1.175 for ink, with which the mean is about 0, the variance 1.
     *
     * @return the normalization
     */
    public static Normalization normalization1998() {
        return Normalization.of((INK - PAPER) / BYTE_RANGE, PAPER);
    }

    /**
     * The criterion of 1998, that of maximum a posteriori: the cross-entropy with one more class, the
     * rubbish, whose logit is a constant. It keeps outputs that are minus squared distances from growing
     * without end.
     *
     * @return the loss
     */
    public static Loss loss1998() {
        return new MaximumAPosteriori(RUBBISH_PENALTY);
    }

    /**
     * The optimizer of 1998, stochastic diagonal Levenberg-Marquardt.
     *
     * @param learningRate above 0
     * @return the optimizer
     * @throws IllegalArgumentException if it isn't
     */
    public static Optimizer optimizer1998(double learningRate) {
        return Sdlm.of(learningRate);
    }

    /**
     * {@link #standard()}, trained on MNIST. The options it was made with stand in its {@linkplain
     * Model#provenance provenance}.
     *
     * @return the model
     * @throws DataException if the module's own file is missing
     */
    public static Model pretrained() {
        try (InputStream own = OwnFile.open(PRETRAINED)) {
            return Model.read(PRETRAINED, own.readAllBytes());
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
