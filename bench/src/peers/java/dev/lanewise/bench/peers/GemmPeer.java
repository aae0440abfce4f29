package dev.lanewise.bench.peers;

import dev.lanewise.bench.workload.GemmWorkload;
import dev.lanewise.bench.workload.SyntheticData;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.parallel.Workers;
import dev.ludovic.netlib.blas.JavaBLAS;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** Who multiplies; all of them the operands of {@link GemmWorkload}. */
public enum GemmPeer {
    /** This engine. */
    LANEWISE {
        @Override
        public Task prepare(GemmProblem shape, Workers workers) {
            return GemmWorkload.of(shape).preparation().on(Kernels.auto(), workers);
        }
    },
    /** The native library, written in assembly for this processor. */
    OPENBLAS {
        @Override
        public Task prepare(GemmProblem shape, Workers workers) {
            return new OpenBlasGemm(shape, workers.count());
        }
    },
    /** netlib's BLAS on the Vector API; one thread. */
    VECTORBLAS {
        @Override
        public Task prepare(GemmProblem shape, Workers workers) {
            JavaBLAS blas = JavaBLAS.getInstance();
            float[] a = SyntheticData.floats(shape.spanA());
            float[] b = SyntheticData.floats(shape.spanB());
            float[] c = new float[shape.spanC()];
            int m = shape.m();
            int n = shape.n();
            int k = shape.k();
            // BLAS stores columns: its B·A of what we read as rows is our A·B.
            return Task.of(c, () -> blas.sgemm("N", "N", n, m, k, 1f, b, n, a, k, 0f, c, n));
        }
    },
    /** EJML, scalar Java; one thread. */
    EJML {
        @Override
        public Task prepare(GemmProblem shape, Workers workers) {
            FMatrixRMaj a = FMatrixRMaj.wrap(shape.m(), shape.k(),
                    SyntheticData.floats(shape.spanA()));
            FMatrixRMaj b = FMatrixRMaj.wrap(shape.k(), shape.n(),
                    SyntheticData.floats(shape.spanB()));
            FMatrixRMaj c = new FMatrixRMaj(shape.m(), shape.n());
            return Task.of(c.data, () -> CommonOps_FDRM.mult(a, b, c));
        }
    };

    /** The product {@code C[m × n] = A[m × k] · B[k × n]}, ready to run. */
    public abstract Task prepare(GemmProblem shape, Workers workers);
}
