package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.Trainable;
import java.util.ArrayList;
import java.util.List;

/**
 * The norm of the gradient by all parameters that are trained, as one vector. Squares are summed in
 * double precision, chunks of a fixed number of values in parallel, and then the chunks in their order, so
 * that neither threads nor kernels matter.
 */
final class GradientNorm {
    private static final int CHUNK = 4096;
    private static final double EPSILON = 1e-6;
    private final double most;
    private final List<Chunk> chunks = new ArrayList<>();
    private final double[] sums;
    private double norm;
    private float factor = 1;

    private record Chunk(int from, int to) {}

    /**
     * Lays out the chunks.
     *
     * @param most what larger norms are made, or 0 for none
     */
    GradientNorm(Network network, Trainable trainable, double most) {
        this.most = most;
        for (Parameter p : network.parameters()) {
            int end = p.offset() + p.size();
            if (p.role().isTrained() && trainable.trains(p)) {
                for (int from = p.offset(); from < end; from += CHUNK) {
                    chunks.add(new Chunk(from, Math.min(from + CHUNK, end)));
                }
            }
        }
        this.sums = new double[chunks.size()];
    }

    /** Whether gradients are made smaller at all. */
    boolean clips() {
        return most > 0;
    }

    /** Number of chunks. */
    int chunks() {
        return sums.length;
    }

    /** Sums the squares of a chunk, in four chains. */
    void measure(int index, float[] gradient) {
        Chunk chunk = chunks.get(index);
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = chunk.from;
        for (; i + 4 <= chunk.to; i += 4) {
            a += (double) gradient[i] * gradient[i];
            b += (double) gradient[i + 1] * gradient[i + 1];
            c += (double) gradient[i + 2] * gradient[i + 2];
            d += (double) gradient[i + 3] * gradient[i + 3];
        }
        for (; i < chunk.to; i++) {
            a += (double) gradient[i] * gradient[i];
        }
        sums[index] = a + b + (c + d);
    }

    /** All chunks were measured. */
    void finish() {
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        norm = StrictMath.sqrt(sum);
        double clipped = most / (norm + EPSILON);
        factor = clipped < 1 ? (float) clipped : Double.isNaN(clipped) ? Float.NaN : 1;
    }

    /** The norm before the gradient was made smaller. */
    double norm() {
        return norm;
    }

    /** Makes the gradient {@code [from, to)} smaller if its norm is too large. */
    void clip(float[] gradient, int from, int to) {
        if (factor != 1) {
            for (int i = from; i < to; i++) {
                gradient[i] *= factor;
            }
        }
    }
}
