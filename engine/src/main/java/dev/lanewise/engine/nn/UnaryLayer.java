package dev.lanewise.engine.nn;

import java.util.List;

/** A layer with one input. */
sealed interface UnaryLayer extends Layer permits ConstantPad2d, DescribedLayer, Dense,
        Activation, LeakyRelu, Elu, Clip, Dropout, Flatten, GroupNorm, LayerNorm, PRelu,
        GlobalPool2d, Upsample2d, Softmax, LogSoftmax, LayerExtension {

    /**
     * {@return the shape that this layer makes of {@code input}}
     *
     * @param name the layer's name in its network, for the message
     * @param input the input's shape
     * @throws ShapeException if the layer can't take that input
     */
    Shape outputShape(String name, Shape input);

    /**
     * {@return what it wants in the network's parameter array, in this order}
     *
     * @param input the input's shape
     * @throws ArithmeticException if no array can hold it
     */
    default List<Parameter> parameters(Shape input) {
        return List.of();
    }

    /**
     * {@return the multiply-adds for one sample of shape {@code input}; 0 for layers that hold no weights}
     *
     * @param input the input's shape
     */
    default long multiplyAdds(Shape input) {
        return 0;
    }

    @Override
    default Shape outputShape(String name, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException("Layer " + name + " must have one input, not "
                    + inputs.size() + "; put an Add or a Concat before it.");
        }
        return outputShape(name, inputs.getFirst());
    }

    @Override
    default List<Parameter> parameters(List<Shape> inputs) {
        return parameters(inputs.getFirst());
    }

    @Override
    default long multiplyAdds(List<Shape> inputs) {
        return multiplyAdds(inputs.getFirst());
    }
}
