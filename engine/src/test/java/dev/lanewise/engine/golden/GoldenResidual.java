package dev.lanewise.engine.golden;

import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The golden values of a small residual network from PyTorch; {@code residual.py}, beside the file it
 * wrote in the test resources, says what was computed and how.
 */
public final class GoldenResidual {
    /** Images in a batch: a tile of 16, and one of 4. */
    public static final int BATCH = 20;
    /** Batches of the training run. */
    public static final int BATCHES = 10;
    /** Images there are. */
    public static final int IMAGES = BATCH * BATCHES;
    /** Classes. */
    public static final int CLASSES = 5;
    /** The learning rate of the training run, plain momentum. */
    public static final double LEARNING_RATE = 0.05;
    /** Its momentum. */
    public static final double MOMENTUM = 0.9;
    /** The network: two residual blocks, one of which halves the map, and two branches side by side. */
    public static final Network NETWORK = Network.input(2, 9, 9)
            .conv2d(6, 3, Padding.SAME)
            .batchNorm()
            .silu()
            .residual(block -> block.conv2d(6, 3, Padding.SAME)
                    .batchNorm()
                    .silu()
                    .conv2d(6, 3, Padding.SAME)
                    .batchNorm())
            .silu()
            .residual(block -> block.layer(Conv2d.of(8, 3).stride(2).padding(1))
                    .batchNorm()
                    .silu()
                    .conv2d(8, 3, Padding.SAME)
                    .batchNorm(),
                    shortcut -> shortcut.layer(Conv2d.of(8, 1).stride(2)))
            .silu()
            .concat(left -> left.conv2d(4, 1), right -> right.conv2d(4, 3, Padding.SAME))
            .averagePool(5)
            .dense(CLASSES)
            .build();

    private static final int LABEL_STREAM = 11;
    private static final int PARAMETER_STREAM = 12;
    private static final int IMAGE_STREAM = 13;
    private static final Properties VALUES = GoldenLenet5.load("residual.properties");

    private GoldenResidual() {}

    /** The values of a name: logits, gradients, losses, parameters, inference. */
    public static double[] values(String name) {
        return Stream.of(VALUES.getProperty(name).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The first parameters, in the network's order. */
    public static float[] parameters() {
        float[] parameters = new float[NETWORK.parameterCount()];
        for (Parameter p : NETWORK.parameters()) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                float u = GoldenLenet5.draw24(PARAMETER_STREAM, i) * 0x1p-23f - 1;
                parameters[i] = first(p.role(), u);
            }
        }
        return parameters;
    }

    private static float first(ParameterRole role, float u) {
        return switch (role) {
            case WEIGHT -> u / 2;
            case BIAS -> u / 8;
            case SCALE, SLOPE -> role.first() + u / 2;
            case RUNNING_MEAN -> 0;
            case RUNNING_VARIANCE -> 1;
        };
    }

    /** The pixels of an image, in [0, 1). */
    public static float[] image(int index) {
        int size = NETWORK.inputShape().size();
        float[] pixels = new float[size];
        for (int i = 0; i < size; i++) {
            pixels[i] = GoldenLenet5.draw24(IMAGE_STREAM, index * size + i) * 0x1p-24f;
        }
        return pixels;
    }

    /** The label of an image. */
    public static int label(int index) {
        return GoldenLenet5.draw24(LABEL_STREAM, index) % CLASSES;
    }
}
