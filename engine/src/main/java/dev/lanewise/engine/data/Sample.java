package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import java.util.Arrays;

/**
 * One sample with its raw values. Immutable as long as nobody changes the values.
 *
 * @since 0.1.0
 */
public final class Sample {
    private final Shape shape;
    private final float[] values;
    private final int label;

    private Sample(Shape shape, float[] values, int label) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException("A sample of shape " + shape + " must have "
                    + shape.size() + " values; you gave " + values.length + ".");
        }
        this.shape = shape;
        this.values = values;
        this.label = label;
    }

    /**
     * {@return a sample of a known class}
     *
     * @param shape the sample's shape
     * @param values raw values in the order channel, row, column; not copied
     * @param label its class
     * @throws IllegalArgumentException if there are more or fewer than the shape has
     */
    public static Sample of(Shape shape, float[] values, int label) {
        return new Sample(shape, values, label);
    }

    /**
     * {@return a sample whose class is not known}
     *
     * @param shape the sample's shape
     * @param values raw values in the order channel, row, column; not copied
     * @throws IllegalArgumentException if there are more or fewer than the shape has
     */
    public static Sample of(Shape shape, float[] values) {
        return new Sample(shape, values, Dataset.NO_CLASS);
    }

    /** {@return its shape} */
    public Shape shape() {
        return shape;
    }

    /** {@return the raw values in the order channel, row, column; not copied, so treat them as read-only} */
    public float[] values() {
        return values;
    }

    /** {@return its class; −1 if unknown} */
    public int label() {
        return label;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sample that && shape.equals(that.shape) && label == that.label
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * shape.hashCode() + Arrays.hashCode(values)) + label;
    }

    @Override
    public String toString() {
        return "Sample[" + shape + (label == Dataset.NO_CLASS ? "" : ", label " + label) + "]";
    }
}
