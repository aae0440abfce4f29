package dev.lanewise.engine.plan;

/** A step that passes second derivatives backward, too. */
public interface SecondOrderStep extends Step {

    /**
     * As {@link #backward} with second derivatives in place of gradients, in the Gauss-Newton
     * approximation: each is multiplied by the square of what its gradient is multiplied by. So this
     * squares what the forward pass kept and goes backward with it; another forward pass must follow.
     *
     * @param pass whose parameters are squares
     * @param rest for each lane minus the sum of the loss's derivatives by the outputs
     */
    void curvature(Pass pass, float[] rest);
}
