package dev.lanewise.engine.nn;

import java.util.List;

/**
 * One layer of a {@link Network}: a description without parameters or buffers of its own. It says all
 * there is to know of it; whoever wants something of a layer asks it.
 */
public sealed interface Layer permits ConstantPad2d, Conv2d, TableConv2d, MaxPool2d,
        AveragePool2d, Subsample2d, Dense, Rbf, Activation {

    /**
     * The shape that this layer makes of {@code input}.
     *
     * @param name the layer's name in its network, for the message
     * @throws ShapeException if the layer can't take that input
     */
    Shape outputShape(String name, Shape input);

    /**
     * What training changes, in the order of the parameter array: the weight, then the bias.
     *
     * @throws ArithmeticException if no array can hold it
     */
    default List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    /** Multiply-adds for one sample of shape {@code input}; 0 for layers that hold no weights. */
    default long multiplyAdds(Shape input) {
        return 0;
    }

    /** Values that belong to the layer and that training leaves alone. */
    default int fixedValues() {
        return 0;
    }

    /** Rows and columns of zeros that this layer reads on every side of its input. */
    default int border() {
        return 0;
    }

    /**
     * The least extent of an input of which this layer makes {@code extent} rows or columns, at least 1.
     *
     * @param rows whether rows are meant, not columns
     */
    int extentBefore(int extent, boolean rows);

    /** Its type in files: {@code conv2d}, {@code maxPool2d}, {@code relu} …; see {@link LayerTypes}. */
    String type();

    /** What tells it from others of its type. */
    default Attributes attributes() {
        return Attributes.none();
    }

    /**
     * What its name in a network begins with: {@code conv}, {@code pool}, {@code fc}, or the activation's
     * name.
     */
    String stem();

    /** The layer for a table: {@code Conv2d 5×5}. */
    default String summary() {
        return getClass().getSimpleName();
    }
}
