package dev.lanewise.mnist.golden;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.testing.Draws;

/**
 * Samples for a network with values and labels that are a hash of their index.
 *
 * @param network whose inputs they are
 * @param size their number
 * @param stream of the values
 * @param ownTargets whether each is its own target, as an autoencoder wants it; else it has a class
 */
record DrawnSamples(Network network, int size, int stream, boolean ownTargets) implements Dataset {
    private static final int LABEL_STREAM = 31;

    @Override
    public Shape shape() {
        return network.inputShape();
    }

    @Override
    public int classes() {
        return ownTargets ? 0 : network.outputs();
    }

    @Override
    public int targets() {
        return ownTargets ? network.outputs() : 0;
    }

    @Override
    public void target(int index, float[] into, int offset) {
        read(index, into, offset);
    }

    @Override
    public int label(int index) {
        return Draws.draw24(LABEL_STREAM, index) % network.outputs();
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int values = shape().size();
        for (int i = 0; i < values; i++) {
            into[offset + i] = Draws.unsigned(stream, index * values + i);
        }
    }
}
