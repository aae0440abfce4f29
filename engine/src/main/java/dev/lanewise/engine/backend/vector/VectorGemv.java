package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * A matrix times a vector (n = 1): a dense layer of one image.
 *
 * <p>The sums of a plain A run along its rows, where lanes would have to be added across, which the
 * order of the chains forbids: eight rows at once, number by number, keep two scalar fma units with
 * a latency of four busy. The columns of a transposed A lie side by side: there the lanes run along
 * m, four vectors of sums at once.
 */
final class VectorGemv implements GemmKernel {
    private static final int ROWS = 8;
    private static final int VECTORS = 4;

    private final GemmProblem shape;
    private final int bStep;

    VectorGemv(GemmProblem shape) {
        this.shape = shape;
        this.bStep = shape.transposeB() ? 1 : shape.ldb();
    }

    /** Whether this is the product of a vector, with C in one piece. */
    static boolean fits(GemmProblem shape) {
        return shape.n() == 1 && shape.ldc() == 1;
    }

    @Override
    public GemmProblem shape() {
        return shape;
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        shape.checkNoBias();
        check(a, aOffset, b, bOffset, c, cOffset);
        if (shape.start() == GemmProblem.Start.ZERO) {
            Arrays.fill(c, cOffset, cOffset + shape.m(), 0f);
        }
        addTo(a, aOffset, b, bOffset, c, cOffset);
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        shape.checkBias(bias, biasOffset);
        check(a, aOffset, b, bOffset, c, cOffset);
        System.arraycopy(bias, biasOffset, c, cOffset, shape.m());
        addTo(a, aOffset, b, bOffset, c, cOffset);
    }

    private void check(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        Objects.checkFromIndexSize(aOffset, shape.spanA(), a.length);
        Objects.checkFromIndexSize(bOffset, shape.spanB(), b.length);
        Objects.checkFromIndexSize(cOffset, shape.spanC(), c.length);
    }

    private void addTo(float[] a, int ai, float[] b, int bi, float[] c, int ci) {
        int m = shape.m();
        int k = shape.k();
        int lda = shape.lda();
        int i = 0;
        if (shape.transposeA()) {
            for (; i + VECTORS * LENGTH <= m; i += VECTORS * LENGTH) {
                fourVectors(k, a, ai + i, lda, b, bi, bStep, c, ci + i);
            }
            for (; i + LENGTH <= m; i += LENGTH) {
                oneVector(k, a, ai + i, lda, b, bi, bStep, c, ci + i);
            }
            for (; i < m; i++) {
                oneRow(k, a, ai + i, lda, b, bi, bStep, c, ci + i);
            }
        } else {
            for (; i + ROWS <= m; i += ROWS) {
                eightRows(k, a, ai + i * lda, lda, b, bi, bStep, c, ci + i);
            }
            for (; i < m; i++) {
                oneRow(k, a, ai + i * lda, 1, b, bi, bStep, c, ci + i);
            }
        }
    }

    private static void eightRows(int k, float[] a, int ai, int lda, float[] b, int bi, int bStep,
            float[] c, int ci) {
        float c0 = c[ci];
        float c1 = c[ci + 1];
        float c2 = c[ci + 2];
        float c3 = c[ci + 3];
        float c4 = c[ci + 4];
        float c5 = c[ci + 5];
        float c6 = c[ci + 6];
        float c7 = c[ci + 7];
        int a1 = ai + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int a4 = a3 + lda;
        int a5 = a4 + lda;
        int a6 = a5 + lda;
        int a7 = a6 + lda;
        for (int p = 0; p < k; p++) {
            float x = b[bi + p * bStep];
            c0 = Fma.of(a[ai + p], x, c0);
            c1 = Fma.of(a[a1 + p], x, c1);
            c2 = Fma.of(a[a2 + p], x, c2);
            c3 = Fma.of(a[a3 + p], x, c3);
            c4 = Fma.of(a[a4 + p], x, c4);
            c5 = Fma.of(a[a5 + p], x, c5);
            c6 = Fma.of(a[a6 + p], x, c6);
            c7 = Fma.of(a[a7 + p], x, c7);
        }
        c[ci] = c0;
        c[ci + 1] = c1;
        c[ci + 2] = c2;
        c[ci + 3] = c3;
        c[ci + 4] = c4;
        c[ci + 5] = c5;
        c[ci + 6] = c6;
        c[ci + 7] = c7;
    }

    private static void oneRow(int k, float[] a, int ai, int aStep, float[] b, int bi, int bStep,
            float[] c, int ci) {
        float sum = c[ci];
        for (int p = 0; p < k; p++) {
            sum = Fma.of(a[ai + p * aStep], b[bi + p * bStep], sum);
        }
        c[ci] = sum;
    }

    private static void fourVectors(int k, float[] a, int ai, int lda, float[] b, int bi, int bStep,
            float[] c, int ci) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, ci);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, ci + LENGTH);
        FloatVector c2 = FloatVector.fromArray(SPECIES, c, ci + 2 * LENGTH);
        FloatVector c3 = FloatVector.fromArray(SPECIES, c, ci + 3 * LENGTH);
        for (int p = 0; p < k; p++) {
            int q = ai + p * lda;
            FloatVector x = FloatVector.broadcast(SPECIES, b[bi + p * bStep]);
            c0 = x.fma(FloatVector.fromArray(SPECIES, a, q), c0);
            c1 = x.fma(FloatVector.fromArray(SPECIES, a, q + LENGTH), c1);
            c2 = x.fma(FloatVector.fromArray(SPECIES, a, q + 2 * LENGTH), c2);
            c3 = x.fma(FloatVector.fromArray(SPECIES, a, q + 3 * LENGTH), c3);
        }
        c0.intoArray(c, ci);
        c1.intoArray(c, ci + LENGTH);
        c2.intoArray(c, ci + 2 * LENGTH);
        c3.intoArray(c, ci + 3 * LENGTH);
    }

    private static void oneVector(int k, float[] a, int ai, int lda, float[] b, int bi, int bStep,
            float[] c, int ci) {
        FloatVector sum = FloatVector.fromArray(SPECIES, c, ci);
        for (int p = 0; p < k; p++) {
            FloatVector x = FloatVector.broadcast(SPECIES, b[bi + p * bStep]);
            sum = x.fma(FloatVector.fromArray(SPECIES, a, ai + p * lda), sum);
        }
        sum.intoArray(c, ci);
    }
}
