package dev.lanewise.engine.nn;

/**
 * Trainable sub-sampling (LeCun, Bottou, Bengio, Haffner 1998, section II-B: layers S2 and S4): the sum of
 * each window, times a weight of the map, plus a bias of the map. Windows touch and do not overlap; what
 * does not fill one is left out.
 *
 * @param window rows and columns of a window
 */
public record Subsample2d(int window) implements Layer {

    /** Checks the window. */
    public Subsample2d {
        pooling(window);
    }

    /** The pooling over the same windows. */
    public AveragePool2d pooling() {
        return pooling(window);
    }

    private static AveragePool2d pooling(int window) {
        return new AveragePool2d(window, window);
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return pooling().outputShape(name, input);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return outputShape(stem(), input).size();
    }

    @Override
    public String stem() {
        return "sub";
    }
}
