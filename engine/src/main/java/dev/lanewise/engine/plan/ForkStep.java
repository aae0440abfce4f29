package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import java.util.List;

/**
 * Maps that several layers read: their gradient is the sum of what the readers leave, in the order of
 * the readers in the network.
 */
record ForkStep(Backend kernels, Maps maps, List<Maps> readers) implements Step {

    @Override
    public void forward(Pass pass) {
        // The readers share the values.
    }

    @Override
    public void backward(Pass pass) {
        float[] sum = maps.gradient;
        System.arraycopy(readers.getFirst().gradient, 0, sum, 0, sum.length);
        for (int i = 1; i < readers.size(); i++) {
            kernels.add(readers.get(i).gradient, 0, sum, 0, sum.length);
        }
    }
}
