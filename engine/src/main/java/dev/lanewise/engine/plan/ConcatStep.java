package dev.lanewise.engine.plan;

import java.util.List;

/** The maps of its inputs, one input after the other. */
record ConcatStep(List<Input> inputs, Maps out) implements Step {

    @Override
    public void forward(Pass pass) {
        int channel = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Maps in = inputs.get(i).maps();
            in.copyValues(out, channel);
            channel += in.inside.channels();
        }
    }

    @Override
    public void backward(Pass pass) {
        int channel = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Maps in = inputs.get(i).maps();
            if (inputs.get(i).wantsGradient()) {
                in.copyGradient(out, channel);
            }
            channel += in.inside.channels();
        }
    }
}
