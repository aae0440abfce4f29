package dev.lanewise.mnist;

import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;

/**
 * The four reference networks of MLPerf Tiny (Banbury et al. 2021), layer by layer as in the models of
 * github.com/mlcommons/tiny, but for inputs of any size and any number of classes. They put out logits;
 * the softmax of the originals is part of the loss and of prediction.
 *
 * <p>The parameter counts are those of Keras, which counts the running averages of batch normalization as
 * parameters; {@link Network#parameterCount} counts them, too. Optimizers change fewer: "trained" in the
 * descriptions.
 *
 * <p>Convolutions have biases, as there, although a batch normalization follows that cancels them.
 * Padding is TensorFlow's "same": where stride 2 leaves an odd number of rows or columns of zeros, the
 * odd one is below and on the right. Batch normalization has the epsilon of Keras, 1e-3, as it is part of
 * what a trained network computes. Its momentum is PyTorch's: the batch's share in the running averages is
 * 0.1, while Keras has 0.99 for the share that stays, hence 0.01; with that the averages of a run of some
 * hundred steps would still remember its beginning. Averages of the variance are unbiased.
 *
 * <p>First weights are chosen with the trainer: the originals of {@link #resNet8} and {@link #mobileNet}
 * draw them by He's normal distribution (Keras cuts it at two deviations), those of the others by Glorot's
 * uniform one. All four were trained with Adam at 0.001, and but for the autoencoder with an L2 penalty of
 * 1e-4 on the weights of convolutions.
 *
 * @since 0.1.0
 */
public final class TinyNetworks {
    private static final float KERAS_EPSILON = 1e-3f;
    private static final BatchNorm NORM = BatchNorm.of().epsilon(KERAS_EPSILON);
    private static final int RESNET_FILTERS = 16;
    private static final int KEYWORD_FILTERS = 64;
    private static final int SEPARABLE_BLOCKS = 4;
    private static final double FIRST_DROPOUT = 0.2;
    private static final double LAST_DROPOUT = 0.4;
    private static final int MOBILE_FILTERS = 8;
    /** Stride and filters of each separable convolution of MobileNet. */
    private static final int[][] MOBILE_BLOCKS = {{1, 16}, {2, 32}, {1, 32}, {2, 64}, {1, 64},
            {2, 128}, {1, 128}, {1, 128}, {1, 128}, {1, 128}, {1, 128}, {2, 256}, {1, 256}};
    private static final int HIDDEN = 128;
    private static final int BOTTLENECK = 8;
    private static final int HIDDEN_LAYERS = 4;

    private TinyNetworks() {}

    /**
     * ResNet-8 (image classification, CIFAR-10): a 3×3 convolution and three residual blocks of 16, 32 and
     * 64 filters, of which the last two halve the map and have a 1×1 convolution as shortcut; mean of each
     * map; dense layer. With inputs of 3×32×32 and 10 classes 78,666 parameters, 78,186 of them trained.
     *
     * <p>The original averages over a square window as large as the shorter side of the map; this one over
     * the whole map, which is the same where inputs are square.
     *
     * @param input shape of the images
     * @param classes at least 1
     * @return the network
     */
    public static Network resNet8(Shape input, int classes) {
        Network.Builder network = Network.input(input.channels(), input.height(), input.width());
        normalized(network, same(RESNET_FILTERS, 3)).relu();
        network.residual(block -> residualBlock(block, RESNET_FILTERS, 1)).relu();
        for (int filters : new int[]{2 * RESNET_FILTERS, 4 * RESNET_FILTERS}) {
            network.residual(block -> residualBlock(block, filters, 2),
                    shortcut -> shortcut.layer(same(filters, 1).stride(2))).relu();
        }
        return network.globalAveragePool().dense(classes).build();
    }

    private static Network.Builder residualBlock(Network.Builder block, int filters, int stride) {
        normalized(block, same(filters, 3).stride(stride)).relu();
        return normalized(block, same(filters, 3));
    }

    /**
     * DS-CNN (keyword spotting, Speech Commands; Zhang et al. 2017): a convolution of 10 rows and 4 columns
     * at stride 2, four times a depthwise 3×3 and a pointwise convolution, 64 filters each; mean of each
     * map; dense layer. A fifth of the values is dropped behind the first convolution and two fifths before
     * the mean. With inputs of 1×49×10, 49 frames of 10 cepstral coefficients, and 12 classes 24,908
     * parameters, 23,756 of them trained.
     *
     * <p>The original averages over half as many rows and columns as the input has, rounded down: where
     * their number is odd, the last row or column of the map is left out. This one averages over the whole
     * map: 25 rows where the original has 24.
     *
     * @param input shape of the samples
     * @param classes at least 1
     * @return the network
     */
    public static Network dsCnn(Shape input, int classes) {
        Network.Builder network = Network.input(input.channels(), input.height(), input.width());
        normalized(network, Conv2d.of(KEYWORD_FILTERS, 10, 4).padding(Padding.SAME).stride(2))
                .relu()
                .dropout(FIRST_DROPOUT);
        for (int i = 0; i < SEPARABLE_BLOCKS; i++) {
            separable(network, KEYWORD_FILTERS, 1, KEYWORD_FILTERS);
        }
        return network.dropout(LAST_DROPOUT).globalAveragePool().dense(classes).build();
    }

    /**
     * MobileNetV1 at a quarter of its width (visual wake words; Howard et al. 2017): a 3×3 convolution of 8
     * filters at stride 2 and thirteen times a depthwise 3×3 and a pointwise convolution, up to 256 filters
     * and a 32nd of the rows and columns; mean of each map; dense layer. With inputs of 3×96×96 and 2
     * classes 221,794 parameters, 216,322 of them trained.
     *
     * @param input shape of the images
     * @param classes at least 1
     * @return the network
     */
    public static Network mobileNet(Shape input, int classes) {
        Network.Builder network = Network.input(input.channels(), input.height(), input.width());
        int filters = MOBILE_FILTERS;
        normalized(network, same(filters, 3).stride(2)).relu();
        for (int[] block : MOBILE_BLOCKS) {
            separable(network, filters, block[0], block[1]);
            filters = block[1];
        }
        return network.globalAveragePool().dense(classes).build();
    }

    private static void separable(Network.Builder network, int channels, int stride, int filters) {
        normalized(network, same(channels, 3).stride(stride).groups(channels)).relu();
        normalized(network, same(filters, 1)).relu();
    }

    /**
     * The dense autoencoder (anomaly detection, ToyADMOS): four layers of 128 units, one of 8, four of 128,
     * each with batch normalization and ReLU, and a dense layer with as many outputs as inputs. With 640
     * features, five frames of 128 mel bands, 269,992 parameters, 267,928 of them trained. It wants a loss
     * such as the mean squared error, with the input as the target.
     *
     * @param features number of inputs, at least 1
     * @return the network
     */
    public static Network autoencoder(int features) {
        Network.Builder network = Network.input(features, 1, 1);
        hidden(network, HIDDEN, HIDDEN_LAYERS);
        hidden(network, BOTTLENECK, 1);
        hidden(network, HIDDEN, HIDDEN_LAYERS);
        return network.dense(features).build();
    }

    private static void hidden(Network.Builder network, int units, int layers) {
        for (int i = 0; i < layers; i++) {
            network.dense(units).layer(NORM).relu();
        }
    }

    private static Network.Builder normalized(Network.Builder network, Conv2d convolution) {
        return network.layer(convolution).layer(NORM);
    }

    private static Conv2d same(int filters, int kernel) {
        return Conv2d.of(filters, kernel).padding(Padding.SAME);
    }
}
