package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;

/**
 * Replaces each window of a feature map by its maximum; padding never is one. Windows that do not fit whole
 * at the right and lower border are dropped, unless {@link #ceilMode() rounding is upwards}.
 */
public final class MaxPool2d extends Pooling {

    private MaxPool2d(Windows windows) {
        super(windows);
    }

    /** Square windows that touch and do not overlap. */
    public static MaxPool2d of(int window) {
        return of(window, window);
    }

    /** Windows that touch and do not overlap. */
    public static MaxPool2d of(int height, int width) {
        return new MaxPool2d(touching(height, width));
    }

    static MaxPool2d of(LayerAttributes.Reader from) {
        return new MaxPool2d(windows(from));
    }

    /** The same with another step between windows, in both directions. */
    public MaxPool2d stride(int value) {
        return stride(value, value);
    }

    /** The same with other steps between windows: so many rows and so many columns. */
    public MaxPool2d stride(int height, int width) {
        return new MaxPool2d(withStride(height, width));
    }

    /** The same with so many rows and columns of padding on every side, at most half a window. */
    public MaxPool2d padding(int value) {
        return padding(value, value);
    }

    /** The same with padding: so many rows above and below, so many columns left and right. */
    public MaxPool2d padding(int height, int width) {
        return new MaxPool2d(withPadding(height, width));
    }

    /** The same with another {@link #ceilMode()}. */
    public MaxPool2d ceilMode(boolean value) {
        return new MaxPool2d(withCeilMode(value));
    }

    @Override
    public String type() {
        return "maxPool2d";
    }
}
