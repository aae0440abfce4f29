package dev.lanewise.engine.backend;

import java.util.Objects;

/** Softmax and cross-entropy, one lane after the other. */
final class ScalarSoftmax {
    private ScalarSoftmax() {}

    /** {@link Backend#softmax}. */
    static void softmax(int classes, int lanes, float[] z, int zOffset, float[] p, int pOffset) {
        probabilities(classes, lanes, CrossEntropy.NO_RUBBISH, z, zOffset, p, pOffset);
    }

    /** The probabilities of the classes; with that of the rubbish, if there is any, they sum to 1. */
    static void probabilities(int classes, int lanes, float rubbish, float[] z, int zOffset,
            float[] p, int pOffset) {
        Objects.checkFromIndexSize(zOffset, classes * lanes, z.length);
        Objects.checkFromIndexSize(pOffset, classes * lanes, p.length);
        for (int lane = 0; lane < lanes; lane++) {
            float max = z[zOffset + lane];
            for (int c = 1; c < classes; c++) {
                max = Math.max(max, z[zOffset + c * lanes + lane]);
            }
            float sum = 0;
            if (rubbish != CrossEntropy.NO_RUBBISH) {
                max = Math.max(max, rubbish);
                sum = ScalarActivations.exp(rubbish - max);
            }
            for (int c = 0; c < classes; c++) {
                float e = ScalarActivations.exp(z[zOffset + c * lanes + lane] - max);
                p[pOffset + c * lanes + lane] = e;
                sum += e;
            }
            for (int c = 0; c < classes; c++) {
                p[pOffset + c * lanes + lane] /= sum;
            }
        }
    }

    /** {@link Backend#softmaxCrossEntropy}. */
    static void crossEntropy(CrossEntropy loss, float[] z, int zOffset, float[] labels,
            int labelOffset, float scale, float[] dz, int dzOffset) {
        Objects.checkFromIndexSize(labelOffset, loss.lanes(), labels.length);
        probabilities(loss.classes(), loss.lanes(), loss.rubbish(), z, zOffset, dz, dzOffset);
        for (int lane = 0; lane < loss.lanes(); lane++) {
            float label = labels[labelOffset + lane];
            float elsewhere = label == loss.noClass() ? loss.uniform() : loss.everywhere();
            for (int c = 0; c < loss.classes(); c++) {
                int i = dzOffset + c * loss.lanes() + lane;
                float target = c == label ? loss.onLabel() : elsewhere;
                dz[i] = label < 0 ? 0 : (dz[i] - target) * scale;
            }
        }
    }

    /** {@link Backend#softmaxCrossEntropy} of targets that are numbers. */
    static void crossEntropy(TargetCrossEntropy loss, float[] z, float[] targets, float scale,
            float[] dz) {
        int lanes = loss.lanes();
        Objects.checkFromIndexSize(0, loss.classes() * lanes, targets.length);
        softmax(loss.classes(), lanes, z, 0, dz, 0);
        for (int lane = 0; lane < lanes; lane++) {
            float sum = 0;
            for (int c = 0; c < loss.classes(); c++) {
                sum += targets[c * lanes + lane];
            }
            for (int i = lane; i < loss.classes() * lanes; i += lanes) {
                dz[i] = (dz[i] * sum - targets[i]) * scale;
            }
        }
    }
}
