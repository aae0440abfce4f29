package dev.lanewise.onnx.writer;

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
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.nn.Upsample2d;
import dev.lanewise.onnx.proto.AttributeProto;
import dev.lanewise.onnx.writer.GraphWriter.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers as operators of ONNX: the one place that knows which operators a layer becomes. */
public final class LayerWriter {
    /** The first version with an operator that scales each channel. */
    private static final int GROUP_NORM = 21;
    private final GraphWriter graph;
    private final FoldedParameters parameters;
    private final ActivationWriter activations;
    private final PoolWriter pools;
    private final int opset;

    /** Writes to a graph of a version of ONNX's operators. */
    public LayerWriter(GraphWriter graph, FoldedParameters parameters, int opset) {
        this.graph = graph;
        this.parameters = parameters;
        this.activations = new ActivationWriter(graph, opset);
        this.opset = opset;
        this.pools = new PoolWriter(graph, opset);
    }

    /** Adds the operators of a layer that reads these values; returns what it makes. */
    public Value write(Node node, List<Value> inputs) {
        Value in = inputs.getFirst();
        String name = node.name();
        return switch (node.layer()) {
            case Conv2d c -> convolution(c, node, in);
            case ConvTranspose2d c -> transposed(c, node, in);
            case Dense dense -> dense(node, in);
            case Activation a -> same(node, in, activations.write(a, name, in.name()));
            case LeakyRelu l -> same(node, in, graph.add("LeakyRelu", name, List.of(in.name()),
                    AttributeProto.of("alpha", l.slope())));
            case Elu e -> same(node, in, graph.add("Elu", name, List.of(in.name()),
                    AttributeProto.of("alpha", e.alpha())));
            case Clip c -> same(node, in, graph.add("Clip", name, List.of(in.name(),
                    graph.number(name + ".min", c.low()), graph.number(name + ".max", c.high()))));
            case PRelu rectifier -> same(node, in, graph.add("PRelu", name, List.of(in.name(),
                    constant(node.weight(), in.perChannel()))));
            case Dropout d -> same(node, in, graph.add("Dropout", name,
                    List.of(in.name(), graph.number(name + ".ratio", d.rate()))));
            case Softmax softmax -> same(node, in, graph.add("Softmax", name, List.of(in.name()),
                    AttributeProto.of("axis", 1)));
            case LogSoftmax softmax ->
                    same(node, in, graph.add("LogSoftmax", name, List.of(in.name()),
                            AttributeProto.of("axis", 1)));
            case BatchNorm b -> batchNorm(b, node, in);
            case GroupNorm n -> groupNorm(n, node, in);
            case LayerNorm n -> layerNorm(n, node, in);
            case ConstantPad2d p -> pad(p, node, in);
            case MaxPool2d p -> maps(node, pools.maximum(p, node, graph.maps(in).name()));
            case AveragePool2d p -> maps(node, pools.mean(p, node, graph.maps(in).name()));
            case GlobalPool2d p -> maps(node, graph.add(p == GlobalPool2d.MAX ? "GlobalMaxPool"
                    : "GlobalAveragePool", name, mapsOf(in)));
            case Upsample2d u -> upsample(u, node, in);
            case Flatten flatten -> graph.flat(in);
            case Add sum -> sum(node, inputs);
            case Concat concat -> concatenation(node, inputs);
            case Subsample2d s -> subsampling(s, node, in);
            case TableConv2d t -> table(t, node, in);
            case Rbf r -> distances(r, node, in);
            default -> throw new IllegalArgumentException("Layer " + name + " must be one of"
                    + " Lanewise's to be written to an ONNX file, but is a " + node.layer().type()
                    + "; write it as layers that ONNX has operators for.");
        };
    }

    /** What a layer makes that leaves the form of its input. */
    private static Value same(Node node, Value in, String name) {
        return new Value(name, node.output(), in.maps());
    }

    private static Value maps(Node node, String name) {
        return new Value(name, node.output(), true);
    }

    private List<String> mapsOf(Value in) {
        return List.of(graph.maps(in).name());
    }

    /** Adds a parameter, with other extents of the same size if any are given. */
    private String constant(Parameter parameter, long... extents) {
        long[] own = parameter.dimensions().stream().mapToLong(Integer::longValue).toArray();
        return graph.floats(parameter.name(), extents.length == 0 ? own : extents,
                parameters.of(parameter));
    }

    private List<String> weighted(Node node, String input) {
        return List.of(input, constant(node.weight()), constant(node.bias()));
    }

    private Value convolution(Conv2d c, Node node, Value in) {
        Border border = c.border(node.input());
        return maps(node, graph.add("Conv", node.name(), weighted(node, graph.maps(in).name()),
                AttributeProto.wholes("kernel_shape", c.kernelHeight(), c.kernelWidth()),
                AttributeProto.wholes("strides", c.strideHeight(), c.strideWidth()),
                pads(border), AttributeProto.wholes("dilations", c.dilationHeight(),
                        c.dilationWidth()),
                AttributeProto.of("group", c.groups())));
    }

