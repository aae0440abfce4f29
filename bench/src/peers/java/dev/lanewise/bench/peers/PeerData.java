package dev.lanewise.bench.peers;

import dev.lanewise.bench.workload.SyntheticData;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Lenet5;

/**
 * What all peers work on: a model with freshly drawn weights, and a batch of images of MNIST's
 * shape, normalized already.
 *
 * @param images {@code [batch × 28 × 28]}
 * @param labels a class for each
 */
@SuppressWarnings("ArrayRecordComponent")
public record PeerData(float[] images, int[] labels) implements Dataset {
    private static final Network LENET = Lenet5.standard();
    private static final float MIDDLE = 127.5f;

    /** A batch. */
    public static PeerData of(int batch) {
        Dataset data = SyntheticData.images(batch);
        int size = data.shape().size();
        float[] images = new float[batch * size];
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            data.read(i, images, i * size);
            labels[i] = data.label(i);
        }
        for (int i = 0; i < images.length; i++) {
            images[i] = images[i] / MIDDLE - 1;
        }
        return new PeerData(images, labels);
    }

    /** LeNet-5 with the weights that our training begins with, for images as they are. */
    public static Model model() {
        try (Trainer trainer = trainer().threads(1).build()) {
            return trainer.model();
        }
    }

    /** The options of a trainer that draws the weights of {@link #model}. */
    static TrainerBuilder trainer() {
        return Trainer.of(LENET)
                .initializer(Initializer.GLOROT_UNIFORM)
                .normalization(Normalization.none());
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return LENET.inputShape();
    }

    @Override
    public int classes() {
        return LENET.outputs();
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int size = shape().size();
        System.arraycopy(images, index * size, into, offset, size);
    }
}
