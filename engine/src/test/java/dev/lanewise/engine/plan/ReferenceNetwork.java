package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.NormalDistribution;
import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.Subsample2d;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Concat;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerExtension;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.nn.Upsample2d;
import dev.lanewise.engine.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A network in double precision, each layer as its definition says it and
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

    /** The output of every layer for one image, as at inference. */
    public List<double[]> outputs(double[] parameters, float[] image) {
        List<double[]> outputs = new ArrayList<>();
        for (Node node : network.nodes()) {
            List<double[]> inputs = node.sources()
                    .stream()
                    .map(source -> source == Node.NETWORK_INPUT ? widen(image)
                            : outputs.get(source))
                    .toList();
            outputs.add(apply(node, parameters, inputs));
        }
        return outputs;
    }

    /** The logits of a batch, {@code [image][class]}, as in training. */
    public double[][] logits(double[] parameters, float[][] images) {
        List<double[][]> outputs = new ArrayList<>();
        for (Node node : network.nodes()) {
            double[][] y = new double[images.length][];
            for (int i = 0; i < y.length; i++) {
                int image = i;
                y[i] = node.layer() instanceof BatchNorm ? input(node, images, outputs, i)
                        : apply(node, parameters, node.sources()
                                .stream()
                                .map(source -> source == Node.NETWORK_INPUT ? widen(images[image])
                                        : outputs.get(source)[image])
                                .toList());
            }
            outputs.add(switch (node.layer()) {
                case BatchNorm norm -> normalized(norm, node, parameters, y);
                case Dropout dropout -> dropped(dropout, outputs.size(), y);
                default -> y;
            });
        }
        return outputs.getLast();
    }

    /** What stays is as random as a test of its own says; here only that the same stays. */
    private static double[][] dropped(Dropout dropout, int layer, double[][] x) {
        CounterRandom random = new CounterRandom(0, CounterRandom.Purpose.DROPOUT, 1);
        double[][] y = new double[x.length][];
        for (int image = 0; image < x.length; image++) {
            int key = (int) random.bits(((long) layer << 32) + image);
            y[image] = x[image].clone();
            for (int i = 0; i < y[image].length; i++) {
                y[image][i] *= DropoutStep.keeps(key, i, DropoutStep.threshold(dropout.rate()))
                        ? 1 / (1 - (double) dropout.rate())
                        : 0;
            }
        }
        return y;
    }

    private double[] whole(GlobalPool2d pool, Node node, double[] x) {
        int area = node.input().height() * node.input().width();
        double[] y = new double[node.output().size()];
        for (int c = 0; c < y.length; c++) {
            double[] map = Arrays.copyOfRange(x, c * area, (c + 1) * area);
            if (pool == GlobalPool2d.AVERAGE) {
                y[c] = Arrays.stream(map).sum() / area;
            } else {
                Arrays.sort(map);
                y[c] = map[area - 1];
                margin = Math.min(margin, area == 1 ? margin : map[area - 1] - map[area - 2]);
            }
        }
        return y;
    }

    /** Each output as the sum of what the inputs near it are worth to it. */
    private static double[] upsampled(Upsample2d upsample, Node node, double[] x) {
        Shape out = node.output();
        double[] y = new double[out.size()];
        for (int i = 0; i < y.length; i++) {
            int c = i / (out.height() * out.width());
            int row = i / out.width() % out.height();
            int column = i % out.width();
            for (int r = 0; r < node.input().height(); r++) {
                for (int s = 0; s < node.input().width(); s++) {
                    y[i] += worth(upsample, row, r, node.input().height())
                            * worth(upsample, column, s, node.input().width())
                            * at(node.input(), x, c, r, s);
                }
            }
        }
        return y;
    }

    private static double worth(Upsample2d upsample, int output, int input, int extent) {
        if (upsample.mode() == Upsample2d.Mode.NEAREST) {
            return output / upsample.factor() == input ? 1 : 0;
        }
        double middle = Math.clamp((output + 0.5) / upsample.factor() - 0.5, 0, extent - 1);
        return Math.max(0, 1 - Math.abs(middle - input));
    }

    private double[] rectified(Node node, double[] parameters, double[] x) {
        kinks(x, 0);
        int area = x.length / node.output().channels();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] > 0 ? x[i] : x[i] * parameters[node.weight().offset() + i / area];
        }
        return y;
    }

    /** By mean and variance of each group of a sample's values. */
    private static double[] withinSample(Node node, int groups, float epsilon,
            double[] parameters, double[] x) {
        int count = x.length / groups;
        int shared = x.length / node.weight().size();
        double[] y = new double[x.length];
        for (int g = 0; g < groups; g++) {
            double[] group = Arrays.copyOfRange(x, g * count, (g + 1) * count);
            double mean = Arrays.stream(group).average().orElseThrow();
            double variance = Arrays.stream(group)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            for (int i = g * count; i < (g + 1) * count; i++) {
                y[i] = (x[i] - mean) / StrictMath.sqrt(variance + epsilon)
                        * parameters[node.weight().offset() + i / shared]
                        + parameters[node.bias().offset() + i / shared];
            }
        }
        return y;
    }

    private static double[] input(Node node, float[][] images, List<double[][]> outputs,
            int image) {
        int source = node.sources().getFirst();
        return source == Node.NETWORK_INPUT ? widen(images[image]) : outputs.get(source)[image];
    }

    /** By mean and variance of the batch. */
    private static double[][] normalized(BatchNorm norm, Node node, double[] parameters,
            double[][] x) {
        int area = node.output().height() * node.output().width();
        double[][] y = new double[x.length][x[0].length];
        for (int c = 0; c < node.output().channels(); c++) {
            double mean = 0;
            double square = 0;
            for (double[] image : x) {
                for (int i = c * area; i < (c + 1) * area; i++) {
                    mean += image[i] / (x.length * area);
                }
            }
            for (double[] image : x) {
                for (int i = c * area; i < (c + 1) * area; i++) {
                    square += (image[i] - mean) * (image[i] - mean) / (x.length * area);
                }
            }
            double scale = parameters[node.weight().offset() + c]
                    / StrictMath.sqrt(square + norm.epsilon());
            for (int image = 0; image < x.length; image++) {
                for (int i = c * area; i < (c + 1) * area; i++) {
                    y[image][i] = (x[image][i] - mean) * scale
                            + parameters[node.bias().offset() + c];
                }
            }
        }
        return y;
    }

    /** By the running averages. */
    private static double[] normalized(BatchNorm norm, Node node, double[] parameters, double[] x) {
        int area = node.output().height() * node.output().width();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i / area;
            double scale = parameters[node.weight().offset() + c] / StrictMath.sqrt(
                    parameters[node.parameters().get(3).offset() + c] + norm.epsilon());
            y[i] = (x[i] - parameters[node.parameters().get(2).offset() + c]) * scale
                    + parameters[node.bias().offset() + c];
        }
        return y;
    }

    private static double[] concatenated(List<double[]> inputs) {
        return inputs.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] sum(List<double[]> inputs) {
        double[] sum = inputs.getFirst().clone();
        for (double[] input : inputs.subList(1, inputs.size())) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += input[i];
            }
        }
        return sum;
    }

    private double[] apply(Node node, double[] parameters, double[] x) {
        return apply(node, parameters, List.of(x));
    }

    /** The output of one layer. */
    private double[] apply(Node node, double[] parameters, List<double[]> inputs) {
        double[] x = inputs.getFirst();
        return switch (node.layer()) {
            case ConstantPad2d pad -> padded(pad, node, x);
            case Conv2d conv -> convolution(conv, node, parameters, x);
            case ConvTranspose2d conv -> transposed(conv, node, parameters, x);
            case Dense dense -> dense(node, parameters, x);
            case MaxPool2d pool -> max(pool, node, x);
            case AveragePool2d pool -> average(pool, node, x);
            case Activation activation -> activation(activation, x);
            case LeakyRelu leaky -> elementwise(x, v -> v > 0 ? v : leaky.slope() * v, 0);
            case Elu elu ->
                    elementwise(x, v -> v > 0 ? v : elu.alpha() * StrictMath.expm1(v), 0);
            case Clip clip -> elementwise(x, v -> Math.clamp(v, clip.low(), clip.high()),
                    clip.low(), clip.high());
            case Softmax softmax -> softmax(node.output(), x, false);
            case LogSoftmax softmax -> softmax(node.output(), x, true);
            case Dropout dropout -> x;
            case Flatten flatten -> x;
            case GlobalPool2d pool -> whole(pool, node, x);
            case Upsample2d upsample -> upsampled(upsample, node, x);
            case PRelu rectifier -> rectified(node, parameters, x);
            case GroupNorm norm -> withinSample(node, norm.groups(), norm.epsilon(), parameters, x);
            case LayerNorm norm -> withinSample(node, 1, norm.epsilon(), parameters, x);
            case BatchNorm norm -> normalized(norm, node, parameters, x);
            case Add sum -> sum(inputs);
            case Concat concat -> concatenated(inputs);
            case CustomLayer custom -> throw new AssertionError("define " + custom);
            case LayerExtension extension -> extension(extension, node, parameters, x);
        };
    }

    private static double[] softmax(Shape shape, double[] x, boolean logarithm) {
        int positions = shape.height() * shape.width();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int c = i % positions; c < x.length; c += positions) {
                sum += StrictMath.exp(x[c]);
            }
            y[i] = logarithm ? x[i] - StrictMath.log(sum) : StrictMath.exp(x[i]) / sum;
        }
        return y;
    }

    private static double[] extension(LayerExtension layer, Node node, double[] parameters,
            double[] x) {
        return switch (layer) {
            case TableConv2d table -> convolution(table, node, parameters, x);
            case Subsample2d subsample -> subsampled(subsample, node, parameters, x);
            case Rbf rbf -> distances(rbf, x);
            default -> throw new AssertionError("define " + layer);
        };
    }

    /**
     * The second derivatives of one image's loss by every parameter, each by itself, in the Gauss-Newton
     * approximation: layer by layer backward, times the squares of the layer's derivatives, which are
     * central finite differences.
     *
     * @param rubbish logit of the rubbish class; minus infinity for none
     */
    public double[] curvature(double[] parameters, float[] image, double rubbish) {
        List<double[]> outputs = outputs(parameters, image);
        double[] z = outputs.getLast();
        double sum = StrictMath.exp(rubbish);
        for (double logit : z) {
            sum += StrictMath.exp(logit);
        }
        double[] h = new double[z.length];
        for (int c = 0; c < z.length; c++) {
            double p = StrictMath.exp(z[c]) / sum;
            h[c] = p * (1 - p);
        }
        double rest = StrictMath.exp(rubbish) / sum;
        double[] result = new double[parameters.length];
        for (int layer = network.nodes().size() - 1; layer >= 0; layer--) {
            Node node = network.nodes().get(layer);
            double[] x = layer == 0 ? widen(image) : outputs.get(layer - 1);
            if (!node.parameters().isEmpty()) {
                int from = node.weight().offset();
                int to = from + node.parameterCount();
                for (int i = from; i < to; i++) {
                    result[i] = squares(h, move(parameters, i, STEP, p -> apply(node, p, x)));
                }
            }
            double[] before = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                before[i] = squares(h, move(x, i, STEP, v -> apply(node, parameters, v)))
                        + (node.layer() instanceof Rbf ? 2 * rest : 0);
            }
            h = before;
        }
        return result;
    }

    /** The derivative of a function by one value. */
    private static double[] move(double[] values, int i, double step,
            UnaryOperator<double[]> function) {
        double[] moved = values.clone();
        moved[i] = values[i] + step;
        double[] above = function.apply(moved);
        moved[i] = values[i] - step;
        double[] below = function.apply(moved);
        double[] derivative = new double[above.length];
        for (int o = 0; o < derivative.length; o++) {
            derivative[o] = (above[o] - below[o]) / (2 * step);
        }
        return derivative;
    }

    private static double squares(double[] h, double[] derivatives) {
        double sum = 0;
        for (int o = 0; o < h.length; o++) {
            sum += h[o] * derivatives[o] * derivatives[o];
        }
        return sum;
    }

    private static double[] padded(ConstantPad2d pad, Node node, double[] x) {
        Shape in = node.input();
        Shape out = node.output();
        double[] y = new double[out.size()];
        for (int i = 0; i < y.length; i++) {
            int row = i / out.width() % out.height() - pad.top();
            int column = i % out.width() - pad.left();
            boolean inside = row >= 0 && row < in.height() && column >= 0 && column < in.width();
            y[i] = inside ? at(in, x, i / out.width() / out.height(), row, column) : pad.value();
        }
        return y;
    }

    private static double[] convolution(TableConv2d table, Node node, double[] p, double[] x) {
        Shape out = node.output();
        double[] y = new double[out.size()];
        int weights = node.weight().offset();
        for (int o = 0; o < out.channels(); o++) {
            List<Integer> inputs = table.table().get(o);
            for (int at = 0; at < out.height() * out.width(); at++) {
                double sum = p[node.bias().offset() + o];
                int weight = weights;
                for (int c : inputs) {
                    for (int i = 0; i < table.kernel(); i++) {
                        for (int j = 0; j < table.kernel(); j++) {
                            sum += p[weight++] * at(node.input(), x, c, at / out.width() + i,
                                    at % out.width() + j);
                        }
                    }
                }
                y[o * out.height() * out.width() + at] = sum;
            }
            weights += inputs.size() * table.kernel() * table.kernel();
        }
        return y;
    }

    private static double[] subsampled(Subsample2d subsample, Node node, double[] p, double[] x) {
        double[] y = new double[node.output().size()];
        int window = subsample.window();
        for (int position = 0; position < y.length; position++) {
            int channel = position / node.output().width() / node.output().height();
            double sum = 0;
            for (int i = 0; i < window * window; i++) {
                sum += element(node, x, position, i, window, window);
            }
            y[position] = p[node.weight().offset() + channel] * sum
                    + p[node.bias().offset() + channel];
        }
        return y;
    }

    private static double[] distances(Rbf rbf, double[] x) {
        double[] y = new double[rbf.codes().size()];
        for (int unit = 0; unit < y.length; unit++) {
            for (int i = 0; i < x.length; i++) {
                double d = x[i] - (rbf.codes().get(unit).charAt(i) == '+' ? 1 : -1);
                y[unit] -= d * d;
            }
        }
        return y;
    }

    /** The mean cross-entropy of a batch in nats. */
    public double loss(double[] parameters, float[][] images, int[] labels) {
        double sum = 0;
        double[][] logits = logits(parameters, images);
        for (int i = 0; i < images.length; i++) {
            double[] z = logits[i];
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
        logits(parameters, images);
        return margin;
    }

    private static double at(Shape shape, double[] x, int channel, int row, int column) {
        boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
        return inside ? x[(channel * shape.height() + row) * shape.width() + column] : 0;
    }

    private static double[] convolution(Conv2d conv, Node node, double[] p, double[] x) {
        Shape out = node.output();
        Border zeros = conv.border(node.input());
        int inChannels = node.input().channels() / conv.groups();
        double[] y = new double[out.size()];
        int at = 0;
        for (int o = 0; o < out.channels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = p[node.bias().offset() + o];
                    int weight = node.weight().offset()
                            + o * inChannels * conv.kernelHeight() * conv.kernelWidth();
                    int first = o / (out.channels() / conv.groups()) * inChannels;
                    for (int c = first; c < first + inChannels; c++) {
                        for (int i = 0; i < conv.kernelHeight(); i++) {
                            for (int j = 0; j < conv.kernelWidth(); j++) {
                                sum += p[weight++] * at(node.input(), x, c,
                                        row * conv.strideHeight() + i * conv.dilationHeight()
                                                - zeros.top(),
                                        column * conv.strideWidth() + j * conv.dilationWidth()
                                                - zeros.left());
                            }
                        }
                    }
                    y[at++] = sum;
                }
            }
        }
        return y;
    }

    /** Each input adds the kernel to the output. */
    private static double[] transposed(ConvTranspose2d conv, Node node, double[] p, double[] x) {
        Shape in = node.input();
        Shape out = node.output();
        int area = out.height() * out.width();
        int perGroup = out.channels() / conv.groups();
        int taps = conv.kernelHeight() * conv.kernelWidth();
        double[] y = new double[out.size()];
        Arrays.setAll(y, i -> p[node.bias().offset() + i / area]);
        for (int i = 0; i < x.length; i++) {
            int c = i / (in.height() * in.width());
            int firstMap = c / (in.channels() / conv.groups()) * perGroup;
            for (int w = 0; w < perGroup * taps; w++) {
                int row = i / in.width() % in.height() * conv.strideHeight() - conv.padding().top()
                        + w % taps / conv.kernelWidth() * conv.dilationHeight();
                int column = i % in.width() * conv.strideWidth() - conv.padding().left()
                        + w % conv.kernelWidth() * conv.dilationWidth();
                if (row >= 0 && row < out.height() && column >= 0 && column < out.width()) {
                    y[(firstMap + w / taps) * area + row * out.width() + column] += x[i]
                            * p[node.weight().offset() + c * perGroup * taps + w];
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
        ReferencePool windows = ReferencePool.of(pool, node);
        double[] y = new double[node.output().size()];
        for (int position = 0; position < y.length; position++) {
            double best = Double.NEGATIVE_INFINITY;
            double second = Double.NEGATIVE_INFINITY;
            for (double value : windows.elements(x, position)) {
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
        ReferencePool windows = ReferencePool.of(pool, node);
        double[] y = new double[node.output().size()];
        for (int position = 0; position < y.length; position++) {
            List<Double> elements = windows.elements(x, position);
            int count = pool.countIncludePad() ? windows.counted(x, position) : elements.size();
            for (double value : elements) {
                y[position] += value / count;
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
                case GELU -> x[i] * NormalDistribution.upTo(x[i]);
                case TANH -> StrictMath.tanh(x[i]);
                case SCALED_TANH -> 1.7159 * StrictMath.tanh(2 * x[i] / 3);
                case SIGMOID -> 1 / (1 + StrictMath.exp(-x[i]));
                case HARD_SIGMOID -> Math.clamp(x[i] / 6 + 0.5, 0, 1);
                case HARD_SWISH -> x[i] * Math.clamp(x[i] / 6 + 0.5, 0, 1);
                case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(x[i]));
            };
        }
        switch (activation) {
            case RELU -> kinks(x, 0);
            case HARD_SIGMOID, HARD_SWISH -> kinks(x, -3, 3);
            default -> {}
        }
        return y;
    }

    /** Notes how near a value comes to where a function has no slope. */
    private void kinks(double[] x, double... kinks) {
        for (double value : x) {
            for (double kink : kinks) {
                margin = Math.min(margin, Math.abs(value - kink));
            }
        }
    }

    private double[] elementwise(double[] x, DoubleUnaryOperator function, double... kinks) {
        kinks(x, kinks);
        return Arrays.stream(x).map(function).toArray();
    }
}
