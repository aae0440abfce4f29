package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A set of samples with random access, and what is wanted of each: a class, or the values of a target, as
 * for regression, several labels at once or soft ones. Implementations are safe for reading by any number
 * of threads.
 *
 * {@snippet lang=java :
 * Dataset classes = Dataset.of(x, labels); // float[][] x, a row for each sample; int[] labels
 * Dataset values = Dataset.of(x, targets); // float[][] targets, a row for each sample
 * Dataset pictures = Dataset.of(new Shape(3, 32, 32), samples, labels);
 * List<Dataset> parts = classes.split(0.8, 1); // to train on, to validate on
 * Dataset even = parts.getFirst().balanced(1); // each class equally often
 * IO.println(even.size() + ", " + pictures.shape() + ", " + values.targets());
 * }
 *
 * @since 0.1.0
 */
public interface Dataset {
    /** The label of a sample that belongs to no class. */
    int NO_CLASS = -1;

    /** {@return the number of samples} */
    int size();

    /** {@return the shape of one sample} */
    Shape shape();

    /** {@return the number of classes; labels are below it} 0, as by default, where targets are values. */
    default int classes() {
        return 0;
    }

    /**
     * {@return the class of a sample, or {@link #NO_CLASS}: training then wants every class to be equally
     * probable, and an evaluation refuses it} By default there are no classes.
     *
     * @param index the sample's number, from 0
     */
    default int label(int index) {
        if (classes() > 0) {
            throw new IllegalStateException(
                    "A data set with classes must tell the label of sample "
                            + index + ", but has no method label; write one.");
        }
        return NO_CLASS;
    }

    /** {@return the values of a sample's target; 0, as by default, where it is a class} */
    default int targets() {
        return 0;
    }

    /**
     * Copies the values of a sample's target; by default there are none.
     *
     * @param index the sample's number, from 0
     * @param into receives {@link #targets} values from {@code offset}
     * @param offset where the first value goes
     * @throws IndexOutOfBoundsException if there is no such sample or they do not fit
     */
    default void target(int index, float[] into, int offset) {
        if (targets() > 0) {
            throw new IllegalStateException(
                    "A data set with targets must tell that of sample " + index
                            + ", but has no method target; write one.");
        }
    }

    /**
     * {@return how much a sample counts, at least 0; by default 1} A loss is the mean of the samples' losses,
     * weighted by it.
     *
     * @param index the sample's number, from 0
     */
    default float weight(int index) {
        return 1;
    }

    /**
     * Copies a sample's raw values, in the order channel, row, column.
     *
     * @param index the sample's number, from 0
     * @param into receives {@code shape().size()} values from {@code offset}
     * @param offset where the first value goes
     * @throws IndexOutOfBoundsException if there is no such sample or they do not fit
     */
    void read(int index, float[] into, int offset);

    /** {@return the normalization that suits the raw values, where a trainer is given none; by default none} */
    default Normalization normalization() {
        return Normalization.none();
    }

    /** {@return what the classes are called, in their order; empty where that isn't known, as by default} */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * Samples with a class each, in plain rows; shaped as a vector.
     *
     * @param x a row of values for each sample; not copied, so don't change them afterwards
     * @param labels the samples' classes, from 0; there are as many classes as the largest says
     * @return the data set
     * @throws IllegalArgumentException if there are no samples or not as many labels, rows differ in
     *     length, a value is no finite number or a label below 0; names the sample
     */
    static Dataset of(float[][] x, int[] labels) {
        return of(ArrayDataset.flat(x), x, labels);
    }

    /**
     * {@return the same with samples of a shape}
     *
     * @param shape a sample's shape
     * @param x the samples' values in the order channel, row, column; not copied
     * @param labels the samples' classes, from 0
     */
    static Dataset of(Shape shape, float[][] x, int[] labels) {
        return ArrayDataset.ofLabels(shape, x, labels);
    }

    /**
     * Samples with values as targets, in plain rows; shaped as a vector.
     *
     * @param x a row of values for each sample; not copied, so don't change them afterwards
     * @param targets a row for each sample, all of one length; not copied
     * @return the data set
     * @throws IllegalArgumentException if there are no samples or not as many targets, rows differ in
     *     length, or a number is not finite; names the sample
     */
    static Dataset of(float[][] x, float[][] targets) {
        return of(ArrayDataset.flat(x), x, targets);
    }

    /**
     * {@return the same with samples of a shape}
     *
     * @param shape a sample's shape
     * @param x the samples' values in the order channel, row, column; not copied
     * @param targets a row for each sample; not copied
     */
    static Dataset of(Shape shape, float[][] x, float[][] targets) {
        return ArrayDataset.ofTargets(shape, x, targets);
    }

    /**
     * {@return a sample with its raw values}
     *
     * @param index the sample's number, from 0
     */
    default Sample image(int index) {
        float[] values = new float[shape().size()];
        read(index, values, 0);
        return Sample.of(shape(), values, label(index));
    }

    /**
     * {@return a view of the samples {@code [from, to)}}
     *
     * @param from the first sample
     * @param to the one after the last
     */
    default Dataset slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        int[] indices = new int[to - from];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = from + i;
        }
        return new Selection(this, indices);
    }

    /**
     * {@return a view of these samples and then those of {@code more}}
     *
     * @param more the samples that follow
     * @throws IllegalArgumentException if the other ones have another shape or other classes or
     *     targets, or there are too many together
     */
    default Dataset concat(Dataset more) {
        return new Concatenation(this, more);
    }

    /**
     * {@return a view of chosen samples, in the given order}
     *
     * @param indices the samples' numbers
     * @throws IndexOutOfBoundsException if one does not exist
     */
    default Dataset select(int... indices) {
        for (int index : indices) {
            Objects.checkIndex(index, size());
        }
        return new Selection(this, indices.clone());
    }

    /**
     * {@return a view of the samples in a random order}
     *
     * @param seed the same gives the same order
     */
    default Dataset shuffled(long seed) {
        return new Selection(this, Orders.shuffled(size(), seed));
    }

    /**
     * Two views that share the samples at random: one to train on, one to validate on.
     *
     * @param share part of the samples in the first one, in (0, 1), rounded to whole samples; each has
     *     one at least
     * @param seed the same gives the same parts
     * @return the two
     * @throws IllegalArgumentException if the share is not in (0, 1), or there are fewer than 2 samples
     */
    default List<Dataset> split(double share, long seed) {
        return Orders.split(this, share, seed);
    }

    /**
     * {@return a view in which every class that has samples comes equally often, in a random order: samples of
     * the rarer ones come several times}
     *
     * @param seed the same gives the same order
     * @throws IllegalArgumentException if a sample has no class, or there are too many samples
     */
    default Dataset balanced(long seed) {
        return new Selection(this, Orders.balanced(this, seed));
    }

    /**
     * {@return a view of these samples that count more or less}
     *
     * @param weights one for each sample, at least 0; not copied
     * @throws IllegalArgumentException if there are more or fewer than samples, or one is no such number;
     *     names it
     */
    default Dataset weighted(float... weights) {
        return new Weighted(this, weights);
    }

    /**
     * {@return a view of these samples with other raw values, made whenever one is read}
     *
     * @param change makes a sample's values of its values, which it may modify and return; called by any
     *     number of threads
     */
    default Dataset map(UnaryOperator<float[]> change) {
        return map(shape(), change);
    }

    /**
     * {@return the same with samples of another shape}
     *
     * @param after the shape of what is made
     * @param change makes a sample's values of its values
     */
    default Dataset map(Shape after, UnaryOperator<float[]> change) {
        return new Mapped(this, after, change);
    }
}
