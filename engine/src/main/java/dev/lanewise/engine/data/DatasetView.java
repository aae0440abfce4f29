package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;

/** Samples of another data set, some of them changed; here none is. */
abstract class DatasetView implements Dataset {
    final Dataset source;

    DatasetView(Dataset source) {
        this.source = source;
    }

    /** Which sample of the source a sample is. */
    int at(int index) {
        return index;
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
        return source.label(at(index));
    }

    @Override
    public int targets() {
        return source.targets();
    }

    @Override
    public void target(int index, float[] into, int offset) {
        source.target(at(index), into, offset);
    }

    @Override
    public float weight(int index) {
        return source.weight(at(index));
    }

    @Override
    public void read(int index, float[] into, int offset) {
        source.read(at(index), into, offset);
    }
}
