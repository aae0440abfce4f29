package dev.lanewise.engine.nn;

import java.util.List;

/**
 * A layer in its place in a {@link Network}.
 *
 * @param layer what it is
 * @param name its name there, unique: {@code conv1}, {@code pool1}, {@code silu1}, {@code fc1} …
 * @param sources where its inputs come from: indices of nodes, or {@link #NETWORK_INPUT}
 * @param inputs shapes of one sample of each input
 * @param output shape of one sample that it makes
 * @param parameters those of its layer, or none
 * @since 0.1.0
 */
public record Node(Layer layer, String name, List<Integer> sources, List<Shape> inputs,
        Shape output, List<Parameter> parameters) {
    /** The source that is the network's input. */
    public static final int NETWORK_INPUT = -1;

    /** Keeps unmodifiable copies of the lists. */
    public Node {
        sources = List.copyOf(sources);
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** {@return the shape of one sample of its first input, which for most layers is the only one} */
    public Shape input() {
        return inputs.getFirst();
    }

    /** {@return the multiply-adds for one sample} */
    public long multiplyAdds() {
        return layer.multiplyAdds(inputs);
    }

    /**
     * {@return the number of parameter values}
     *
     * @throws ArithmeticException if no {@code int} can hold it
     */
    public int parameterCount() {
        return Math.toIntExact(parameters.stream().mapToLong(Parameter::size).sum());
    }

    /** {@return its first parameter: the weight tensor of a convolution or dense layer} */
    public Parameter weight() {
        return parameters.get(0);
    }

    /** {@return its second parameter: the bias of a convolution or dense layer} */
    public Parameter bias() {
        return parameters.get(1);
    }
}
