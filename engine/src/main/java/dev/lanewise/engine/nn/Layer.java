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
 *
 * @since 0.1.0
 */
public sealed interface Layer permits UnaryLayer, Add, Concat {

    /**
     * {@return the shape that this layer makes of its inputs}
     *
     * @param name the layer's name in its network, for the message
     * @param inputs the shapes of what it reads
     * @throws ShapeException if the layer can't take these inputs
     */
    Shape outputShape(String name, List<Shape> inputs);

    /**
     * {@return what it wants in the network's parameter array, in this order}
     *
     * @param inputs the shapes of what it reads
     * @throws ArithmeticException if no array can hold it
     */
    default List<Parameter> parameters(List<Shape> inputs) {
        return List.of();
    }

    /**
     * {@return the multiply-adds for one sample; 0 for layers that hold no weights}
     *
     * @param inputs the shapes of what it reads
     */
    default long multiplyAdds(List<Shape> inputs) {
        return 0;
    }

    /** {@return the values that belong to the layer and that training leaves alone} */
    default int fixedValues() {
        return 0;
    }

    /**
     * {@return the zeros that this layer reads around its inputs}
     *
     * @param inputs the shapes of what it reads
     */
    default Border border(List<Shape> inputs) {
        return Border.NONE;
    }

    /**
     * {@return the least extent of an input of which this layer makes {@code extent} rows or columns, at least
     * 1}
     *
     * @param extent the least extent of the output
     * @param rows whether rows are meant, not columns
     */
    int extentBefore(int extent, boolean rows);

    /**
     * {@return whether it makes each value of the one in the same place, so that it may overwrite its input}
     */
    default boolean isElementwise() {
        return false;
    }

    /**
     * {@return whether it makes 0 of 0 and so may be let loose on a border of zeros; asked where it is
     * elementwise}
     */
    default boolean keepsZero() {
        return true;
    }

    /** {@return its type in files: {@code conv2d}, {@code maxPool2d}, {@code relu} …} */
    String type();

    /**
     * {@return what tells it from others of its type, by name, in the order of files: whole numbers, numbers,
     * texts and lists of values} Unmodifiable; {@link #of} reads it.
     */
    default Map<String, Object> attributes() {
        return Map.of();
    }

    /**
     * {@return what its name in a network begins with: {@code conv}, {@code pool}, {@code fc}, or the
     * activation's name}
     */
    String stem();

    /** {@return the layer for a table: {@code Conv2d 5×5}} */
    default String summary() {
        return getClass().getSimpleName();
    }

    /**
     * {@return the layer of a type with the given attributes, as {@link #type} and {@link #attributes} tell
     * them}
     *
     * @param type its type in files
     * @param attributes what tells it from others of its type
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
