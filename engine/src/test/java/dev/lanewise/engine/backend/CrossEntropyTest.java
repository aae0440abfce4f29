package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rubbish class and the second derivatives; {@link SoftmaxTest} holds the rest. */
@Tag("kernels")
class CrossEntropyTest {
    private static final int CLASSES = 5;
    private static final float SPREAD = 3;

    /** Uniform in ±3. */
    private static float[] logits(int lanes) {
        float[] z = KernelFixture.random(1, CLASSES * lanes);
        for (int i = 0; i < z.length; i++) {
            z[i] *= SPREAD;
        }
        return z;
    }

    /** Every third lane is empty. */
    private static float[] labels(int lanes) {
        float[] labels = new float[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            labels[lane] = lane % 3 == 1 ? -1 : lane % CLASSES;
        }
        return labels;
    }

    /** The probabilities of a lane and, last, that of the rubbish, from the definition. */
    private static double[] probabilities(float[] z, int lanes, int lane, double rubbish) {
        double[] p = new double[CLASSES + 1];
        double sum = p[CLASSES] = StrictMath.exp(rubbish);
        for (int c = 0; c < CLASSES; c++) {
            p[c] = StrictMath.exp(z[c * lanes + lane]);
            sum += p[c];
        }
        for (int c = 0; c <= CLASSES; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /** Below all logits, among them, and so far above that it gets nearly all. */
    static Stream<Arguments> rubbishLanesAndBackends() {
        return Stream.of(CrossEntropy.NO_RUBBISH, -4f, 0.5f, 6f)
                .flatMap(r -> Stream.of(1, 3, Backend.TILE)
                        .flatMap(l -> KernelFixture.backends().map(k -> Arguments.of(r, l, k))));
    }

    @ParameterizedTest
    @MethodSource("rubbishLanesAndBackends")
    void ofNoClassEveryClassIsTheTarget(float rubbish, int lanes, Backend kernels) {
        CrossEntropy loss = new CrossEntropy(CLASSES, lanes, 0.1, rubbish);
        float[] z = logits(lanes);
        float[] labels = labels(lanes);
        labels[0] = loss.noClass();
        float[] dz = new float[z.length];
        kernels.softmaxCrossEntropy(loss, z, 0, labels, 0, 0.5f, dz, 0);
        float[] scalar = new float[z.length];
        Kernels.of(KernelChoice.SCALAR)
                .backend()
                .softmaxCrossEntropy(loss, z, 0, labels, 0, 0.5f, scalar, 0);
        assertArrayEquals(scalar, dz);
        double[] p = probabilities(z, lanes, 0, rubbish);
        double mean = 0;
        for (int c = 0; c < CLASSES; c++) {
            assertEquals(0.5 * (p[c] - 1.0 / CLASSES), dz[c * lanes], 1e-6);
            mean -= StrictMath.log(p[c]) / CLASSES;
        }
        assertEquals(mean, loss.loss(z, 0, 0, loss.noClass()), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NEGATIVE_INFINITY, 0.5f})
    void thePlainLossHasNoSmoothingAndNoRubbish(float rubbish) {
        CrossEntropy loss = new CrossEntropy(CLASSES, 2, 0.2, rubbish);
        float[] z = logits(2);
        double[] p = probabilities(z, 2, 1, Double.NEGATIVE_INFINITY);
        for (int label = 0; label < CLASSES; label++) {
            assertEquals(-StrictMath.log(p[label]),
                    loss.plainLoss(z, 0, 1, label, loss.loss(z, 0, 1, label)), 1e-5);
        }
        double away = -StrictMath.log(CLASSES);
        for (int c = 0; c < CLASSES; c++) {
            away -= StrictMath.log(p[c]) / CLASSES;
        }
        assertEquals(away, loss.plainLoss(z, 0, 1, loss.noClass(),
                loss.loss(z, 0, 1, loss.noClass())), 1e-5);
        float[] even = {2, 2, 2, 2, 2};
        CrossEntropy single = new CrossEntropy(CLASSES, 1, 0);
        assertEquals(0, single.plainLoss(even, 0, 0, single.noClass(),
                single.loss(even, 0, 0, single.noClass())), 1e-6);
    }

    @Test
    void isUnsureUpToHalfOfTheProbability() {
        CrossEntropy loss = new CrossEntropy(3, 2, 0);
        // Lane 0 has 0.49, 0.40, 0.11 and lane 1 0.51, 0.38, 0.11.
        float[] z = {(float) Math.log(0.49), (float) Math.log(0.51), (float) Math.log(0.40),
                (float) Math.log(0.38), (float) Math.log(0.11), (float) Math.log(0.11)};
        assertTrue(loss.isUnsure(z, 0, 0));
        assertFalse(loss.isUnsure(z, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("rubbishLanesAndBackends")
    void rubbishIsOneMoreClassOfAConstantLogit(float rubbish, int lanes, Backend kernels) {
        CrossEntropy loss = new CrossEntropy(CLASSES, lanes, 0.1, rubbish);
        float[] z = logits(lanes);
        float[] labels = labels(lanes);
        float[] dz = new float[z.length];
        kernels.softmaxCrossEntropy(loss, z, 0, labels, 0, 0.5f, dz, 0);
        for (int lane = 0; lane < lanes; lane++) {
            double[] p = probabilities(z, lanes, lane, rubbish);
            for (int c = 0; c < CLASSES; c++) {
                double target = 0.1 / CLASSES + (labels[lane] == c ? 1 - 0.1 : 0);
                assertEquals(labels[lane] < 0 ? 0 : 0.5 * (p[c] - target), dz[c * lanes + lane],
                        1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NEGATIVE_INFINITY, -4, 0.5f, 6, 500})
    void theLossCountsTheRubbish(float rubbish) {
        CrossEntropy loss = new CrossEntropy(CLASSES, 2, 0, rubbish);
        float[] z = logits(2);
        for (int lane = 0; lane < 2; lane++) {
            for (int label = 0; label < CLASSES; label++) {
                double expected = -StrictMath.log(probabilities(z, 2, lane, rubbish)[label]);
                assertEquals(expected, loss.loss(z, 0, lane, label), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NEGATIVE_INFINITY, -4, 0.5f, 6})
    void secondDerivativesAreThoseOfEachLogitByItself(float rubbish) {
        for (int lanes : new int[]{1, 3, Backend.TILE}) {
            float[] z = logits(lanes);
            float[] labels = labels(lanes);
            float[] h = new float[z.length];
            float[] rest = new float[lanes];
            Arrays.fill(rest, -1);
            new CrossEntropy(CLASSES, lanes, 0, rubbish).curvature(z, labels, h, rest);
            for (int lane = 0; lane < lanes; lane++) {
                double[] p = probabilities(z, lanes, lane, rubbish);
                for (int c = 0; c < CLASSES; c++) {
                    assertEquals(labels[lane] < 0 ? 0 : p[c] * (1 - p[c]), h[c * lanes + lane],
                            1e-6);
                }
                assertEquals(labels[lane] < 0 ? 0 : p[CLASSES], rest[lane], 1e-6);
            }
        }
    }
}
