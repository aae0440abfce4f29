package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import java.util.List;
import java.util.Objects;

/**
 * A set of labelled samples with random access. Implementations are safe for reading by any number
 * of threads.
 */
public interface Dataset {
    /** The label of a sample that belongs to no class. */
    int NO_CLASS = -1;

    /** Number of samples. */
    int size();

    /** Shape of one sample. */
    Shape shape();

    /** Number of classes; labels are below it. */
    int classes();

    /**
     * The class of a sample, or {@link #NO_CLASS}: training then wants every class to be equally
     * probable, and an evaluation refuses it.
     */
    int label(int index);

    /**
     * Copies a sample's raw values, in the order channel, row, column.
     *
     * @param into receives {@code shape().size()} values from {@code offset}
     * @throws IndexOutOfBoundsException if there is no such sample or they do not fit
     */
    void read(int index, float[] into, int offset);

    /** The normalization that suits the raw values, where a trainer is given none; by default none. */
    default Normalization normalization() {
        return Normalization.none();
    }

    /** What the classes are called, in their order; empty where that isn't known, as by default. */
    default List<String> classNames() {
        return List.of();
    }

    /** A sample with its raw values. */
    default Sample image(int index) {
        float[] values = new float[shape().size()];
        read(index, values, 0);
        return Sample.of(shape(), values, label(index));
    }

    /** A view of the samples {@code [from, to)}. */
    default Dataset slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        int[] indices = new int[to - from];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = from + i;
        }
        return new Selection(this, indices);
    }

    /**
     * A view of these samples and then those of {@code more}.
     *
     * @throws IllegalArgumentException if the other ones have another shape or other classes, or there
     *     are too many together
     */
    default Dataset concat(Dataset more) {
        return new Concatenation(this, more);
    }

    /**
     * A view of chosen samples, in the given order.
     *
     * @throws IndexOutOfBoundsException if one does not exist
     */
    default Dataset select(int... indices) {
        for (int index : indices) {
            Objects.checkIndex(index, size());
        }
        return new Selection(this, indices.clone());
    }
}
