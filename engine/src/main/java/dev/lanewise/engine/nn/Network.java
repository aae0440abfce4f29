package dev.lanewise.engine.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An immutable description of a feed-forward network: the shape of its input and a list of layers.
 * It infers and checks every shape, names its parameters, and lays all of them out in one flat
 * {@code float[]} in the order of the layers, weight before bias. It computes nothing. Equal
 * networks have equal inputs and layers. Safe for use by any number of threads.
 */
public final class Network {
    private final Shape inputShape;
    private final List<Node> nodes;
    private final int parameterCount;

    private Network(Shape inputShape, List<Layer> layers) {
        this.inputShape = inputShape;
        List<Node> placed = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        Shape shape = inputShape;
        int offset = 0;
        for (Layer layer : layers) {
            String name = layer.stem() + used.merge(layer.stem(), 1, Integer::sum);
            try {
                Node node = place(layer, name, shape, offset);
                offset = Math.addExact(offset, node.parameterCount());
                shape = node.output();
                placed.add(node);
            } catch (ArithmeticException e) {
                throw new ShapeException("Layer " + name
                        + " has too many parameters: with those before it they must be at most "
                        + Integer.MAX_VALUE + " to fit one array; use a smaller layer.");
            }
        }
        this.nodes = List.copyOf(placed);
        this.parameterCount = offset;
    }

    private static Node place(Layer layer, String name, Shape input, int offset) {
        Shape output = layer.outputShape(name, input);
        return new Node(layer, name, input, output, switch (layer) {
            case Conv2d c -> {
                int taps = Math.multiplyExact(c.kernelHeight(), c.kernelWidth());
                yield weightAndBias(name, offset,
                        List.of(c.outChannels(), input.channels(), c.kernelHeight(),
                                c.kernelWidth()),
                        c.outChannels(), input.channels() * taps, c.outChannels() * taps);
            }
            case TableConv2d t -> {
                int weights = Math.multiplyExact(t.connections(), t.kernel() * t.kernel());
                int maps = output.channels();
                // The mean over the maps, which differ in how many they read.
                yield weightAndBias(name, offset, List.of(t.connections(), t.kernel(), t.kernel()),
                        maps, Math.ceilDiv(weights, maps),
                        Math.ceilDiv(weights, input.channels()));
            }
            case Subsample2d s -> weightAndBias(name, offset, List.of(input.channels(), 1),
                    input.channels(), Math.multiplyExact(s.window(), s.window()), 1);
            case Dense d -> weightAndBias(name, offset, List.of(d.units(), input.size()),
                    d.units(), input.size(), d.units());
            case ConstantPad2d p -> List.of();
            case MaxPool2d p -> List.of();
            case AveragePool2d p -> List.of();
            case Rbf r -> List.of();
            case Activation a -> List.of();
        });
    }

    private static List<Parameter> weightAndBias(String name, int offset, List<Integer> dimensions,
            int outputs, int fanIn, int fanOut) {
        Parameter weight = new Parameter(name + ".weight", offset, dimensions, fanIn, fanOut);
        return List.of(weight, new Parameter(name + ".bias", offset + weight.size(),
                List.of(outputs), fanIn, fanOut));
    }

    /** Begins a network whose samples are {@code channels} maps of {@code height × width}. */
    public static Builder input(int channels, int height, int width) {
        return new Builder(new Shape(channels, height, width));
    }

    /** A network of the given layers. */
    public static Network of(Shape input, List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new ShapeException(
                    "A network needs at least one layer; it has none; add a dense layer.");
        }
        return new Network(input, List.copyOf(layers));
    }

    /** Shape of one input sample. */
    public Shape inputShape() {
        return inputShape;
    }

    /** Shape of one output. */
    public Shape outputShape() {
        return nodes.get(nodes.size() - 1).output();
    }

    /** Number of values that the network puts out for one sample: its classes. */
    public int classes() {
        return outputShape().size();
    }

    /** Number of values in the flat parameter array. */
    public int parameterCount() {
        return parameterCount;
    }

    /** The layers in order, each in its place. */
    public List<Node> nodes() {
        return nodes;
    }

    /** All parameters in the order of the flat array. */
    public List<Parameter> parameters() {
        return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
    }

    /** Multiply-adds of a forward pass for one sample. */
    public long multiplyAdds() {
        return nodes.stream().mapToLong(Node::multiplyAdds).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && inputShape.equals(that.inputShape)
                && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return 31 * inputShape.hashCode() + nodes.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(inputShape.toString());
        nodes.forEach(
                node -> text.append(" → ").append(node.name()).append(' ').append(node.output()));
        return text.toString();
    }

    /** Collects layers. Not safe for use by several threads. */
    public static final class Builder {
        private final Shape input;
        private final List<Layer> layers = new ArrayList<>();

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds any layer. */
        public Builder layer(Layer layer) {
            layers.add(layer);
            return this;
        }

        /** Adds a convolution without padding. */
        public Builder conv2d(int outChannels, int kernel) {
            return conv2d(outChannels, kernel, Padding.VALID);
        }

        /** Adds a convolution at stride 1. */
        public Builder conv2d(int outChannels, int kernel, Padding padding) {
            return layer(Conv2d.of(outChannels, kernel, padding));
        }

        /** Adds max pooling over windows that touch and do not overlap. */
        public Builder maxPool(int window) {
            return layer(new MaxPool2d(window, window));
        }

        /** Adds average pooling over windows that touch and do not overlap. */
        public Builder averagePool(int window) {
            return layer(new AveragePool2d(window, window));
        }

        /** Adds a fully connected layer. */
        public Builder dense(int units) {
            return layer(new Dense(units));
        }

        /** Adds a rectifier. */
        public Builder relu() {
            return layer(Activation.RELU);
        }

        /** Adds a sigmoid-weighted linear unit. */
        public Builder silu() {
            return layer(Activation.SILU);
        }

        /** Adds a hyperbolic tangent. */
        public Builder tanh() {
            return layer(Activation.TANH);
        }

        /**
         * Places the layers and checks every shape.
         *
         * @throws ShapeException if a layer can't take what the one before it makes
         */
        public Network build() {
            return Network.of(input, layers);
        }
    }
}
