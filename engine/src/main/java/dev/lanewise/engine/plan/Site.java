package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.nn.Node;
import java.util.List;

/**
 * The place in a plan for which a layer makes its step.
 *
 * @param node the layer in its network
 * @param sums hands out what the step leaves behind for the sums over a batch
 * @param backend the functions that compute
 * @param inputs what it reads, in its order
 * @param output where its output lies
 */
public record Site(Node node, SumLayout sums, Backend backend, List<Input> inputs, Maps output) {

    /** Keeps an unmodifiable copy of the inputs. */
    public Site {
        inputs = List.copyOf(inputs);
    }

    /** What a layer with one input reads. */
    public Input input() {
        return inputs.getFirst();
    }
}
