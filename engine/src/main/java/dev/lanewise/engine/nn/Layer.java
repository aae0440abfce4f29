package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import dev.lanewise.engine.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
    default List<Parameter> parameters(List<Shape> inputs) {
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

    /** Its type in files: {@code conv2d}, {@code maxPool2d}, {@code relu} …. */
    String type();

    /**
     * What tells it from others of its type, by name, in the order of files: whole numbers, numbers, texts
     * and lists of values. Unmodifiable; {@link #of} reads it.
     */
    default Map<String, Object> attributes() {
        return Map.of();
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

    /**
     * The layer of a type with the given attributes, as {@link #type} and {@link #attributes} tell them.
     *
     * @param others what makes layers from their attributes, by types that this package doesn't have
     * @throws IllegalArgumentException if the type or an attribute is unknown, or one is missing or wrong
     */
    @SuppressWarnings("exports") // For the engine itself.
    static Layer of(String type, Map<String, ?> attributes,
            Map<String, Function<LayerAttributes.Reader, Layer>> others) {
        Function<LayerAttributes.Reader, Layer> made = LayerTypes.CORE.getOrDefault(type,
                others.get(type));
        if (made == null) {
            throw new IllegalArgumentException(
                    "the layer type \"" + Quoted.of(type) + "\" is unknown to this version");
        }
        LayerAttributes.Reader reader = LayerAttributes.of(attributes).reader();
        Layer layer = made.apply(reader);
        reader.end();
        return layer;
    }
}
