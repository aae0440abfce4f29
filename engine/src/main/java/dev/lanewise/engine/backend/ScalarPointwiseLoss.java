package dev.lanewise.engine.backend;

/** Gradients of losses that each output has by itself, one output after the other. */
final class ScalarPointwiseLoss {
    private ScalarPointwiseLoss() {}

    /** {@link Backend#pointwiseLoss}. */
    static void gradient(PointwiseLoss loss, float[] z, float[] targets, float scale, float[] dz) {
        float share = scale / loss.outputs();
        for (int i = 0; i < loss.outputs() * loss.lanes(); i++) {
            float t = targets[i];
            dz[i] = Float.isNaN(t) ? 0
                    : slope(loss, z[i], t, loss.positiveWeight(i / loss.lanes())) * share;
        }
    }

    private static float slope(PointwiseLoss loss, float z, float t, float positiveWeight) {
        float error = z - t;
        return switch (loss.kind()) {
            case SQUARED -> 2 * error;
            case ABSOLUTE -> error > 0 ? 1 : error < 0 ? -1 : 0;
            case HUBER -> Math.max(-loss.delta(), Math.min(loss.delta(), error));
            case BINARY_CROSS_ENTROPY -> {
                float positive = positiveWeight * t;
                yield ScalarActivations.sigmoid(z) * (1 - t + positive) - positive;
            }
        };
    }
}
