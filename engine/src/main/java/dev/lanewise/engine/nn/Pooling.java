package dev.lanewise.engine.nn;

/** What the two pooling layers share: the arithmetic of their windows. */
final class Pooling {
    private Pooling() {}

    static void check(int window, int stride) {
        if (window < 1 || stride < 1) {
            throw new ShapeException(
                    "A pooling layer needs window and stride of at least 1; it has window " + window
                            + ", stride " + stride + ".");
        }
    }

    static Shape outputShape(String name, Shape input, int window, int stride) {
        if (window > input.height() || window > input.width()) {
            throw new ShapeException("Layer " + name + " needs at least " + window + "×" + window
                    + " rows and columns, but its input has " + input.height() + "×" + input.width()
                    + "; use a smaller window or fewer layers before it.");
        }
        return new Shape(input.channels(), (input.height() - window) / stride + 1,
                (input.width() - window) / stride + 1);
    }
}
