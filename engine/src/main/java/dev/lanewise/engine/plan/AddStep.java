package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapSum;
import java.util.List;

/**
 * The sum of its inputs, in their order. At inference a ReLU behind a sum of two is part of the step.
 *
 * @param sum of the first two
 */
record AddStep(Backend kernels, List<Input> inputs, Maps out, MapSum sum) implements Step {

    AddStep(Backend kernels, List<Input> inputs, Maps out, boolean rectified) {
        this(kernels, inputs, out, new MapSum(inputs.getFirst().maps().inside,
                inputs.get(1).maps().inside, out.inside, rectified));
    }

    @Override
    public void forward(Pass pass) {
        Maps first = inputs.getFirst().maps();
        Maps second = inputs.get(1).maps();
        kernels.add(sum, first.values, first.origin, second.values, second.origin, out.values,
                out.origin);
        for (int i = 2; i < inputs.size(); i++) {
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
