package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.Node;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a step of a plan computes.
 *
 * @param nodes the layers: one, or several of which each reads the one before, such as a convolution and
 *     the pooling behind it; none for what the plan does between layers
 * @param goesBackward whether it has a backward pass; not before the first layer that is trained
 * @param wantsInputGradient whether its backward pass makes the gradient of its input
 * @param sums what it leaves for the gradient of its parameters
 */
public record Stage(List<Node> nodes, boolean goesBackward, boolean wantsInputGradient,
        Sums sums) {

    /** Kinds of sums over a batch. */
    public enum Sums {
        /** None: it has no parameters, or none that are trained. */
        NONE,
        /** A sum for each parameter and lane. */
        LANES,
        /** A row of inputs and of output gradients for each image. */
        ROWS
    }

    /** Keeps an unmodifiable copy of the nodes. */
    public Stage {
        nodes = List.copyOf(nodes);
    }

    /** The names of its layers, such as {@code conv1+pool1}. */
    public String name() {
        return nodes.stream().map(Node::name).collect(Collectors.joining("+"));
    }
}