    private Value transposed(ConvTranspose2d c, Node node, Value in) {
        String input = graph.maps(in).name();
        if (c.outputPaddingHeight() < c.strideHeight()
                && c.outputPaddingWidth() < c.strideWidth()) {
            return maps(node, transposed(c, node.name(), weighted(node, input), c.padding(),
                    c.outputPaddingHeight(), c.outputPaddingWidth()));
        }
        return maps(node, widelyPadded(c, node, input));
    }

    private String transposed(ConvTranspose2d c, String name, List<String> inputs, Border cut,
            int rows, int columns) {
        return graph.add("ConvTranspose", name, inputs,
                AttributeProto.wholes("kernel_shape", c.kernelHeight(), c.kernelWidth()),
                AttributeProto.wholes("strides", c.strideHeight(), c.strideWidth()), pads(cut),
                AttributeProto.wholes("output_padding", rows, columns),
                AttributeProto.wholes("dilations", c.dilationHeight(), c.dilationWidth()),
                AttributeProto.of("group", c.groups()));
    }

    /**
     * Output padding of a stride and more, which the dilation allows, but not every program: less is cut
     * off, and what is still missing are zeros before the bias.
     */
    private String widelyPadded(ConvTranspose2d c, Node node, String input) {
        String name = node.name();
        Border cut = c.padding();
        int rows = c.outputPaddingHeight() - cut.bottom();
        int columns = c.outputPaddingWidth() - cut.right();
        String values = transposed(c, name + ".values", List.of(input, constant(node.weight())),
                new Border(cut.top(), Math.max(0, -rows), cut.left(), Math.max(0, -columns)), 0, 0);
        String whole = graph.add("Pad", name + ".whole",
                List.of(values, graph.wholes(name + ".pads", 0, 0, 0, 0, 0, 0, Math.max(0, rows),
                        Math.max(0, columns))));
        return graph.add("Add", name,
                List.of(whole, constant(node.bias(), c.outChannels(), 1, 1)));
    }

    private static AttributeProto pads(Border border) {
        return AttributeProto.wholes("pads", border.top(), border.left(), border.bottom(),
                border.right());
    }

    private Value dense(Node node, Value in) {
        return new Value(graph.add("Gemm", node.name(), weighted(node, graph.flat(in).name()),
                AttributeProto.of("transB", 1)), node.output(), false);
    }

    private Value batchNorm(BatchNorm b, Node node, Value in) {
        if (parameters.isFolded(node)) {
            return in;
        }
        List<String> inputs = new ArrayList<>(List.of(in.name()));
        node.parameters().forEach(parameter -> inputs.add(constant(parameter)));
        return same(node, in, graph.add("BatchNormalization", node.name(), inputs,
                AttributeProto.of("epsilon", b.epsilon())));
    }

    private Value groupNorm(GroupNorm n, Node node, Value in) {
        if (n.groups() == in.shape().channels()) {
            return maps(node, graph.add("InstanceNormalization", node.name(),
                    weighted(node, graph.maps(in).name()),
                    AttributeProto.of("epsilon", n.epsilon())));
        }
        if (opset >= GROUP_NORM) {
            return same(node, in, graph.add("GroupNormalization", node.name(),
                    weighted(node, in.name()), AttributeProto.of("num_groups", n.groups()),
                    AttributeProto.of("epsilon", n.epsilon())));
        }
        return groupwise(n, node, in);
    }

    /** As instance normalization of one long map for each group, which every version has. */
    private Value groupwise(GroupNorm n, Node node, Value in) {
        String name = node.name();
        float[] ones = new float[n.groups()];
        Arrays.fill(ones, 1);
        long[] groups = {n.groups()};
        String rows = graph.add("Reshape", name + ".groups",
                List.of(in.name(), graph.wholes(name + ".groups.shape", 0, n.groups(), -1)));
        String normalized = graph.add("InstanceNormalization", name + ".normalized",
                List.of(rows, graph.floats(name + ".ones", groups, ones),
                        graph.floats(name + ".zeros", groups, new float[n.groups()])),
                AttributeProto.of("epsilon", n.epsilon()));
        long[] shape = in.maps() ? new long[]{0, in.shape().channels(), in.shape().height(),
                in.shape().width()} : new long[]{0, in.shape().channels()};
        String back = graph.add("Reshape", name + ".back",
                List.of(normalized, graph.wholes(name + ".back.shape", shape)));
        String scaled = graph.add("Mul", name + ".scaled",
                List.of(back, constant(node.weight(), in.perChannel())));
        return same(node, in, graph.add("Add", name,
                List.of(scaled, constant(node.bias(), in.perChannel()))));
    }

    private Value layerNorm(LayerNorm n, Node node, Value in) {
        long[] extents = in.maps() ? new long[]{in.shape().channels(), in.shape().height(),
                in.shape().width()} : new long[]{in.shape().channels()};
        return same(node, in, graph.add("LayerNormalization", node.name(),
                List.of(in.name(), constant(node.weight(), extents),
                        constant(node.bias(), extents)),
                AttributeProto.of("axis", 1), AttributeProto.of("epsilon", n.epsilon())));
    }

