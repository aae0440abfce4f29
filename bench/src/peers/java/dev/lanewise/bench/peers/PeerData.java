package dev.lanewise.bench.peers;

import dev.lanewise.bench.workload.SyntheticData;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.mnist.Lenet5;

/**
 * What the rivals work on: a model with freshly drawn weights, and a batch of images of MNIST's
 * shape, normalized already.
 *
 * @param images {@code [batch × 28 × 28]}
 * @param labels a class for each
 */
@SuppressWarnings("ArrayRecordComponent")
public record PeerData(float[] images, int[] labels) {
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
        try (Trainer trainer = Trainer.of(Lenet5.standard())
                .initializer(Initializer.GLOROT_UNIFORM)
                .normalization(Normalization.none())
                .threads(1)
                .build()) {
            return trainer.model();
        }
    }
}
