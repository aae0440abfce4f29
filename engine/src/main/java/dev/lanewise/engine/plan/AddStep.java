package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import java.util.List;

/** The sum of its inputs, in their order. */
record AddStep(Backend kernels, List<Input> inputs, Maps out) implements Step {

    @Override
    public void forward(Pass pass) {
        inputs.getFirst().maps().copyValues(out, 0);
        for (int i = 1; i < inputs.size(); i++) {
            inputs.get(i).maps().addValues(kernels, out);
        }
    }

    @Override
    public void backward(Pass pass) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).wantsGradient()) {
                inputs.get(i).maps().copyGradient(out, 0);
            }
        }
    }
}
