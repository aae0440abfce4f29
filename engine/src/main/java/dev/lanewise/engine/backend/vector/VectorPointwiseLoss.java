package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.PointwiseLoss;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Gradients of losses that each output has by itself, of a full tile. */
final class VectorPointwiseLoss {
    private VectorPointwiseLoss() {}

    static void gradient(PointwiseLoss loss, float[] z, float[] targets, float scale, float[] dz) {
        float share = scale / loss.outputs();
        int count = loss.outputs() * TILE;
        switch (loss.kind()) {
            case SQUARED -> squared(count, z, targets, share, dz);
            case ABSOLUTE -> absolute(count, z, targets, share, dz);
            case HUBER -> huber(loss.delta(), count, z, targets, share, dz);
            case BINARY_CROSS_ENTROPY -> binary(loss, z, targets, share, dz);
        }
    }

    private static void squared(int count, float[] z, float[] targets, float share, float[] dz) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector t = FloatVector.fromArray(SPECIES, targets, i);
            FloatVector.fromArray(SPECIES, z, i)
                    .sub(t)
                    .mul(2f)
                    .mul(share)
                    .blend(0f, t.test(VectorOperators.IS_NAN))
                    .intoArray(dz, i);
        }
    }

    private static void absolute(int count, float[] z, float[] targets, float share, float[] dz) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector error = FloatVector.fromArray(SPECIES, z, i)
                    .sub(FloatVector.fromArray(SPECIES, targets, i));
            zero.blend(share, error.compare(VectorOperators.GT, 0f))
                    .blend(-share, error.compare(VectorOperators.LT, 0f))
                    .intoArray(dz, i);
        }
    }

    private static void huber(float delta, int count, float[] z, float[] targets, float share,
            float[] dz) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector t = FloatVector.fromArray(SPECIES, targets, i);
            FloatVector.fromArray(SPECIES, z, i)
                    .sub(t)
                    .min(delta)
                    .max(-delta)
                    .mul(share)
                    .blend(0f, t.test(VectorOperators.IS_NAN))
                    .intoArray(dz, i);
        }
    }

    private static void binary(PointwiseLoss loss, float[] z, float[] targets, float share,
            float[] dz) {
        VectorActivations.exp(-1, z, 0, dz, 0, loss.outputs() * TILE);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int output = 0; output < loss.outputs(); output++) {
            FloatVector weight = FloatVector.broadcast(SPECIES, loss.positiveWeight(output));
            for (int i = output * TILE; i < (output + 1) * TILE; i += LENGTH) {
                FloatVector t = FloatVector.fromArray(SPECIES, targets, i);
                FloatVector positive = weight.mul(t);
                one.div(FloatVector.fromArray(SPECIES, dz, i).add(one))
                        .mul(one.sub(t).add(positive))
                        .sub(positive)
                        .mul(share)
                        .blend(0f, t.test(VectorOperators.IS_NAN))
                        .intoArray(dz, i);
            }
        }
    }
}
