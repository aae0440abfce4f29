package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;

import java.util.List;

/** Chosen samples of another data set. */
final class Selection implements Dataset {
    private final Dataset source;
    private final int[] indices;

    Selection(Dataset source, int[] indices) {
        this.source = source;
        this.indices = indices;
    }

    @Override
    public int size() {
        return indices.length;
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
    public Normalization normalization() {
        return source.normalization();
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    @Override
    public int label(int index) {
        return source.label(indices[index]);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        source.read(indices[index], into, offset);
    }
}
