package dev.lanewise.engine.train;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Shape;

/** Another data set, for tests that change one thing about it. */
class ForwardingDataset implements Dataset {
    private final Dataset source;

    ForwardingDataset(Dataset source) {
        this.source = source;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public int targets() {
        return source.targets();
    }

    @Override
    public void target(int index, float[] into, int offset) {
        source.target(index, into, offset);
    }

    @Override
    public float weight(int index) {
        return source.weight(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        source.read(index, into, offset);
    }
}
