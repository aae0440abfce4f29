package dev.lanewise.engine.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * An immutable description of a feed-forward network: the shape of its input and a graph of layers
 * without cycles, in an order in which each comes after those that it reads. It checks every shape,
 * names its parameters, and lays all of them out in one flat {@code float[]} in the order of the
 * layers, weight before bias. It computes nothing. Equal networks have equal inputs and layers. Safe
 * for use by any number of threads.
 *
 * {@snippet lang=java :
 * Network lenet = Network.input(1, 28, 28) // channels, rows, columns
 *         .conv2d(6, 5, Padding.SAME)
 *         .maxPool(2)
 *         .silu()
 *         .residual(block -> block.conv2d(6, 3, Padding.SAME).batchNorm().silu())
 *         .layer(Conv2d.of(16, 5).stride(2))
 *         .silu()
 *         .dense(10)
 *         .build();
 * IO.println(lenet + ", " + lenet.parameterCount() + " parameters");
 * }
 *
 * @since 0.1.0
 */
public final class Network {
    private final Shape inputShape;
    private final List<Node> nodes;
    private final int parameterCount;

    /** A layer and the indices of the layers that it reads. */
    record Entry(Layer layer, List<Integer> sources) {}

    Network(Shape inputShape, List<Entry> entries) {
        if (entries.isEmpty()) {
            throw new ShapeException(
                    "A network needs at least one layer; it has none; add a dense layer.");
        }
        this.inputShape = inputShape;
        List<Node> placed = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        int offset = 0;
        for (Entry entry : entries) {
            String stem = entry.layer().stem();
            String name = stem + used.merge(stem, 1, Integer::sum);
            try {
                List<Shape> inputs = entry.sources()
                        .stream()
                        .map(source -> source == Node.NETWORK_INPUT ? inputShape
                                : placed.get(source).output())
                        .toList();
                Node node = place(entry, name, inputs, offset);
                offset = Math.addExact(offset, node.parameterCount());
                placed.add(node);
            } catch (ArithmeticException e) {
                throw new ShapeException("Layer " + name
                        + " has too many parameters: with those before it they must be at most "
                        + Integer.MAX_VALUE + " to fit one array; use a smaller layer.");
            }
        }
        this.nodes = List.copyOf(placed);
        this.parameterCount = offset;
        requireReaders();
    }

    private static Node place(Entry entry, String name, List<Shape> inputs, int offset) {
        Layer layer = entry.layer();
        Shape output = layer.outputShape(name, inputs);
        List<Parameter> parameters = new ArrayList<>();
        int next = offset;
        for (Parameter declared : layer.parameters(inputs)) {
            Parameter parameter = declared.at(name, next);
            parameters.add(parameter);
            next = Math.addExact(next, parameter.size());
        }
        return new Node(layer, name, entry.sources(), inputs, output, parameters);
    }

    /** What nobody reads would be computed for nothing, and trained not at all. */
    private void requireReaders() {
        Set<Integer> read = new TreeSet<>();
        nodes.forEach(node -> read.addAll(node.sources()));
        for (int i = 0; i < nodes.size() - 1; i++) {
            if (!read.contains(i)) {
                throw new ShapeException("Layer " + nodes.get(i).name()
                        + " is read by no other layer and is not the last one; leave it out, or"
                        + " read it.");
            }
        }
    }

    /**
     * Begins a network whose samples are plain rows of {@code features} values.
     *
     * @param features the number of values
     * @return a builder
     */
    public static Builder input(int features) {
        return input(features, 1, 1);
    }

    /**
     * Begins a network whose samples are {@code channels} maps of {@code height × width}.
     *
     * @param channels the number of maps
     * @param height rows of a map
     * @param width columns of a map
     * @return a builder
     */
    public static Builder input(int channels, int height, int width) {
        GraphBuilder graph = graph(channels, height, width);
        return new Builder(graph, graph.input());
    }

    /**
     * Begins a network of any form, whose samples are {@code channels} maps of {@code height × width}.
     *
     * @param channels the number of maps
     * @param height rows of a map
     * @param width columns of a map
     * @return a builder
     */
    public static GraphBuilder graph(int channels, int height, int width) {
        return new GraphBuilder(new Shape(channels, height, width));
    }

    /**
     * {@return a network of the given layers, one after the other}
     *
     * @param input the shape of a sample
     * @param layers the layers, in their order
     */
    public static Network of(Shape input, List<? extends Layer> layers) {
        List<Entry> entries = new ArrayList<>();
        for (Layer layer : layers) {
            entries.add(new Entry(layer, List.of(entries.size() - 1)));
        }
        return new Network(input, entries);
    }

    /**
     * {@return the same layers for samples of another shape}
     *
     * @param shape the shape of a sample
     * @throws ShapeException if a layer can't take what it reads then
     */
    public Network withInput(Shape shape) {
        return new Network(shape,
                nodes.stream().map(node -> new Entry(node.layer(), node.sources())).toList());
    }

    /**
     * {@return the same layers without the softmax or its logarithm that they end in, if they do: the outputs
     * are then the logits that a cross-entropy takes} The parameters stay where they are.
     *
     * @throws ShapeException if nothing is left, or there are several positions with probabilities of
     *     their own
     */
    public Network logits() {
        Node last = nodes.getLast();
        if (!(last.layer() instanceof Softmax || last.layer() instanceof LogSoftmax)) {
            return this;
        }
        if (nodes.size() == 1 || last.output().height() * last.output().width() > 1) {
            throw new ShapeException("Layer " + last.name() + " must have one set of logits for a"
                    + " sample to be trained with a cross-entropy; it reads " + last.input()
                    + ". Put a dense layer before it, or take another loss.");
        }
        return new Network(inputShape, nodes.subList(0, nodes.size() - 1)
                .stream()
                .map(node -> new Entry(node.layer(), node.sources()))
                .toList());
    }

