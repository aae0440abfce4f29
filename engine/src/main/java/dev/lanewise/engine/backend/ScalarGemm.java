package dev.lanewise.engine.backend;

import java.util.Objects;

/** The matrix product as three loops: for each element of C one chain of fma in ascending k. */
record ScalarGemm(GemmProblem shape) implements GemmKernel {

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        shape.checkNoBias();
        multiply(a, aOffset, b, bOffset, c, 0, c, cOffset);
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        shape.checkBias(bias, biasOffset);
        multiply(a, aOffset, b, bOffset, bias, biasOffset, c, cOffset);
    }

    private void multiply(float[] a, int aOffset, float[] b, int bOffset, float[] bias,
            int biasOffset, float[] c, int cOffset) {
        Objects.checkFromIndexSize(aOffset, shape.spanA(), a.length);
        Objects.checkFromIndexSize(bOffset, shape.spanB(), b.length);
        Objects.checkFromIndexSize(cOffset, shape.spanC(), c.length);
        int aRow = shape.transposeA() ? 1 : shape.lda();
        int aColumn = shape.transposeA() ? shape.lda() : 1;
        int bRow = shape.transposeB() ? 1 : shape.ldb();
        int bColumn = shape.transposeB() ? shape.ldb() : 1;
        for (int i = 0; i < shape.m(); i++) {
            for (int j = 0; j < shape.n(); j++) {
                int target = cOffset + i * shape.ldc() + j;
                float sum = switch (shape.start()) {
                    case ZERO -> 0;
                    case C -> c[target];
                    case ROW_BIAS -> bias[biasOffset + i];
                };
                for (int p = 0; p < shape.k(); p++) {
                    sum = Fma.of(a[aOffset + i * aRow + p * aColumn],
                            b[bOffset + p * bRow + j * bColumn], sum);
                }
                c[target] = sum;
            }
        }
    }
}
