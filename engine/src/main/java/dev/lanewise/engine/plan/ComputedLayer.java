package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.LayerExtension;

/** A layer from beyond the core, with the step that computes it. */
public interface ComputedLayer extends LayerExtension {

    /**
     * The step that computes this layer in a place. What it needs is allocated here.
     *
     * @throws ArithmeticException if no array can hold it
     */
    Step step(Site site);

    /** What the step leaves behind for the gradient of the layer's parameters. */
    default Stage.Sums sums() {
        return Stage.Sums.NONE;
    }

    /** Whether the step reads its input as one vector, and so wants no border around it. */
    default boolean readsVector() {
        return false;
    }
}
