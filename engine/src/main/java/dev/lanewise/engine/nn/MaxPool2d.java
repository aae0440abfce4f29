package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;

/**
 * Replaces each window of a feature map by its maximum; padding never is one. Windows that do not fit whole
 * at the right and lower border are dropped, unless {@link #ceilMode() rounding is upwards}.
 *
 * @since 0.1.0
 */
public final class MaxPool2d extends Pooling {

    private MaxPool2d(Windows windows) {
        super(windows);
    }

    /**
     * Square windows that touch and do not overlap.
     *
     * @param window rows and columns of a window, at least 1
     * @return the pooling
     */
    public static MaxPool2d of(int window) {
        return of(window, window);
    }

    /**
     * Windows that touch and do not overlap.
     *
     * @param height rows of a window, at least 1
     * @param width columns of a window, at least 1
     * @return the pooling
     */
    public static MaxPool2d of(int height, int width) {
        return new MaxPool2d(touching(height, width));
    }

    static MaxPool2d of(LayerAttributes.Reader from) {
        return new MaxPool2d(windows(from));
    }

    /**
     * {@return the same with another step between windows, in both directions}
     *
     * @param value rows and columns of a step, at least 1
     */
    public MaxPool2d stride(int value) {
        return stride(value, value);
    }

    /**
     * {@return the same with other steps between windows: so many rows and so many columns}
     *
     * @param height rows of a step, at least 1
     * @param width columns of a step, at least 1
     */
    public MaxPool2d stride(int height, int width) {
        return new MaxPool2d(withStride(height, width));
    }

    /**
     * {@return the same with so many rows and columns of padding on every side, at most half a window}
     *
     * @param value rows and columns on each side, at least 0
     */
    public MaxPool2d padding(int value) {
        return padding(value, value);
    }

    /**
     * {@return the same with padding: so many rows above and below, so many columns left and right}
     *
     * @param height rows above and below, at least 0
     * @param width columns left and right, at least 0
     */
    public MaxPool2d padding(int height, int width) {
        return new MaxPool2d(withPadding(height, width));
    }

    /**
     * {@return the same with another {@link #ceilMode()}}
     *
     * @param value whether the last windows may reach beyond the map
     */
    public MaxPool2d ceilMode(boolean value) {
        return new MaxPool2d(withCeilMode(value));
    }

    @Override
    public String type() {
        return "maxPool2d";
    }
}
