package dev.lanewise.engine.nn;

/**
 * Replaces each window of a feature map by its mean. Windows that do not fit whole at the right and
 * lower border are dropped.
 *
 * @param window rows and columns of the window
 * @param stride step between windows, in both directions
 */
public record AveragePool2d(int window, int stride) implements Layer {

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
}
