package dev.lanewise.engine.nn;

/**
 * Replaces each window of a feature map by its mean. Windows that do not fit whole at the right and
 * lower border are dropped.
 *
 * @param window rows and columns of the window
 * @param stride step between windows, in both directions
 */
public record AveragePool2d(int window, int stride) implements UnaryLayer {

    /** Checks that both numbers are positive. */
    public AveragePool2d {
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
        return "averagePool2d";
    }

    @Override
    public LayerAttributes attributes() {
        return Pooling.attributes(window, stride);
    }

    static AveragePool2d of(LayerAttributes.Reader from) {
        return new AveragePool2d(from.whole("window"), from.whole("stride"));
    }

    @Override
    public String summary() {
        return "AveragePool2d " + window + "×" + window;
    }
}
