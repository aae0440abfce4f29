package dev.lanewise.engine.nn;

import java.util.List;

/**
 * The feature maps of two or more inputs of one height and width, one input after the other.
 *
 * @since 0.1.0
 */
public record Concat() implements Layer {

    @Override
    public Shape outputShape(String name, List<Shape> inputs) {
        Shape first = Branches.first(name, inputs);
        int channels = 0;
        for (Shape input : inputs) {
            if (input.height() != first.height() || input.width() != first.width()) {
                throw new ShapeException("Layer " + name
                        + " must have inputs of one height and width; they are " + inputs
                        + ". Change the padding or the stride of a branch.");
            }
            channels = Math.addExact(channels, input.channels());
        }
        return new Shape(channels, first.height(), first.width());
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "concat";
    }

    @Override
    public String stem() {
        return "concat";
    }
}
