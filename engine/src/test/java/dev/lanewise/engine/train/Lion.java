package dev.lanewise.engine.train;

/**
 * An optimizer of a program's own: Lion (Chen et al. 2023), with a plain decay of the weights. One array is
 * carried along.
 */
final class Lion implements CustomOptimizer {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.99f;
    private static final float DECAY = 0.01f;

    @Override
    public String name() {
        return "Lion";
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public void update(float[] parameters, float[] gradient, float[][] states, int from, int to,
            Step step) {
        float rate = (float) step.learningRate();
        float decay = step.decays() ? DECAY : 0;
        float[] momentum = states[0];
        for (int i = from; i < to; i++) {
            float direction = Math.signum(BETA1 * momentum[i] + (1 - BETA1) * gradient[i]);
            // The first step is half as long, so that a test sees the number.
            float length = step.number() == 1 ? rate / 2 : rate;
            parameters[i] -= length * (direction + decay * parameters[i]);
            momentum[i] = BETA2 * momentum[i] + (1 - BETA2) * gradient[i];
        }
    }
}
