package dev.lanewise.engine.plan;

/** Copies maps to others with another border. */
record CopyStep(Input in, Maps out) implements Step {

    @Override
    public void forward(Pass pass) {
        in.maps().copyValues(out, 0);
    }

    @Override
    public void backward(Pass pass) {
        if (in.wantsGradient()) {
            in.maps().copyGradient(out, 0);
        }
    }
}
