package dev.lanewise.engine.nn;

import java.util.List;

/**
 * One named tensor inside the flat parameter array of a {@link Network}, row-major. A layer declares it
 * before it has a place there: with its name within the layer and offset 0.
 *
 * @param name as PyTorch users would name it, such as {@code conv1.weight}; {@code weight} in a layer
 * @param offset index of its first value in the flat array
 * @param role what it does in its layer
 * @param dimensions its extents, outermost first
 * @param fanIn inputs that reach one output through it
 * @param fanOut outputs that one input reaches through it
 * @since 0.1.0
 */
public record Parameter(String name, int offset, ParameterRole role, List<Integer> dimensions,
        int fanIn, int fanOut) {

    /** Keeps an unmodifiable copy of the dimensions. */
    public Parameter {
        dimensions = List.copyOf(dimensions);
    }

    /**
     * What a layer declares.
     *
     * @param name its name within the layer
     * @param role what it does in its layer
     * @param dimensions its extents, outermost first
     * @param fanIn inputs that reach one output through it
     * @param fanOut outputs that one input reaches through it
     * @return the parameter
     */
    public static Parameter of(String name, ParameterRole role, List<Integer> dimensions, int fanIn,
            int fanOut) {
        return new Parameter(name, 0, role, dimensions, fanIn, fanOut);
    }

    /**
     * {@return a weight and a bias with one value for each of {@code outputs}, of the same fans}
     *
     * @param dimensions its extents, outermost first
     * @param outputs the number of values of the bias
     * @param fanIn inputs that reach one output through it
     * @param fanOut outputs that one input reaches through it
     */
    public static List<Parameter> weightAndBias(List<Integer> dimensions, int outputs, int fanIn,
            int fanOut) {
        return List.of(of("weight", ParameterRole.WEIGHT, dimensions, fanIn, fanOut),
                of("bias", ParameterRole.BIAS, List.of(outputs), fanIn, fanOut));
    }

    /** What a normalized value is multiplied by and what is added to it. */
    static List<Parameter> scaleAndShift(List<Integer> dimensions) {
        return List.of(of("weight", ParameterRole.SCALE, dimensions, 1, 1),
                of("bias", ParameterRole.BIAS, dimensions, 1, 1));
    }

    /** The same in its layer's place in a network. */
    Parameter at(String layer, int place) {
        return new Parameter(layer + "." + name, place, role, dimensions, fanIn, fanOut);
    }

    /** {@return the number of values} */
    public int size() {
        int size = 1;
        for (int extent : dimensions) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }
}
