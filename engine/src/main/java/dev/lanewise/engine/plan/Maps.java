package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.MapShape;
import dev.lanewise.engine.nn.Shape;

/**
 * The activations of one tile between two steps: values and, for training, their gradients, stored
 * with the border of zeros that the convolution after them wants. Nothing ever writes a value into
 * the border except activations, all of which keep 0 at 0.
 */
final class Maps {
    private static final float[] NONE = new float[0];
    /** The whole of the stored maps, border included. */
    final MapShape stored;
    /** Its inside: the maps themselves. */
    final MapShape inside;
    /** Index of the first element of the inside. */
    final int origin;
    final float[] values;
    /** Empty in a plan that only infers. */
    final float[] gradient;

    /** Allocates; an {@code ArithmeticException} or a {@code TooLargeException} if no array can hold it. */
    Maps(Shape shape, int border, int lanes, boolean training) {
        int both = Math.multiplyExact(2, border);
        stored = MapShape.dense(shape.channels(), Math.addExact(shape.height(), both),
                Math.addExact(shape.width(), both), lanes);
        inside = new MapShape(shape.channels(), shape.height(), shape.width(), lanes,
                stored.rowStride(), stored.channelStride());
        origin = border * stored.rowStride() + border * lanes;
        values = new float[stored.span()];
        gradient = training ? new float[stored.span()] : NONE;
    }
}
