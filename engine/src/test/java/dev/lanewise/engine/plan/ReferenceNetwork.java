package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in double precision, one image at a time, each layer as its definition says it and
 * nothing shared with the engine but the description. Gradients are central finite differences.
 */
public final class ReferenceNetwork {
    private static final double STEP = 1e-5;
    private final Network network;
    private final double smoothing;
    private double margin = Double.POSITIVE_INFINITY;

    /** A reference with label smoothing. */
    public ReferenceNetwork(Network network, double smoothing) {
        this.network = network;
        this.smoothing = smoothing;
    }

    /** The values as doubles. */
    public static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** The outputs for one image. */
    public double[] logits(double[] parameters, float[] image) {
        return outputs(parameters, image).getLast();
    }

    /** The output of every layer for one image. */
    public List<double[]> outputs(double[] parameters, float[] image) {
        List<double[]> outputs = new ArrayList<>();
        double[] x = widen(image);
        for (Node node : network.nodes()) {
            x = switch (node.layer()) {
                case Conv2d conv -> convolution(conv, node, parameters, x);
                case Dense _ -> dense(node, parameters, x);
                case MaxPool2d pool -> max(pool, node, x);
                case AveragePool2d pool -> average(pool, node, x);
                case Activation activation -> activation(activation, x);
            };
            outputs.add(x);
        }
        return outputs;
    }

    /** The mean cross-entropy of a batch in nats. */
    public double loss(double[] parameters, float[][] images, int[] labels) {
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            double[] z = logits(parameters, images[i]);
            double exponentials = 0;
            double expected = 0;
            for (int c = 0; c < z.length; c++) {
                exponentials += StrictMath.exp(z[c]);
                double target = (c == labels[i] ? 1 - smoothing : 0) + smoothing / z.length;
                expected += target * z[c];
            }
            sum += StrictMath.log(exponentials) - expected;
        }
        return sum / images.length;
    }

    /** The gradient of {@link #loss} by every parameter. */
    public double[] gradient(double[] parameters, float[][] images, int[] labels) {
        double[] moved = parameters.clone();
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            moved[i] = parameters[i] + STEP;
            double above = loss(moved, images, labels);
            moved[i] = parameters[i] - STEP;
            double below = loss(moved, images, labels);
            moved[i] = parameters[i];
            gradient[i] = (above - below) / (2 * STEP);
        }
        return gradient;
    }

    /**
     * How far the images stay from where the gradient jumps: the least gap between the two largest
     * elements of a pooling window, and the least magnitude of a rectifier's input.
     */
    public double margin(double[] parameters, float[][] images) {
        margin = Double.POSITIVE_INFINITY;
        for (float[] image : images) {
            logits(parameters, image);
        }
        return margin;
    }

    private static double at(Shape shape, double[] x, int channel, int row, int column) {
        boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
        return inside ? x[(channel * shape.height() + row) * shape.width() + column] : 0;
    }

    private static double[] convolution(Conv2d conv, Node node, double[] p, double[] x) {
        Shape out = node.output();
        double[] y = new double[out.size()];
        int at = 0;
        for (int o = 0; o < out.channels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = p[node.bias().offset() + o];
                    int weight = node.weight().offset()
                            + o * node.input().channels() * conv.kernelHeight()
                                    * conv.kernelWidth();
                    for (int c = 0; c < node.input().channels(); c++) {
                        for (int i = 0; i < conv.kernelHeight(); i++) {
                            for (int j = 0; j < conv.kernelWidth(); j++) {
                                sum += p[weight++] * at(node.input(), x, c,
                                        row * conv.stride() + i * conv.dilation() - conv.padding(),
                                        column * conv.stride() + j * conv.dilation()
                                                - conv.padding());
                            }
                        }
                    }
                    y[at++] = sum;
                }
            }
        }
        return y;
    }

    private static double[] dense(Node node, double[] p, double[] x) {
        double[] y = new double[node.output().size()];
        for (int unit = 0; unit < y.length; unit++) {
            y[unit] = p[node.bias().offset() + unit];
            for (int feature = 0; feature < x.length; feature++) {
                y[unit] += p[node.weight().offset() + unit * x.length + feature] * x[feature];
            }
        }
        return y;
    }

    private double[] max(MaxPool2d pool, Node node, double[] x) {
        Shape out = node.output();
        double[] y = new double[out.size()];
        for (int position = 0; position < y.length; position++) {
            double best = Double.NEGATIVE_INFINITY;
            double second = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < pool.window() * pool.window(); i++) {
                double value = element(node, x, position, i, pool.window(), pool.stride());
                second = Math.max(second, Math.min(best, value));
                best = Math.max(best, value);
            }
            // Two zeros come from a rectifier, which passes no gradient through either.
            if (best != 0 || second != 0) {
                margin = Math.min(margin, best - second);
            }
            y[position] = best;
        }
        return y;
    }

    private static double[] average(AveragePool2d pool, Node node, double[] x) {
        double[] y = new double[node.output().size()];
        for (int position = 0; position < y.length; position++) {
            for (int i = 0; i < pool.window() * pool.window(); i++) {
                y[position] += element(node, x, position, i, pool.window(), pool.stride())
                        / (pool.window() * pool.window());
            }
        }
        return y;
    }

    /** Element {@code index} of the window that makes output {@code position}, both row-major. */
    private static double element(Node node, double[] x, int position, int index, int window,
            int stride) {
        Shape out = node.output();
        return at(node.input(), x, position / (out.height() * out.width()),
                position / out.width() % out.height() * stride + index / window,
                position % out.width() * stride + index % window);
    }

    private double[] activation(Activation activation, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = switch (activation) {
                case RELU -> Math.max(x[i], 0);
                case SILU -> x[i] / (1 + StrictMath.exp(-x[i]));
                case TANH -> StrictMath.tanh(x[i]);
            };
            if (activation == Activation.RELU) {
                margin = Math.min(margin, Math.abs(x[i]));
            }
        }
        return y;
    }
}