    private Value pad(ConstantPad2d p, Node node, Value in) {
        String name = node.name();
        return maps(node, graph.add("Pad", name, List.of(graph.maps(in).name(),
                graph.wholes(name + ".pads", 0, 0, p.top(), p.left(), 0, 0, p.bottom(), p.right()),
                graph.number(name + ".value", p.value()))));
    }

    private Value upsample(Upsample2d u, Node node, Value in) {
        boolean nearest = u.mode() == Upsample2d.Mode.NEAREST;
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                AttributeProto.of("mode", nearest ? "nearest" : "linear"),
                AttributeProto.of("coordinate_transformation_mode",
                        nearest ? "asymmetric" : "half_pixel")));
        if (nearest) {
            attributes.add(AttributeProto.of("nearest_mode", "floor"));
        }
        return maps(node, graph.add("Resize", node.name(), List.of(graph.maps(in).name(), "",
                graph.floats(node.name() + ".scales", new long[]{4}, 1, 1, u.factor(),
                        u.factor())),
                attributes.toArray(AttributeProto[]::new)));
    }

    /** Values in one form: as they are if all are vectors. */
    private List<Value> alike(List<Value> inputs) {
        return inputs.stream().noneMatch(Value::maps) ? inputs
                : inputs.stream().map(graph::maps).toList();
    }

    private Value sum(Node node, List<Value> inputs) {
        List<Value> values = alike(inputs);
        String sum = values.getFirst().name();
        for (int i = 1; i < values.size(); i++) {
            String name = i == values.size() - 1 ? node.name() : node.name() + "." + i;
            sum = graph.add("Add", name, List.of(sum, values.get(i).name()));
        }
        return same(node, values.getFirst(), sum);
    }

    private Value concatenation(Node node, List<Value> inputs) {
        List<Value> values = alike(inputs);
        return same(node, values.getFirst(), graph.add("Concat", node.name(),
                values.stream().map(Value::name).toList(), AttributeProto.of("axis", 1)));
    }

    /**
     * Means of windows, and a convolution of each map by one weight. Where the size of a window is no power of
     * two, it is multiplied first: the weights would be rounded.
     */
    private Value subsampling(Subsample2d s, Node node, Value in) {
        int maps = node.input().channels();
        int area = s.window() * s.window();
        float[] weights = parameters.of(node.weight());
        boolean exact = Integer.bitCount(area) == 1;
        for (int c = 0; exact && c < maps; c++) {
            weights[c] *= area;
        }
        String means = graph.add("AveragePool", node.name() + ".means", mapsOf(in),
                AttributeProto.wholes("kernel_shape", s.window(), s.window()),
                AttributeProto.wholes("strides", s.window(), s.window()));
        String sums = exact ? means
                : graph.add("Mul", node.name() + ".sums",
                        List.of(means, graph.number(node.name() + ".area", area)));
        return maps(node, graph.add("Conv", node.name(),
                List.of(sums, graph.floats(node.weight().name(), new long[]{maps, 1, 1, 1},
                        weights), constant(node.bias())),
                AttributeProto.wholes("kernel_shape", 1, 1), AttributeProto.of("group", maps)));
    }

    /** The full convolution, whose other weights are 0. */
    private Value table(TableConv2d t, Node node, Value in) {
        int inputs = node.input().channels();
        int outputs = node.output().channels();
        int size = t.kernel() * t.kernel();
        float[] weights = parameters.of(node.weight());
        float[] full = new float[outputs * inputs * size];
        int next = 0;
        for (int place : t.places(inputs)) {
            System.arraycopy(weights, next, full, place, size);
            next += size;
        }
        String weight = graph.floats(node.weight().name(),
                new long[]{outputs, inputs, t.kernel(), t.kernel()}, full);
        return maps(node, graph.add("Conv", node.name(),
                List.of(graph.maps(in).name(), weight, constant(node.bias())),
                AttributeProto.wholes("kernel_shape", t.kernel(), t.kernel())));
    }

    /** Minus the sum of the squared differences from each centre. */
    private Value distances(Rbf r, Node node, Value in) {
        String name = node.name();
        Value flat = graph.flat(in);
        String row = graph.add("Unsqueeze", name + ".row",
                List.of(flat.name(), graph.wholes(name + ".axis", 1)));
        String differences = graph.add("Sub", name + ".differences",
                List.of(row, graph.floats(name + ".centres",
                        new long[]{r.codes().size(), flat.shape().size()}, r.centres())));
        String squares = graph.add("Mul", name + ".squares", List.of(differences, differences));
        String sums = graph.add("ReduceSum", name + ".sums",
                List.of(squares, graph.wholes(name + ".last", 2)),
                AttributeProto.of("keepdims", 0));
        return new Value(graph.add("Neg", name, List.of(sums)), node.output(), false);
    }
}
