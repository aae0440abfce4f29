package dev.lanewise.engine.nn;

import java.util.List;

/**
 * One named tensor inside the flat parameter array of a {@link Network}, row-major.
 *
 * @param name as PyTorch users would name it, such as {@code conv1.weight}
 * @param offset index of its first value in the flat array
 * @param role what it does in its layer
 * @param dimensions its extents, outermost first
 * @param fanIn inputs that reach one output through it
 * @param fanOut outputs that one input reaches through it
 */
public record Parameter(String name, int offset, ParameterRole role, List<Integer> dimensions,
        int fanIn, int fanOut) {

    /** Keeps an unmodifiable copy of the dimensions. */
    public Parameter {
        dimensions = List.copyOf(dimensions);
    }

    /** Number of values. */
    public int size() {
        int size = 1;
        for (int extent : dimensions) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /** The parameter of a layer in its place. */
    static Parameter of(String layer, int offset, ParameterSpec spec) {
        return new Parameter(layer + "." + spec.name(), offset, spec.role(), spec.dimensions(),
                spec.fanIn(), spec.fanOut());
    }
}
