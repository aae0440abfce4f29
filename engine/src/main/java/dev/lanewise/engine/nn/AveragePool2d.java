package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * Replaces each window of a feature map by its mean; padding is zeros. Windows that do not fit whole at the
 * right and lower border are dropped, unless {@link #ceilMode() rounding is upwards}.
 *
 * @since 0.1.0
 */
public final class AveragePool2d extends Pooling {
    private final boolean countIncludePad;

    private AveragePool2d(Windows windows, boolean countIncludePad) {
        super(windows);
        this.countIncludePad = countIncludePad;
    }

    /**
     * Square windows that touch and do not overlap.
     *
     * @param window rows and columns of a window, at least 1
     * @return the pooling
     */
    public static AveragePool2d of(int window) {
        return of(window, window);
    }

    /**
     * Windows that touch and do not overlap.
     *
     * @param height rows of a window, at least 1
     * @param width columns of a window, at least 1
     * @return the pooling
     */
    public static AveragePool2d of(int height, int width) {
        return new AveragePool2d(touching(height, width), true);
    }

    static AveragePool2d of(LayerAttributes.Reader from) {
        return new AveragePool2d(windows(from), from.flag("countIncludePad", true));
    }

    /**
     * {@return the same with another step between windows, in both directions}
     *
     * @param value rows and columns of a step, at least 1
     */
    public AveragePool2d stride(int value) {
        return stride(value, value);
    }

    /**
     * {@return the same with other steps between windows: so many rows and so many columns}
     *
     * @param height rows of a step, at least 1
     * @param width columns of a step, at least 1
     */
    public AveragePool2d stride(int height, int width) {
        return new AveragePool2d(withStride(height, width), countIncludePad);
    }

    /**
     * {@return the same with so many rows and columns of padding on every side, at most half a window}
     *
     * @param value rows and columns on each side, at least 0
     */
    public AveragePool2d padding(int value) {
        return padding(value, value);
    }

    /**
     * {@return the same with padding: so many rows above and below, so many columns left and right}
     *
     * @param height rows above and below, at least 0
     * @param width columns left and right, at least 0
     */
    public AveragePool2d padding(int height, int width) {
        return new AveragePool2d(withPadding(height, width), countIncludePad);
    }

    /**
     * {@return the same with another {@link #ceilMode()}}
     *
     * @param value whether the last windows may reach beyond the map
     */
    public AveragePool2d ceilMode(boolean value) {
        return new AveragePool2d(withCeilMode(value), countIncludePad);
    }

    /**
     * {@return the same with another {@link #countIncludePad()}}
     *
     * @param value whether the padding counts in a mean
     */
    public AveragePool2d countIncludePad(boolean value) {
        return new AveragePool2d(windows(), value);
    }

    /**
     * {@return whether a mean divides by what its window has of the map and of the padding, not of the map
     * alone} What lies beyond the padding, as {@link #ceilMode()} allows, never counts.
     */
    public boolean countIncludePad() {
        return countIncludePad;
    }

    @Override
    public Map<String, Object> attributes() {
        return described().with("countIncludePad", countIncludePad, true).values();
    }

    @Override
    public String type() {
        return "averagePool2d";
    }
}
