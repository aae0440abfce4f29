package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Copies every so-manieth number of an array: what a stride leaves of a row of one image. */
final class StridedCopy {
    /** The even lanes, twice. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES,
            lane -> 2 * lane % LENGTH);
    private static final VectorMask<Float> LOWER = VectorMask.fromLong(SPECIES,
            (1L << (LENGTH / 2)) - 1);

    private StridedCopy() {}

    /**
     * {@code y[to + i] = x[from + i · step]}.
     *
     * @param count how many
     */
    static void copy(float[] x, int from, int step, float[] y, int to, int count) {
        if (step == 1) {
            System.arraycopy(x, from, y, to, count);
            return;
        }
        int done = step == 2 ? pairs(x, from, y, to, count) : 0;
        for (int i = done; i < count; i++) {
            y[to + i] = x[from + i * step];
        }
    }

    /** Copies every second number in whole vectors, of which the last may overlap, and returns how many. */
    private static int pairs(float[] x, int from, float[] y, int to, int count) {
        // The last vector reads one number behind the last that is copied.
        int readable = Math.min(count, (x.length - from) / 2);
        if (readable < LENGTH) {
            return 0;
        }
        for (int j = 0; j < readable; j += LENGTH) {
            int i = Math.min(j, readable - LENGTH);
            FloatVector first = FloatVector.fromArray(SPECIES, x, from + 2 * i);
            FloatVector second = FloatVector.fromArray(SPECIES, x, from + 2 * i + LENGTH);
            second.rearrange(EVEN).blend(first.rearrange(EVEN), LOWER).intoArray(y, to + i);
        }
        return readable;
    }
}
