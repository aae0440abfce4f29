package dev.lanewise.bench.peers;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;

import java.util.Random;

/**
 * A batch of noise for a network, and a class for each sample, unless the network is to put out its
 * input.
 *
 * @param of whose inputs they are
 * @param images {@code [batch × channels × rows × columns]}
 * @param labels a class for each
 */
@SuppressWarnings("ArrayRecordComponent")
public record PeerData(PeerModel of, float[] images, int[] labels) implements Dataset {
    private static final long SEED = 7;

    /** A batch of values in [−1, 1). */
    public static PeerData of(PeerModel model, int batch) {
        Network network = model.network();
        Random random = new Random(SEED);
        float[] images = new float[batch * network.inputShape().size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * random.nextFloat() - 1;
        }
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = random.nextInt(network.outputs());
        }
        return new PeerData(model, images, labels);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return of.network().inputShape();
    }

    @Override
    public int classes() {
        return of.reproducesItsInput() ? 0 : of.network().outputs();
    }

    @Override
    public int label(int index) {
        return of.reproducesItsInput() ? NO_CLASS : labels[index];
    }

    @Override
    public int targets() {
        return of.reproducesItsInput() ? of.network().outputs() : 0;
    }

    @Override
    public void target(int index, float[] into, int offset) {
        if (of.reproducesItsInput()) {
            read(index, into, offset);
        }
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int size = shape().size();
        System.arraycopy(images, index * size, into, offset, size);
    }
}
