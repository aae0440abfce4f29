package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Shape;

/**
 * The softmax p over the channels at each position, or its logarithm. With the gradient g of the output it
 * passes on {@code p·(g − Σ g·p)}, of the logarithm {@code g − p·Σ g}. Those sums, and the one in the
 * logarithm, are chains over the channels in double precision, each lane by itself.
 */
final class SoftmaxStep implements Step {
    private final boolean logarithm;
    private final Backend kernels;
    private final Input in;
    private final Maps out;
    /** The output and what its gradient becomes; without border. */
    private final Maps dense;
    private final int channels;
    /** Values of a channel: positions times lanes. */
    private final int row;

    SoftmaxStep(boolean logarithm, Backend kernels, Input in, Maps out) {
        this.logarithm = logarithm;
        this.kernels = kernels;
        this.in = in;
        this.out = out;
        this.channels = out.inside.channels();
        this.dense = new Maps(new Shape(channels, out.inside.height(), out.inside.width()),
                Border.NONE,
                out.inside.lanes(), true);
        this.row = dense.values.length / channels;
    }

    @Override
    public void forward(Pass pass) {
        in.maps().copyValues(dense, 0);
        if (logarithm) {
            for (int i = 0; i < row; i++) {
                takeLogarithms(i);
            }
        } else {
            kernels.softmax(channels, row, dense.values, 0, dense.values, 0);
        }
        dense.copyValues(out, 0);
    }

    private void takeLogarithms(int first) {
        float[] z = dense.values;
        float max = z[first];
        for (int i = first + row; i < z.length; i += row) {
            max = Math.max(max, z[i]);
        }
        double sum = 0;
        for (int i = first; i < z.length; i += row) {
            sum += StrictMath.exp((double) z[i] - max);
        }
        double logarithmOfSum = StrictMath.log(sum);
        for (int i = first; i < z.length; i += row) {
            z[i] = (float) ((double) z[i] - max - logarithmOfSum);
        }
    }

    @Override
    public void backward(Pass pass) {
        if (!in.wantsGradient()) {
            return;
        }
        dense.copyGradient(out, 0);
        float[] y = dense.values;
        float[] gradient = dense.gradient;
        for (int first = 0; first < row; first++) {
            double sum = 0;
            for (int i = first; i < y.length; i += row) {
                sum += logarithm ? gradient[i] : (double) gradient[i] * y[i];
            }
            for (int i = first; i < y.length; i += row) {
                gradient[i] = (float) (logarithm ? gradient[i] - StrictMath.exp(y[i]) * sum
                        : y[i] * (gradient[i] - sum));
            }
        }
        in.maps().copyGradient(dense, 0);
    }
}
