package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;

/**
 * Replaces each window of a feature map by its maximum. Windows that do not fit whole at the right and
 * lower border are dropped.
 */
public final class MaxPool2d extends Pooling {

    private MaxPool2d(int window, int stride) {
        super(window, stride);
    }

    /** Square windows that touch and do not overlap. */
    public static MaxPool2d of(int window) {
        return new MaxPool2d(window, window);
    }

    static MaxPool2d of(LayerAttributes.Reader from) {
        return new MaxPool2d(from.whole("window"), from.whole("stride"));
    }

    /** The same with another step between windows, in both directions. */
    public MaxPool2d stride(int value) {
        return new MaxPool2d(window(), value);
    }

    @Override
    public String type() {
        return "maxPool2d";
    }
}
