package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Node;
import java.util.Arrays;

/**
 * A normalization within each sample: group or layer normalization. With the mean m, the variance v and
 * the count n of a group, and {@code x̂ = (x − m)/√(v + ε)}, it is {@code y = γ·x̂ + β} and {@code dx = (g −
 * Σg/n − x̂·Σ(g·x̂)/n)/√(v + ε)} with {@code g = γ·dy}. Sums go over a group in ascending order, in double
 * precision, each lane by itself, so that all kernels and one image as a tile give the same bits.
 */
final class SampleNormStep implements Step {
    private final Input in;
    private final Maps out;
    /** The normalized values and what begins as their gradient; without border. */
    private final Maps normalized;
    private final SumLayout.LaneSum sum;
    private final int lanes;
    private final int groups;
    private final float epsilon;
    private final int weight;
    private final int bias;
    /** Values of a lane that share a scale and a shift. */
    private final int shared;
    private final double[] first;
    private final double[] second;
    /** 1/√(v + ε) of each group and lane. */
    private final double[] scales;

    SampleNormStep(Node node, int groups, float epsilon, SumLayout layout, Input in, Maps out) {
        this.in = in;
        this.out = out;
        this.lanes = out.stored.lanes();
        this.normalized = new Maps(node.output(), Border.NONE, lanes, true);
        this.sum = layout.laneSum(node);
        this.groups = groups;
        this.epsilon = epsilon;
        this.weight = node.weight().offset();
        this.bias = node.bias().offset();
        this.shared = node.output().size() / node.weight().size();
        this.first = new double[lanes];
        this.second = new double[lanes];
        this.scales = new double[groups * lanes];
    }

    @Override
    public void forward(Pass pass) {
        in.maps().copyValues(normalized, 0);
        int length = normalized.values.length / groups;
        for (int g = 0; g < groups; g++) {
            normalize(g, g * length, length);
        }
        float[] parameters = pass.parameters();
        int value = 0;
        for (int c = 0; c < out.inside.channels(); c++) {
            for (int row = 0; row < out.inside.height(); row++) {
                int at = out.row(c, row);
                for (int end = at + out.inside.rowLength(); at < end; at += lanes) {
                    float scale = parameters[weight + value / shared];
                    float shift = parameters[bias + value / shared];
                    for (int lane = 0; lane < lanes; lane++) {
                        out.values[at + lane] = Fma.of(normalized.values[value * lanes + lane],
                                scale, shift);
                    }
                    value++;
                }
            }
        }
    }

    private void normalize(int group, int from, int length) {
        float[] x = normalized.values;
        int count = length / lanes;
        Arrays.fill(first, 0);
        for (int i = from; i < from + length; i += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                first[lane] += x[i + lane];
            }
        }
        Arrays.fill(second, 0);
        for (int i = from; i < from + length; i += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                double rest = x[i + lane] - first[lane] / count;
                second[lane] += rest * rest;
            }
        }
        int scale = group * lanes;
        for (int lane = 0; lane < lanes; lane++) {
            scales[scale + lane] = 1 / StrictMath.sqrt(second[lane] / count + epsilon);
        }
        for (int i = from; i < from + length; i += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                x[i + lane] = (float) ((x[i + lane] - first[lane] / count) * scales[scale + lane]);
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        normalized.copyGradient(out, 0);
        sumAndScale(pass.sums().leaf(pass.tile()), pass.parameters());
        if (in.wantsGradient()) {
            int length = normalized.values.length / groups;
            for (int g = 0; g < groups; g++) {
                normalizeGradient(g, g * length, length);
            }
            in.maps().copyGradient(normalized, 0);
        }
    }

    /** Leaves the sums for scale and shift, and makes g of dy. */
    private void sumAndScale(float[] leaf, float[] parameters) {
        float[] x = normalized.values;
        float[] dy = normalized.gradient;
        for (int i = 0; i < x.length; i += lanes) {
            int parameter = i / lanes / shared;
            int scaleSum = sum.offset() + parameter * lanes;
            int shiftSum = scaleSum + (bias - weight) * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                float gradient = dy[i + lane];
                leaf[scaleSum + lane] = Fma.of(gradient, x[i + lane], leaf[scaleSum + lane]);
                leaf[shiftSum + lane] += gradient;
                dy[i + lane] = gradient * parameters[weight + parameter];
            }
        }
    }

    private void normalizeGradient(int group, int from, int length) {
        float[] x = normalized.values;
        float[] g = normalized.gradient;
        int count = length / lanes;
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (int i = from; i < from + length; i += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                first[lane] += g[i + lane];
                second[lane] += (double) g[i + lane] * x[i + lane];
            }
        }
        int scale = group * lanes;
        for (int i = from; i < from + length; i += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                g[i + lane] = (float) ((g[i + lane] - first[lane] / count
                        - x[i + lane] * (second[lane] / count)) * scales[scale + lane]);
            }
        }
    }
}
