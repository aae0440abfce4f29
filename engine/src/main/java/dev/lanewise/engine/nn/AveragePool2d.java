package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;

/**
 * Replaces each window of a feature map by its mean. Windows that do not fit whole at the right and
 * lower border are dropped.
 */
public final class AveragePool2d extends Pooling {

    private AveragePool2d(int window, int stride) {
        super(window, stride);
    }

    /** Square windows that touch and do not overlap. */
    public static AveragePool2d of(int window) {
        return new AveragePool2d(window, window);
    }

    static AveragePool2d of(LayerAttributes.Reader from) {
        return new AveragePool2d(from.whole("window"), from.whole("stride"));
    }

    /** The same with another step between windows, in both directions. */
    public AveragePool2d stride(int value) {
        return new AveragePool2d(window(), value);
    }

    @Override
    public String type() {
        return "averagePool2d";
    }
}
