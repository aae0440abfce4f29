package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * What the two pooling layers share: all but what they make of a window. Sizes are counted as in
 * PyTorch.
 */
abstract sealed class Pooling extends DescribedLayer permits MaxPool2d, AveragePool2d {
    private final Windows windows;

    /** One direction: from a window to the next {@code stride}, the first one {@code padding} outside. */
    private record Axis(int window, int stride, int padding) {

        Axis {
            if (window < 1 || stride < 1) {
                throw new ShapeException(
                        "A pooling layer needs window and stride of at least 1; it has window "
                                + window + ", stride " + stride + ".");
            }
            if (padding < 0 || padding > window / 2) {
                throw new ShapeException(
                        "A pooling layer needs a padding from 0 to half its window; it has padding "
                                + padding + ", window " + window + ".");
            }
        }

        /** Windows on so many rows or columns; may be less than 1. */
        long count(int extent, boolean ceil) {
            long room = extent + 2L * padding - window;
            if (!ceil) {
                return Math.floorDiv(room, stride) + 1;
            }
            long count = Math.ceilDiv(room, stride) + 1;
            return (count - 1) * stride >= (long) extent + padding ? count - 1 : count;
        }

        /** The least extent with so many windows. */
        int before(int count, boolean ceil) {
            int begun = (count - 1) * stride;
            return Math.max(1, ceil ? Math.max(begun - stride + 1 + window - 2 * padding,
                    begun + 1 - padding) : begun + window - 2 * padding);
        }
    }

    /** All of it. */
    record Windows(Axis rows, Axis columns, boolean ceil) {}

    Pooling(Windows windows) {
        this.windows = windows;
    }

    /** Windows that touch and don't overlap. */
    static Windows touching(int height, int width) {
        return new Windows(new Axis(height, height, 0), new Axis(width, width, 0), false);
    }

    static Windows windows(LayerAttributes.Reader from) {
        int[] window = from.pair("window");
        int[] stride = from.pair("stride");
        int[] padding = from.pair("padding", 0);
        return new Windows(new Axis(window[0], stride[0], padding[0]),
                new Axis(window[1], stride[1], padding[1]), from.flag("ceilMode", false));
    }

    final Windows withStride(int height, int width) {
        Axis rows = windows.rows;
        Axis columns = windows.columns;
        return new Windows(new Axis(rows.window, height, rows.padding),
                new Axis(columns.window, width, columns.padding), windows.ceil);
    }

    final Windows withPadding(int height, int width) {
        Axis rows = windows.rows;
        Axis columns = windows.columns;
        return new Windows(new Axis(rows.window, rows.stride, height),
                new Axis(columns.window, columns.stride, width), windows.ceil);
    }

    final Windows withCeilMode(boolean value) {
        return new Windows(windows.rows, windows.columns, value);
    }

    final Windows windows() {
        return windows;
    }

    /** {@return the rows of a window} */
    public final int windowHeight() {
        return windows.rows.window;
    }

    /** {@return the columns of a window} */
    public final int windowWidth() {
        return windows.columns.window;
    }

    /** {@return the rows from one window to the next} */
    public final int strideHeight() {
        return windows.rows.stride;
    }

    /** {@return the columns from one window to the next} */
    public final int strideWidth() {
        return windows.columns.stride;
    }

    /** {@return the rows above and below the map} */
    public final int paddingHeight() {
        return windows.rows.padding;
    }

    /** {@return the columns left and right of the map} */
    public final int paddingWidth() {
        return windows.columns.padding;
    }

    /**
     * {@return whether the last windows may reach beyond the map and its padding, if they begin before its
     * right and lower end; otherwise what is left there is dropped}
     */
    public final boolean ceilMode() {
        return windows.ceil;
    }

    @Override
    public final Shape outputShape(String name, Shape input) {
        long height = windows.rows.count(input.height(), windows.ceil);
        long width = windows.columns.count(input.width(), windows.ceil);
        if (height < 1 || width < 1) {
            throw new ShapeException("Layer " + name + " needs at least "
                    + windows.rows.before(1, windows.ceil) + "×"
                    + windows.columns.before(1, windows.ceil)
                    + " rows and columns, but its input has " + input.height() + "×" + input.width()
                    + "; use a smaller window or fewer layers before it.");
        }
        return new Shape(input.channels(), (int) height, (int) width);
    }

    @Override
    public final String stem() {
        return "pool";
    }

    @Override
    public final int extentBefore(int extent, boolean rows) {
        return (rows ? windows.rows : windows.columns).before(extent, windows.ceil);
    }

    @Override
    public Map<String, Object> attributes() {
        return described().values();
    }

    /** The attributes that both have. */
    final LayerAttributes described() {
        return LayerAttributes.none()
                .with("window", pair(windowHeight(), windowWidth()))
                .with("stride", pair(strideHeight(), strideWidth()))
                .with("padding", pair(paddingHeight(), paddingWidth()), 0)
                .with("ceilMode", windows.ceil, false);
    }

    /** One number where both are equal, as files always had it. */
    private static Object pair(int height, int width) {
        return height == width ? height : List.of(height, width);
    }

    @Override
    public final String summary() {
        return getClass().getSimpleName() + " " + windowHeight() + "×" + windowWidth();
    }
}
