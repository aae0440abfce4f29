package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Samples of another data set whose values are changed when they are read. */
final class Mapped extends DatasetView {
    private final Shape after;
    private final UnaryOperator<float[]> change;

    Mapped(Dataset source, Shape after, UnaryOperator<float[]> change) {
        super(source);
        this.after = Objects.requireNonNull(after);
        this.change = Objects.requireNonNull(change);
    }

    @Override
    public Shape shape() {
        return after;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        float[] before = new float[source.shape().size()];
        source.read(index, before, 0);
        float[] made = change.apply(before);
        if (made.length != after.size()) {
            throw new IllegalArgumentException("A map of samples must make " + after.size()
                    + " values (" + after + ") of sample " + index + ", but made " + made.length
                    + "; give the shape of what it makes.");
        }
        System.arraycopy(made, 0, into, offset, made.length);
    }
}
