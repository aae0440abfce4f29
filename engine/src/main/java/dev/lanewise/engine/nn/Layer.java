package dev.lanewise.engine.nn;

/** One layer of a {@link Network}: a description without parameters or buffers of its own. */
public sealed interface Layer permits ConstantPad2d, Conv2d, TableConv2d, MaxPool2d,
        AveragePool2d, Subsample2d, Dense, Rbf, Activation {

    /**
     * The shape that this layer makes of {@code input}.
     *
     * @param name the layer's name in its network, for the message
     * @throws ShapeException if the layer can't take that input
     */
    Shape outputShape(String name, Shape input);

    /** Multiply-adds for one sample of shape {@code input}; 0 for layers that hold no weights. */
    default long multiplyAdds(Shape input) {
        return 0;
    }

    /**
     * The stem of the layer's name: {@code conv}, {@code pool}, {@code fc}, or the activation's.
     */
    String stem();
}
