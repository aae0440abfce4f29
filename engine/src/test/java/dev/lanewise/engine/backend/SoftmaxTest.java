package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;
import static dev.lanewise.engine.backend.KernelFixture.assertSameBits;
import static dev.lanewise.engine.backend.KernelFixture.fast;
import static dev.lanewise.engine.backend.KernelFixture.scalar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class SoftmaxTest {
    private static final String BACKENDS = "dev.lanewise.engine.backend.KernelFixture#backends";
    private static final int Z_OFFSET = 3;
    private static final int LABEL_OFFSET = 5;
    private static final float SCALE = 1f / 60;
    private static final int EMPTY_EVERY = 4;

    /** Logits of a tile, at most {@code spread} from 0, with labels; every fourth lane is empty. */
    record Tile(CrossEntropy loss, float spread) {

        static Stream<Tile> all() {
            return Stream.of(new Tile(new CrossEntropy(10, 16, 0f), 1),
                    new Tile(new CrossEntropy(10, 16, 0.1), 10),
                    new Tile(new CrossEntropy(26, 16, 0.3f), 40),
                    new Tile(new CrossEntropy(1, 16, 0f), 40),
                    new Tile(new CrossEntropy(10, 1, 0.1f), 10),
                    new Tile(new CrossEntropy(3, 5, 0f), 40));
        }

        int size() {
            return loss.classes() * loss.lanes();
        }

        float[] z() {
            float[] values = KernelFixture.random(1, size());
            for (int i = 0; i < values.length; i++) {
                values[i] *= spread;
            }
            return KernelFixture.spread(values, KernelFixture.range(Z_OFFSET, size()),
                    Z_OFFSET + size(), KernelFixture.UNREAD);
        }

        float[] labels() {
            SplittableRandom random = new SplittableRandom(2);
            float[] labels = new float[LABEL_OFFSET + loss.lanes()];
            for (int i = 0; i < labels.length; i++) {
                int lane = i - LABEL_OFFSET;
                labels[i] = lane % EMPTY_EVERY == 1 ? -1 : random.nextInt(loss.classes());
            }
            return labels;
        }

        boolean empty(int lane) {
            return labels()[LABEL_OFFSET + lane] < 0;
        }

        float[] fresh() {
            return KernelFixture.overwritten(KernelFixture.range(MARGIN, size()));
        }

        float[] softmax(Backend kernels) {
            float[] p = fresh();
            kernels.softmax(loss.classes(), loss.lanes(), z(), Z_OFFSET, p, MARGIN);
            return p;
        }

        float[] gradient(Backend kernels) {
            float[] dz = fresh();
            kernels.softmaxCrossEntropy(loss, z(), Z_OFFSET, labels(), LABEL_OFFSET, SCALE, dz,
                    MARGIN);
            return dz;
        }

        /** The exponentials of a lane's logits less their maximum, and their sum. */
        RunningError[] exponentials(int lane) {
            RunningError[] e = new RunningError[loss.classes() + 1];
            float[] z = z();
            float max = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < loss.classes(); c++) {
                max = Math.max(max, z[Z_OFFSET + c * loss.lanes() + lane]);
            }
            RunningError sum = RunningError.of(0);
            for (int c = 0; c < loss.classes(); c++) {
                e[c] = RunningError.of(z[Z_OFFSET + c * loss.lanes() + lane])
                        .minus(RunningError.of(max))
                        .exp();
                sum = sum.plus(e[c]);
            }
            e[loss.classes()] = sum;
            return e;
        }

        /** The target of class {@code c} in a lane. */
        RunningError target(int c, int lane) {
            double everywhere = loss.smoothing() / loss.classes();
            return RunningError.of(0)
                    .plus(RunningError.of(labels()[LABEL_OFFSET + lane] == c
                            ? 1 - loss.smoothing() + everywhere
                            : everywhere));
        }

        void assertSurroundingsUntouched(float[] actual) {
            float[] untouched = actual.clone();
            float[] fresh = fresh();
            System.arraycopy(fresh, MARGIN, untouched, MARGIN, size());
            assertSameBits(fresh, untouched, this);
        }
    }

    static Stream<Tile> tiles() {
        return Tile.all();
    }

    static Stream<Arguments> tilesAndBackends() {
        return tiles().flatMap(t -> KernelFixture.backends().map(k -> Arguments.of(t, k)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tilesAndBackends")
    void softmaxKeepsItsBound(Tile of, Backend kernels) {
        float[] p = of.softmax(kernels);
        for (int lane = 0; lane < of.loss.lanes(); lane++) {
            RunningError[] e = of.exponentials(lane);
            for (int c = 0; c < of.loss.classes(); c++) {
                e[c].dividedBy(e[of.loss.classes()])
                        .assertHolds(p[MARGIN + c * of.loss.lanes() + lane],
                                "class " + c + ", lane " + lane);
            }
        }
        of.assertSurroundingsUntouched(p);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tilesAndBackends")
    void softmaxWorksInPlace(Tile of, Backend kernels) {
        float[] z = of.z();
        kernels.softmax(of.loss.classes(), of.loss.lanes(), z, Z_OFFSET, z, Z_OFFSET);
        float[] expected = of.softmax(kernels);
        assertSameBits(Arrays.copyOfRange(expected, MARGIN, MARGIN + of.size()),
                Arrays.copyOfRange(z, Z_OFFSET, Z_OFFSET + of.size()), of);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void softmaxOfLogitsFarApartIsFinite(Backend kernels) {
        for (int lanes : new int[]{1, Backend.TILE}) {
            float[] p = new float[3 * lanes];
            for (float far : new float[]{200, 1e30f, Float.MAX_VALUE}) {
                float[] z = new float[3 * lanes];
                Arrays.fill(z, 0, lanes, -far);
                Arrays.fill(z, lanes, 3 * lanes, far);
                kernels.softmax(3, lanes, z, 0, p, 0);
                for (int lane = 0; lane < lanes; lane++) {
                    assertEquals(0, p[lane], 0x1p-125);
                    assertEquals(0.5f, p[lanes + lane]);
                    assertEquals(0.5f, p[2 * lanes + lane]);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tilesAndBackends")
    void theGradientKeepsItsBoundAndIsZeroInEmptyLanes(Tile of, Backend kernels) {
        float[] dz = of.gradient(kernels);
        for (int lane = 0; lane < of.loss.lanes(); lane++) {
            RunningError[] e = of.exponentials(lane);
            for (int c = 0; c < of.loss.classes(); c++) {
                float actual = dz[MARGIN + c * of.loss.lanes() + lane];
                if (of.empty(lane)) {
                    assertEquals(0f, actual + 0f, "empty lane " + lane);
                } else {
                    e[c].dividedBy(e[of.loss.classes()])
                            .minus(of.target(c, lane))
                            .times(RunningError.of(SCALE))
                            .assertHolds(actual, "class " + c + ", lane " + lane);
                }
            }
        }
        of.assertSurroundingsUntouched(dz);
    }

    /** Cross-entropy of all lanes that hold an image, times the scale, in double precision. */
    private static double lossInDouble(Tile of, double[] z) {
        double total = 0;
        int lanes = of.loss.lanes();
        for (int lane = 0; lane < lanes; lane++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = lane; i < z.length; i += lanes) {
                max = Math.max(max, z[i]);
            }
            double sum = 0;
            double expected = 0;
            for (int c = 0; c < of.loss.classes(); c++) {
                sum += StrictMath.exp(z[c * lanes + lane] - max);
                expected += of.target(c, lane).value() * z[c * lanes + lane];
            }
            total += of.empty(lane) ? 0 : max + StrictMath.log(sum) - expected;
        }
        return total * SCALE;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tilesAndBackends")
    void theGradientIsACentralDifference(Tile of, Backend kernels) {
        ToDoubleFunction<double[]> loss = z -> lossInDouble(of, z);
        double[] at = CentralDifferences
                .toDoubles(Arrays.copyOfRange(of.z(), Z_OFFSET, Z_OFFSET + of.size()));
        float[] dz = Arrays.copyOfRange(of.gradient(kernels), MARGIN, MARGIN + of.size());
        CentralDifferences.assertGradient(loss, at, dz, 1e-7);
        float[] wrong = dz.clone();
        wrong[0] += 1e-6f;
        CentralDifferences.assertCatches(loss, at, wrong, 1e-7);
    }

    @ParameterizedTest
    @MethodSource("tiles")
    @Tag("fast")
    void fastEqualsScalar(Tile of) {
        assertSameBits(of.softmax(scalar()), of.softmax(fast()), "softmax");
        assertSameBits(of.gradient(scalar()), of.gradient(fast()), "gradient");
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void theLossKeepsItsBound(Tile of) {
        CrossEntropy loss = of.loss;
        for (int lane = 0; lane < loss.lanes(); lane++) {
            RunningError[] e = of.exponentials(lane);
            RunningError sum = e[loss.classes()];
            float[] z = of.z();
            for (int label = 0; label < loss.classes(); label++) {
                double max = Double.NEGATIVE_INFINITY;
                double expected = 0;
                for (int c = 0; c < loss.classes(); c++) {
                    double logit = z[Z_OFFSET + c * loss.lanes() + lane];
                    max = Math.max(max, logit);
                    double smoothing = loss.smoothing();
                    expected += logit
                            * ((c == label ? 1 - smoothing : 0) + smoothing / loss.classes());
                }
                double exact = max + StrictMath.log(sum.value()) - expected;
                // d log s = ds / s; the rest is rounded in double only.
                double bound = sum.error() / (sum.value() - sum.error()) + 1e-12;
                assertEquals(exact, loss.loss(z, Z_OFFSET, lane, label), bound,
                        "label " + label + ", lane " + lane);
            }
        }
    }

    @Test
    void theLargestLogitIsTheFirstOfEquals() {
        CrossEntropy loss = new CrossEntropy(4, 2, 0);
        float[] z = {Float.NaN, 1, -3, 5, -2, 5, -4, 0, -2};
        assertEquals(1, loss.argmax(z, 1, 0));
        assertEquals(1, loss.argmax(z, 1, 1));
        assertEquals(0, loss.argmax(new float[8], 0, 1));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tilesAndBackends")
    void operandsOutOfTheirArraysAreRefused(Tile of, Backend kernels) {
        CrossEntropy loss = of.loss;
        float[] enough = new float[of.size()];
        float[] few = new float[of.size() - 1];
        float[] dz = new float[of.size()];
        float[] labels = new float[loss.lanes()];
        float[] fewLabels = new float[loss.lanes() - 1];
        assertRefused(() -> kernels.softmax(loss.classes(), loss.lanes(), few, 0, enough, 0));
        assertRefused(() -> kernels.softmax(loss.classes(), loss.lanes(), enough, 0, few, 0));
        assertRefused(() -> kernels.softmax(loss.classes(), loss.lanes(), enough, -1, dz, 0));
        assertRefused(() -> kernels.softmaxCrossEntropy(loss, few, 0, labels, 0, 1, dz, 0));
        assertRefused(() -> kernels.softmaxCrossEntropy(loss, enough, 0, labels, 0, 1, few, 0));
        assertRefused(() -> kernels.softmaxCrossEntropy(loss, enough, 0, fewLabels, 0, 1, dz, 0));
        assertSameBits(new float[of.size()], dz, "after refusals");
    }

    private static void assertRefused(Runnable run) {
        assertThrows(IndexOutOfBoundsException.class, run::run);
    }
}
