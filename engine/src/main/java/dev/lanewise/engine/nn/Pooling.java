package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/** What the two pooling layers share: all but what they make of a window. */
abstract sealed class Pooling extends DescribedLayer permits MaxPool2d, AveragePool2d {
    private final int window;
    private final int stride;

    Pooling(int window, int stride) {
        if (window < 1 || stride < 1) {
            throw new ShapeException(
                    "A pooling layer needs window and stride of at least 1; it has window " + window
                            + ", stride " + stride + ".");
        }
        this.window = window;
        this.stride = stride;
    }

    /** Rows and columns of the window. */
    public final int window() {
        return window;
    }

    /** Step between windows, in both directions. */
    public final int stride() {
        return stride;
    }

    @Override
    public final Shape outputShape(String name, Shape input) {
        if (window > input.height() || window > input.width()) {
            throw new ShapeException("Layer " + name + " needs at least " + window + "×" + window
                    + " rows and columns, but its input has " + input.height() + "×" + input.width()
                    + "; use a smaller window or fewer layers before it.");
        }
        return new Shape(input.channels(), (input.height() - window) / stride + 1,
                (input.width() - window) / stride + 1);
    }

    @Override
    public final String stem() {
        return "pool";
    }

    @Override
    public final int extentBefore(int extent, boolean rows) {
        return (extent - 1) * stride + window;
    }

    @Override
    public final Map<String, Object> attributes() {
        return LayerAttributes.none().with("window", window).with("stride", stride).values();
    }

    @Override
    public final String summary() {
        return getClass().getSimpleName() + " " + window + "×" + window;
    }
}
