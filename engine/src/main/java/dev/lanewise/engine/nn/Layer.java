package dev.lanewise.engine.nn;

import java.util.List;

/**
 * One layer of a {@link Network}: a description without parameters or buffers of its own. It says all
 * there is to know of it; whoever wants something of a layer asks it. Layers are immutable. More may
 * come with each version, so don't switch over them without a default.
 */
public sealed interface Layer permits UnaryLayer, Add, Concat {

    /**
     * The shape that this layer makes of its inputs.
     *
     * @param name the layer's name in its network, for the message
     * @throws ShapeException if the layer can't take these inputs
     */
    Shape outputShape(String name, List<Shape> inputs);

    /**
     * What it wants in the network's parameter array, in this order.
     *
     * @throws ArithmeticException if no array can hold it
     */
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of();
    }

    /** Multiply-adds for one sample; 0 for layers that hold no weights. */
    default long multiplyAdds(List<Shape> inputs) {
        return 0;
    }

    /** Values that belong to the layer and that training leaves alone. */
    default int fixedValues() {
        return 0;
    }

    /** The zeros that this layer reads around its inputs. */
    default Border border(List<Shape> inputs) {
        return Border.NONE;
    }

    /**
     * The least extent of an input of which this layer makes {@code extent} rows or columns, at least 1.
     *
     * @param rows whether rows are meant, not columns
     */
    int extentBefore(int extent, boolean rows);

    /** Whether it makes each value of the one in the same place, so that it may overwrite its input. */
    default boolean isElementwise() {
        return false;
    }

    /** Whether it makes 0 of 0 and so may be let loose on a border of zeros; asked where it is elementwise. */
    default boolean keepsZero() {
        return true;
    }

    /** Its type in files: {@code conv2d}, {@code maxPool2d}, {@code relu} …; see {@link LayerTypes}. */
    String type();

    /** What tells it from others of its type. */
    default LayerAttributes attributes() {
        return LayerAttributes.none();
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
