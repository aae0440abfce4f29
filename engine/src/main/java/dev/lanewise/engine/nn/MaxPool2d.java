package dev.lanewise.engine.nn;

/**
 * Replaces each window of a feature map by its maximum. Windows that do not fit whole at the right
 * and lower border are dropped.
 *
 * @param window rows and columns of the window
 * @param stride step between windows, in both directions
 */
public record MaxPool2d(int window, int stride) implements UnaryLayer {

    /** Checks that both numbers are positive. */
    public MaxPool2d {
        Pooling.check(window, stride);
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return Pooling.outputShape(name, input, window, stride);
    }

    @Override
    public String stem() {
        return "pool";
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return Pooling.extentBefore(extent, window, stride);
    }

    @Override
    public String type() {
        return "maxPool2d";
    }

    @Override
    public LayerAttributes attributes() {
        return Pooling.attributes(window, stride);
    }

    static MaxPool2d of(LayerAttributes.Reader from) {
        return new MaxPool2d(from.whole("window"), from.whole("stride"));
    }

    @Override
    public String summary() {
        return "MaxPool2d " + window + "×" + window;
    }
}
