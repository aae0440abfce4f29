package dev.lanewise.engine.nn;

import java.util.List;

/**
 * A tensor that a layer wants in the network's parameter array.
 *
 * @param name within the layer: {@code weight}, {@code bias} …
 * @param role what it does there
 * @param dimensions its extents, outermost first
 * @param fanIn inputs that reach one output through it
 * @param fanOut outputs that one input reaches through it
 */
public record ParameterSpec(String name, ParameterRole role, List<Integer> dimensions, int fanIn,
        int fanOut) {

    /** Keeps an unmodifiable copy of the dimensions. */
    public ParameterSpec {
        dimensions = List.copyOf(dimensions);
    }

    /** What a normalized value is multiplied by and what is added to it. */
    static List<ParameterSpec> scaleAndShift(List<Integer> dimensions) {
        return List.of(new ParameterSpec("weight", ParameterRole.SCALE, dimensions, 1, 1),
                new ParameterSpec("bias", ParameterRole.BIAS, dimensions, 1, 1));
    }

    /** A weight and a bias with one value for each of {@code outputs}, of the same fans. */
    public static List<ParameterSpec> weightAndBias(List<Integer> dimensions, int outputs,
            int fanIn,
            int fanOut) {
        return List.of(
                new ParameterSpec("weight", ParameterRole.WEIGHT, dimensions, fanIn, fanOut),
                new ParameterSpec("bias", ParameterRole.BIAS, List.of(outputs), fanIn, fanOut));
    }
}
