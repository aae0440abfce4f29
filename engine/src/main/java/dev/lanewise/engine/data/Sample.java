package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;

/**
 * One sample with its raw values.
 *
 * @param shape its shape
 * @param values raw values in the order channel, row, column; not copied, so treat them as
 *     read-only
 * @param label its class; −1 if unknown
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sample(Shape shape, float[] values, int label) {

    /** Checks the number of values. */
    public Sample {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException("A sample of shape " + shape + " must have "
                    + shape.size() + " values; you gave " + values.length + ".");
        }
    }
}
