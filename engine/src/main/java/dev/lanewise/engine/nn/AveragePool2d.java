package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * Replaces each window of a feature map by its mean; padding is zeros. Windows that do not fit whole at the
 * right and lower border are dropped, unless {@link #ceilMode() rounding is upwards}.
 */
public final class AveragePool2d extends Pooling {
    private final boolean countIncludePad;

    private AveragePool2d(Windows windows, boolean countIncludePad) {
        super(windows);
        this.countIncludePad = countIncludePad;
    }

    /** Square windows that touch and do not overlap. */
    public static AveragePool2d of(int window) {
        return of(window, window);
    }

    /** Windows that touch and do not overlap. */
    public static AveragePool2d of(int height, int width) {
        return new AveragePool2d(touching(height, width), true);
    }

    static AveragePool2d of(LayerAttributes.Reader from) {
        return new AveragePool2d(windows(from), from.flag("countIncludePad", true));
    }

    /** The same with another step between windows, in both directions. */
    public AveragePool2d stride(int value) {
        return stride(value, value);
    }

    /** The same with other steps between windows: so many rows and so many columns. */
    public AveragePool2d stride(int height, int width) {
        return new AveragePool2d(withStride(height, width), countIncludePad);
    }

    /** The same with so many rows and columns of padding on every side, at most half a window. */
    public AveragePool2d padding(int value) {
        return padding(value, value);
    }

    /** The same with padding: so many rows above and below, so many columns left and right. */
    public AveragePool2d padding(int height, int width) {
        return new AveragePool2d(withPadding(height, width), countIncludePad);
    }

    /** The same with another {@link #ceilMode()}. */
    public AveragePool2d ceilMode(boolean value) {
        return new AveragePool2d(withCeilMode(value), countIncludePad);
    }

    /** The same with another {@link #countIncludePad()}. */
    public AveragePool2d countIncludePad(boolean value) {
        return new AveragePool2d(windows(), value);
    }

    /**
     * Whether a mean divides by what its window has of the map and of the padding, not of the map alone.
     * What lies beyond the padding, as {@link #ceilMode()} allows, never counts.
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
