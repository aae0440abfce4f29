package dev.lanewise.engine.data;

/** Chosen samples of another data set. */
final class Selection extends DatasetView {
    private final int[] indices;

    Selection(Dataset source, int[] indices) {
        super(source);
        this.indices = indices;
    }

    @Override
    int at(int index) {
        return indices[index];
    }

    @Override
    public int size() {
        return indices.length;
    }
}