    /** {@return the shape of one input sample} */
    public Shape inputShape() {
        return inputShape;
    }

    /** {@return the shape of one output} */
    public Shape outputShape() {
        return nodes.get(nodes.size() - 1).output();
    }

    /**
     * {@return the number of values that the network puts out for one sample: one for each class, if it tells
     * classes}
     */
    public int outputs() {
        return outputShape().size();
    }

    /** {@return the number of values in the flat parameter array} */
    public int parameterCount() {
        return parameterCount;
    }

    /** {@return the layers in order, each in its place; the last one makes the output} */
    public List<Node> nodes() {
        return nodes;
    }

    /** {@return all parameters in the order of the flat array} */
    public List<Parameter> parameters() {
        return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
    }

    /** {@return the multiply-adds of a forward pass for one sample} */
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

    /**
     * Collects layers in a straight line, with branches where they are asked for. Not safe for use by
     * several threads.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final GraphBuilder graph;
        private GraphBuilder.Value last;

        private Builder(GraphBuilder graph, GraphBuilder.Value last) {
            this.graph = graph;
            this.last = last;
        }

        /**
         * Adds any layer with one input.
         *
         * @param layer the layer
         * @return this builder
         */
        public Builder layer(Layer layer) {
            last = graph.add(layer, last);
            return this;
        }

        /**
         * Adds a convolution without padding.
         *
         * @param outChannels the number of output maps
         * @param kernel rows and columns of the kernel
         * @return this builder
         */
        public Builder conv2d(int outChannels, int kernel) {
            return conv2d(outChannels, kernel, Padding.VALID);
        }

        /**
         * Adds a convolution at stride 1.
         *
         * @param outChannels the number of output maps
         * @param kernel rows and columns of the kernel
         * @param padding what stands around the input
         * @return this builder
         */
        public Builder conv2d(int outChannels, int kernel, Padding padding) {
            return layer(Conv2d.of(outChannels, kernel, padding));
        }

        /**
         * Adds max pooling over windows that touch and do not overlap.
         *
         * @param window rows and columns of a window
         * @return this builder
         */
        public Builder maxPool(int window) {
            return layer(MaxPool2d.of(window));
        }

        /**
         * Adds average pooling over windows that touch and do not overlap.
         *
         * @param window rows and columns of a window
         * @return this builder
         */
        public Builder averagePool(int window) {
            return layer(AveragePool2d.of(window));
        }

        /**
         * Leaves the mean of each map.
         *
         * @return this builder
         */
        public Builder globalAveragePool() {
            return layer(GlobalPool2d.AVERAGE);
        }

        /**
         * Adds a fully connected layer.
         *
         * @param units the number of outputs
         * @return this builder
         */
        public Builder dense(int units) {
            return layer(new Dense(units));
        }

        /**
         * Adds a batch normalization.
         *
         * @return this builder
         */
        public Builder batchNorm() {
            return layer(BatchNorm.of());
        }

        /**
         * Adds dropout, which sets this share of the values to 0 in training.
         *
         * @param rate the share, in [0, 1)
         * @return this builder
         */
        public Builder dropout(double rate) {
            return layer(new Dropout((float) rate));
        }

        /**
         * Makes one vector of all maps.
         *
         * @return this builder
         */
        public Builder flatten() {
            return layer(new Flatten());
        }

        /**
         * Adds a rectifier.
         *
         * @return this builder
         */
        public Builder relu() {
            return layer(Activation.RELU);
        }

        /**
         * Adds a sigmoid-weighted linear unit.
         *
         * @return this builder
         */
        public Builder silu() {
            return layer(Activation.SILU);
        }

        /**
         * Adds a hyperbolic tangent.
         *
         * @return this builder
         */
        public Builder tanh() {
            return layer(Activation.TANH);
        }

        /**
         * Adds a residual block (He et al. 2015): the layers of {@code block}, whose output is added to
         * the input of the block, which must have the same shape.
         *
         * @param block adds the layers of the block
         * @return this builder
         */
        public Builder residual(UnaryOperator<Builder> block) {
            return residual(block, shortcut -> shortcut);
        }

        /**
         * Adds a residual block whose input goes through the layers of {@code shortcut} first.
         *
         * @param block adds the layers of the block
         * @param shortcut adds the layers of the shortcut
         * @return this builder
         */
        public Builder residual(UnaryOperator<Builder> block, UnaryOperator<Builder> shortcut) {
            last = graph.add(new Add(), branch(block), branch(shortcut));
            return this;
        }

        /**
         * Adds branches that all read what is there so far, and puts their maps side by side.
         *
         * @param branches each adds the layers of a branch
         * @return this builder
         */
        @SafeVarargs
        public final Builder concat(UnaryOperator<Builder>... branches) {
            GraphBuilder.Value[] ends = new GraphBuilder.Value[branches.length];
            for (int i = 0; i < branches.length; i++) {
                ends[i] = branch(branches[i]);
            }
            last = graph.add(new Concat(), ends);
            return this;
        }

        private GraphBuilder.Value branch(UnaryOperator<Builder> layers) {
            return layers.apply(new Builder(graph, last)).last;
        }

        /**
         * Places the layers and checks every shape.
         *
         * @return the network
         * @throws ShapeException if a layer can't take what it reads
         */
        public Network build() {
            return graph.build(last);
        }
    }
}
