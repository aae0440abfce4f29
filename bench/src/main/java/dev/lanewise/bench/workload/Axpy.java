package dev.lanewise.bench.workload;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bandwidth by the update {@code y ← y + s·x} of the BLAS: two arrays are read, one of them is
 * written. Unlike the triad of STREAM it writes only lines that it has read, so that the traffic
 * that is counted is all there is. Belongs to one thread at a time.
 */
public final class Axpy {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Two reads and a write of each element. */
    private static final int ACCESSES = 3;
    /** A multiple of every vector's length. */
    private static final int GRAIN = 64;
    /**
     * Floats of one call of the loop: few enough that calls are many and the loop is compiled early,
     * without on-stack replacement.
     */
    private static final int BLOCK = 64 * GRAIN;
    private static final float SCALE = 0x1p-10f;

    private final float[] x;
    private final float[] y;

    /**
     * Two arrays.
     *
     * @param bytes traffic of a run, one and a half times the size of the arrays; rounded up to
     *     whole vectors
     */
    public Axpy(long bytes) {
        long grains = Math.max(1, Math.ceilDiv(bytes, (long) ACCESSES * Float.BYTES * GRAIN));
        x = new float[Math.toIntExact(grains * GRAIN)];
        y = new float[x.length];
        Arrays.fill(x, 1);
        Arrays.fill(y, 1);
    }

    /** Traffic of {@link #run}. */
    public long bytes() {
        return Workload.bytesOf((long) ACCESSES * x.length);
    }

    /** Passes once over the arrays. */
    public void run() {
        for (int from = 0; from < x.length; from += BLOCK) {
            update(x, y, from, Math.min(from + BLOCK, x.length));
        }
    }

    private static void update(float[] x, float[] y, int from, int to) {
        FloatVector scale = FloatVector.broadcast(SPECIES, SCALE);
        for (int i = from; i < to; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, x, i)
                    .fma(scale, FloatVector.fromArray(SPECIES, y, i))
                    .intoArray(y, i);
        }
    }

    /** What was written; the array itself. */
    public float[] result() {
        return y;
    }
}
