package dev.lanewise.engine.nn;

import java.util.List;

/**
 * The sum of two or more inputs of one shape, in their order: the end of a residual block.
 *
 * @since 0.1.0
 */
public record Add() implements Layer {

    @Override
    public Shape outputShape(String name, List<Shape> inputs) {
        Shape first = Branches.first(name, inputs);
        for (Shape input : inputs) {
            if (!input.equals(first)) {
                throw new ShapeException("Layer " + name
                        + " must have inputs of one shape; they are "
                        + inputs + ". Add a convolution to the shortcut, or change the block.");
            }
        }
        return first;
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "add";
    }

    @Override
    public String stem() {
        return "add";
    }
}
