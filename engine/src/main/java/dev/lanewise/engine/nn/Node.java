package dev.lanewise.engine.nn;

import java.util.List;

/**
 * A layer in its place in a {@link Network}.
 *
 * @param layer what it is
 * @param name its name there, unique: {@code conv1}, {@code pool1}, {@code silu1}, {@code fc1} …
 * @param input shape of one sample that it receives
 * @param output shape of one sample that it makes
 * @param parameters weight and bias, or none
 */
public record Node(Layer layer, String name, Shape input, Shape output,
        List<Parameter> parameters) {

    /** Keeps an unmodifiable copy of the parameters. */
    public Node {
        parameters = List.copyOf(parameters);
    }

    /** Multiply-adds for one sample. */
    public long multiplyAdds() {
        return layer.multiplyAdds(input);
    }

    /**
     * Number of parameter values.
     *
     * @throws ArithmeticException if no {@code int} can hold it
     */
    public int parameterCount() {
        return Math.toIntExact(parameters.stream().mapToLong(Parameter::size).sum());
    }

    /** The weight tensor of a convolution or dense layer. */
    public Parameter weight() {
        return parameters.get(0);
    }

    /** The bias of a convolution or dense layer. */
    public Parameter bias() {
        return parameters.get(1);
    }
}
