package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.Random;

/** Seeded images that a network can learn: a bright row or column for each class, under noise. */
public final class SyntheticImages {
    private static final int NOISE = 120;
    private static final int BRIGHT = 135;

    /** Bytes to the mean and the deviation of MNIST, which these images are like. */
    public static final Normalization NORMALIZATION = Normalization.standard(0.1307, 0.3081);

    private SyntheticImages() {}

    /** Begins a trainer of images of bytes. */
    public static TrainerBuilder trainer(Network network) {
        return Trainer.of(network).normalization(NORMALIZATION);
    }

    /** {@code count} images of one channel, of up to {@code 2 · side} classes in random order. */
    public static ImageDataset of(int count, int side, int classes, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[count * side * side];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(classes);
            labels[i] = (byte) label;
            for (int j = 0; j < side * side; j++) {
                boolean bright = label < side ? j / side == label : j % side == label - side;
                pixels[i * side * side
                        + j] = (byte) (random.nextInt(NOISE) + (bright ? BRIGHT : 0));
            }
        }
        return ImageDataset.of(new Shape(1, side, side), classes, pixels, labels);
    }
}
