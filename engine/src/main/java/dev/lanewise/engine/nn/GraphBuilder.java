package dev.lanewise.engine.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a network of any form without cycles: each call adds a layer and returns what it makes, which
 * later layers read. Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class GraphBuilder {
    private final Shape inputShape;
    private final List<Network.Entry> entries = new ArrayList<>();

    GraphBuilder(Shape inputShape) {
        this.inputShape = inputShape;
    }

    /**
     * What a layer makes, or the network's input. Belongs to its builder.
     *
     * @since 0.1.0
     */
    public static final class Value {
        private final GraphBuilder graph;
        private final int index;

        private Value(GraphBuilder graph, int index) {
            this.graph = graph;
            this.index = index;
        }
    }

    /** {@return the network's input} */
    public Value input() {
        return new Value(this, Node.NETWORK_INPUT);
    }

    /**
     * Adds a layer.
     *
     * @param layer the layer
     * @param inputs what it reads, in its order
     * @return what the layer makes
     * @throws IllegalArgumentException if there is no input, or one of another builder
     */
    public Value add(Layer layer, Value... inputs) {
        if (inputs.length == 0) {
            throw new IllegalArgumentException(
                    "A layer needs at least one input; it has none; begin with input().");
        }
        List<Integer> sources = new ArrayList<>();
        for (Value input : inputs) {
            sources.add(indexOf(input));
        }
        entries.add(new Network.Entry(layer, List.copyOf(sources)));
        return new Value(this, entries.size() - 1);
    }

    @SuppressWarnings("ReferenceEquality") // Which builder it is counts.
    private int indexOf(Value value) {
        if (value.graph != this) {
            throw new IllegalArgumentException(
                    "An input is of another builder; add its layer here first.");
        }
        return value.index;
    }

    /**
     * Places the layers and checks every shape.
     *
     * @param output what the network puts out: what the layer made that was added last
     * @return the network
     * @throws ShapeException if a layer can't take what it reads, or nobody reads what one makes
     * @throws IllegalArgumentException if another layer was added after the output
     */
    public Network build(Value output) {
        if (indexOf(output) != entries.size() - 1) {
            throw new IllegalArgumentException(
                    "The output must be what the last layer makes; add that layer last.");
        }
        return new Network(inputShape, entries);
    }
}
