package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Shape;

/**
 * The activations of one tile between two steps: values and, for training, their gradients, stored
 * with a border of zeros as wide as the widest that a step after them wants. Nothing ever writes a
 * value into the border except functions that keep 0 at 0.
 */
public final class Maps {
    private static final float[] NONE = new float[0];
    /** The zeros around each map. */
    public final Border border;
    /** The whole of the stored maps, border included. */
    public final MapShape stored;
    /** Its inside: the maps themselves. */
    public final MapShape inside;
    /** Index of the first element of the inside. */
    public final int origin;
    /** From the first element of the border on. */
    public final float[] values;
    /** Empty in a plan that only infers. */
    public final float[] gradient;

    /** Maps with the border that a step wants around them, and where their first element lies. */
    public record Frame(MapShape shape, int offset) {}

    /** Allocates; an {@code ArithmeticException} or a {@code TooLargeException} if no array can hold it. */
    public Maps(Shape shape, Border border, int lanes, boolean training) {
        this(shape, border, lanes, new float[stored(shape, border, lanes).span()], training);
    }

    /** Maps without gradients in an array, whose border must be 0. */
    Maps(Shape shape, Border border, int lanes, float[] values) {
        this(shape, border, lanes, values, false);
    }

    private Maps(Shape shape, Border border, int lanes, float[] values, boolean training) {
        this.border = border;
        this.values = values;
        stored = stored(shape, border, lanes);
        inside = new MapShape(shape.channels(), shape.height(), shape.width(), lanes,
                stored.rowStride(), stored.channelStride());
        origin = border.top() * stored.rowStride() + border.left() * lanes;
        gradient = training ? new float[stored.span()] : NONE;
    }

    /** How maps are stored with a border. */
    static MapShape stored(Shape shape, Border border, int lanes) {
        return MapShape.dense(shape.channels(),
                extent(shape.height(), border.top(), border.bottom()),
                extent(shape.width(), border.left(), border.right()), lanes);
    }

    private static int extent(int inside, int before, int behind) {
        return Math.addExact(inside, Math.addExact(before, behind));
    }

    private Maps(Maps maps) {
        border = maps.border;
        stored = maps.stored;
        inside = maps.inside;
        origin = maps.origin;
        values = maps.values;
        gradient = new float[stored.span()];
    }

    private Maps(Maps maps, MapShape shape) {
        border = Border.NONE;
        stored = shape;
        inside = shape;
        origin = 0;
        values = maps.values;
        gradient = maps.gradient;
    }

    /** The same values and gradients, seen as maps of one position each. There must be no border. */
    Maps asVector() {
        int size = inside.channels() * inside.height() * inside.width();
        return new Maps(this, MapShape.dense(size, 1, 1, stored.lanes()));
    }

    /** The same values with a gradient of their own, for one of several readers. */
    Maps branch() {
        return new Maps(this);
    }

    /** These maps with such zeros around them, on no side more than {@link #border}. */
    public Frame frame(Border zeros) {
        return new Frame(
                new MapShape(stored.channels(), inside.height() + zeros.top() + zeros.bottom(),
                        inside.width() + zeros.left() + zeros.right(), stored.lanes(),
                        stored.rowStride(), stored.channelStride()),
                origin - zeros.top() * stored.rowStride() - zeros.left() * stored.lanes());
    }

    /** Index of the first element of a row of the inside. */
    public int row(int channel, int row) {
        return origin + channel * stored.channelStride() + row * stored.rowStride();
    }

    /**
     * Copies one image to an array in the order channel, row, column.
     *
     * @param from these values or this gradient
     */
    void readLane(float[] from, int lane, float[] image) {
        int lanes = stored.lanes();
        int width = inside.width();
        for (int row = 0; row < inside.channels() * inside.height(); row++) {
            int at = row(row / inside.height(), row % inside.height()) + lane;
            for (int column = 0; column < width; column++) {
                image[row * width + column] = from[at + column * lanes];
            }
        }
    }

    /** Copies one image from an array in the order channel, row, column, as {@link #readLane} made it. */
    void writeLane(float[] image, int lane, float[] to) {
        int lanes = stored.lanes();
        int width = inside.width();
        for (int row = 0; row < inside.channels() * inside.height(); row++) {
            int at = row(row / inside.height(), row % inside.height()) + lane;
            for (int column = 0; column < width; column++) {
                to[at + column * lanes] = image[row * width + column];
            }
        }
    }

    /** Copies the inside of these values to those of other maps, {@code channel} maps further on. */
    void copyValues(Maps to, int channel) {
        copyValues(to, channel, 0);
    }

    /** The same, {@code shift} floats further on in each map. */
    void copyValues(Maps to, int channel, int shift) {
        for (int c = 0; c < inside.channels(); c++) {
            for (int y = 0; y < inside.height(); y++) {
                System.arraycopy(values, row(c, y), to.values,
                        to.row(channel + c, y) + shift,
                        inside.rowLength());
            }
        }
    }

    /** Adds the inside of these values to those of other maps of the same shape. */
    void addValues(Backend kernels, Maps to) {
        for (int c = 0; c < inside.channels(); c++) {
            for (int y = 0; y < inside.height(); y++) {
                kernels.add(values, row(c, y), to.values, to.row(c, y), inside.rowLength());
            }
        }
    }

    /** Copies to the inside of this gradient from that of other maps, {@code channel} maps further on. */
    void copyGradient(Maps from, int channel) {
        copyGradient(from, channel, 0);
    }

    /** The same, {@code shift} floats further on in each map. */
    void copyGradient(Maps from, int channel, int shift) {
        for (int c = 0; c < inside.channels(); c++) {
            for (int y = 0; y < inside.height(); y++) {
                System.arraycopy(from.gradient, from.row(channel + c, y) + shift, gradient,
                        row(c, y),
                        inside.rowLength());
            }
        }
    }
}
