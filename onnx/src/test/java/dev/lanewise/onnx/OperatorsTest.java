package dev.lanewise.onnx;

import static dev.lanewise.onnx.proto.AttributeProto.of;
import static dev.lanewise.onnx.proto.AttributeProto.reals;
import static dev.lanewise.onnx.proto.AttributeProto.wholes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Named.named;

import dev.lanewise.onnx.reader.Operators;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator that is read gives what ONNX Runtime gives. */
class OperatorsTest {
    private static final Map<String, Graphs> CASES = new TreeMap<>();

    private static void add(String name, Graphs graph) {
        if (CASES.put(name, graph) != null) {
            throw new AssertionError(name);
        }
    }

    private static Graphs maps() {
        return Graphs.opset(17).input(4, 7, 9);
    }

    static {
        convolutions();
        transposedConvolutions();
        products();
        pools();
        reductions();
        norms();
        radialBasis();
        activations();
        softmaxes();
        functions();
        arithmetic();
        shapes();
        joints();
        resizing();
    }

    private static void convolutions() {
        add("Conv plain", maps().weights("w", 3, 4, 3, 2)
                .weights("b", 3)
                .node("Conv", "y",
                        "x w b"));
        add("Conv all", maps().weights("w", 6, 2, 3, 2)
                .node("Conv", "y", "x w", of("group", 2),
                        wholes("strides", 2, 1), wholes("dilations", 1, 3),
                        wholes("pads", 2, 0, 1, 4),
                        wholes("kernel_shape", 3, 2)));
        add("Conv depthwise", maps().weights("w", 8, 1, 3, 3)
                .weights("b", 8)
                .node("Conv", "y",
                        "x w b", of("group", 4), wholes("pads", 1, 1, 1, 1)));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
            add("Conv " + auto, maps().weights("w", 3, 4, 4, 2)
                    .node("Conv", "y", "x w",
                            of("auto_pad", auto), wholes("strides", 2, 3)));
        }
        add("Conv row", Graphs.opset(11)
                .input(4, 12)
                .weights("w", 3, 4, 3)
                .weights("b", 3)
                .node("Conv", "y", "x w b", wholes("pads", 1, 2), wholes("strides", 2)));
        add("Conv opset 7", Graphs.opset(7)
                .input(2, 5, 5)
                .weights("w", 3, 2, 3, 3)
                .node("Conv",
                        "y", "x w", wholes("kernel_shape", 3, 3)));
    }

    private static void transposedConvolutions() {
        add("ConvTranspose plain", maps().weights("w", 4, 3, 3, 2)
                .weights("b", 3)
                .node(
                        "ConvTranspose", "y", "x w b"));
        add("ConvTranspose all", maps().weights("w", 4, 3, 3, 2)
                .weights("b", 6)
                .node(
                        "ConvTranspose", "y", "x w b", of("group", 2), wholes("strides", 2, 3),
                        wholes("dilations", 2, 1), wholes("pads", 1, 0, 2, 1),
                        wholes("output_padding", 1, 2)));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            add("ConvTranspose " + auto, maps().weights("w", 4, 3, 5, 4)
                    .node("ConvTranspose",
                            "y", "x w", of("auto_pad", auto), wholes("strides", 2, 3)));
        }
        add("ConvTranspose row", Graphs.opset(11)
                .input(4, 6)
                .weights("w", 4, 3, 3)
                .node(
                        "ConvTranspose", "y", "x w", wholes("strides", 2)));
    }

    private static void products() {
        Graphs vector = Graphs.opset(13).input(6).weights("w", 5, 6).weights("b", 5);
        add("Gemm transB", vector.node("Gemm", "y", "x w b", of("transB", 1)));
        add("Gemm factors", Graphs.opset(11)
                .input(6)
                .weights("w", 6, 5)
                .weights("b", 1, 5)
                .node(
                        "Gemm", "y", "x w b", of("alpha", 0.5f), of("beta", 2f)));
        add("Gemm one bias", Graphs.opset(9)
                .input(6)
                .weights("w", 6, 5)
                .weights("b", 1)
                .node(
                        "Gemm", "y", "x w b"));
        add("Gemm no bias", Graphs.opset(13)
                .input(6)
                .weights("w", 6, 5)
                .node("Gemm", "y",
                        "x w"));
        add("MatMul Add", Graphs.opset(13)
                .input(6)
                .weights("w", 6, 5)
                .weights("b", 5)
                .node("MatMul", "p", "x w")
                .node("Add", "y", "b p"));
        add("MatMul at each position", maps().weights("w", 4, 5)
                .weights("b", 5)
                .node("Transpose", "t", "x", wholes("perm", 0, 2, 3, 1))
                .node("MatMul", "p", "t w")
                .node("Add", "q", "p b")
                .node("Transpose", "y", "q", wholes("perm", 0, 3, 1, 2)));
        add("MatMul of NHWC flattened", maps().weights("w", 4 * 7 * 9, 3)
                .node("Transpose", "t", "x", wholes("perm", 0, 2, 3, 1))
                .node("Flatten", "f", "t")
                .node("MatMul", "y", "f w"));
    }

    private static void pools() {
        for (String pool : List.of("MaxPool", "AveragePool")) {
            add(pool + " plain", maps().node(pool, "y", "x", wholes("kernel_shape", 2, 3)));
            add(pool + " padded", maps().node(pool, "y", "x", wholes("kernel_shape", 3, 2),
                    wholes("strides", 2, 2), wholes("pads", 1, 1, 1, 1)));
            add(pool + " ceil", maps().node(pool, "y", "x", wholes("kernel_shape", 3, 2),
                    wholes("strides", 3, 2), wholes("pads", 1, 0, 1, 0), of("ceil_mode", 1)));
            add(pool + " VALID", maps().node(pool, "y", "x", wholes("kernel_shape", 3, 2),
                    wholes("strides", 3, 2), of("auto_pad", "VALID")));
            add(pool + " row", Graphs.opset(11)
                    .input(3, 9)
                    .node(pool, "y", "x",
                            wholes("kernel_shape", 3), wholes("pads", 1, 1)));
        }
        add("MaxPool SAME_UPPER", maps().node("MaxPool", "y", "x", wholes("kernel_shape", 2, 4),
                of("auto_pad", "SAME_UPPER")));
        add("MaxPool SAME_LOWER", maps().node("MaxPool", "y", "x", wholes("kernel_shape", 2, 4),
                of("auto_pad", "SAME_LOWER")));
        add("MaxPool uneven", maps().node("MaxPool", "y", "x", wholes("kernel_shape", 2, 3),
                wholes("pads", 1, 0, 0, 2)));
        add("AveragePool counted", maps().node("AveragePool", "y", "x",
                wholes("kernel_shape", 3, 3), wholes("pads", 1, 1, 1, 1), wholes("strides", 2, 2),
                of("count_include_pad", 1)));
        add("AveragePool counted ceil", Graphs.opset(19)
                .input(4, 7, 8)
                .node("AveragePool", "y",
                        "x", wholes("kernel_shape", 3, 3), wholes("pads", 1, 1, 1, 1),
                        wholes("strides", 2, 2), of("count_include_pad", 1), of("ceil_mode", 1)));
        add("AveragePool counted uneven", maps().node("AveragePool", "y", "x",
                wholes("kernel_shape", 3, 3), wholes("pads", 0, 1, 1, 2),
                of("count_include_pad", 1)));
        for (String pool : List.of("GlobalMaxPool", "GlobalAveragePool")) {
            add(pool, maps().node(pool, "y", "x"));
        }
    }

    private static void reductions() {
        for (String reduce : List.of("ReduceMean", "ReduceMax")) {
            add(reduce + " kept", maps().node(reduce, "y", "x", wholes("axes", 2, 3)));
            add(reduce + " dropped", maps().weights("w", 4, 2)
                    .node(reduce, "r", "x",
                            wholes("axes", -1, -2), of("keepdims", 0))
                    .node("MatMul", "y", "r w"));
            add(reduce + " opset 18", Graphs.opset(18)
                    .input(4, 7, 9)
                    .longs("a", 2, 3)
                    .node(
                            reduce, "y", "x a"));
        }
    }

    private static void radialBasis() {
        add("ReduceSum of radial basis functions", Graphs.opset(13)
                .input(3)
                .longs("one", 1)
                .longs("two", 2)
                .floats("c", new long[]{2, 3}, 1, -1, 1, -1, -1, 1)
                .node("Unsqueeze", "u", "x one")
                .node("Sub", "d", "u c")
                .node("Mul", "q", "d d")
                .node("ReduceSum", "s", "q two", of("keepdims", 0))
                .node("Neg", "y", "s"));
    }

    private static void norms() {
        add("BatchNormalization", batch(15, 4, 7, 9));
        add("BatchNormalization opset 7", batch(7, 4, 7, 9));
        add("BatchNormalization vector", batch(9, 4));
        add("InstanceNormalization", maps().weights("s", 4)
                .weights("b", 4)
                .node(
                        "InstanceNormalization", "y", "x s b", of("epsilon", 1e-3f)));
        add("GroupNormalization", Graphs.opset(21)
                .input(4, 7, 9)
                .weights("s", 4)
                .weights("b", 4)
                .node("GroupNormalization", "y", "x s b", of("num_groups", 2)));
        add("LayerNormalization", maps().weights("s", 4, 7, 9)
                .weights("b", 4, 7, 9)
                .node(
                        "LayerNormalization", "y", "x s b", of("axis", 1)));
        add("LayerNormalization vector", Graphs.opset(17)
                .input(9)
                .weights("s", 9)
                .node(
                        "LayerNormalization", "y", "x s"));
    }

    private static Graphs batch(long opset, long... extents) {
        return Graphs.opset(opset)
                .input(extents)
                .weights("s", 4)
                .weights("b", 4)
                .weights("m", 4)
                .positive("v", 4)
                .node("BatchNormalization", "y", "x s b m v",
                        of("epsilon", 1e-3f), of("momentum", 0.8f));
    }

    private static void activations() {
        for (String plain : List.of("Relu", "Tanh", "Sigmoid", "Softplus", "HardSwish",
                "LeakyRelu", "Elu", "Selu", "HardSigmoid", "Neg", "Identity")) {
            add(plain, maps().node(plain, "h", "x").node("Relu", "y", "h"));
        }
        for (String alpha : List.of("LeakyRelu", "Elu", "HardSigmoid")) {
            add(alpha + " alpha", maps().node(alpha, "y", "x", of("alpha", 0.3f)));
        }
        add("Selu all", maps().node("Selu", "y", "x", of("alpha", 0.3f), of("gamma", 2f)));
        add("HardSigmoid sixth", maps().node("HardSigmoid", "y", "x", of("alpha", 1f / 6)));
        add("Gelu", Graphs.opset(20).input(5).node("Gelu", "y", "x"));
        add("PRelu channels", maps().weights("s", 4, 1, 1).node("PRelu", "y", "x s"));
        add("PRelu one", Graphs.opset(9).input(4, 3, 3).weights("s", 1).node("PRelu", "y", "x s"));
        add("PRelu features", Graphs.opset(9).input(6).weights("s", 6).node("PRelu", "y", "x s"));
        add("Clip opset 6", Graphs.opset(7)
                .input(6)
                .node("Clip", "y", "x", of("min", -1f),
                        of("max", 0.5f)));
        add("Clip", maps().scalar("a", 0).scalar("b", 1.5f).node("Clip", "y", "x a b"));
        add("Clip low", maps().scalar("a", 0).node("Clip", "y", "x a"));
        add("Clip high", maps().scalar("b", 0.5f).node("Clip", "y", "x  b"));
        add("Dropout", maps().scalar("r", 0.3f)
                .node("Dropout", "d", "x r")
                .node("Relu", "y",
                        "d"));
        add("Dropout opset 7", Graphs.opset(7)
                .input(6)
                .node("Dropout", "d", "x", of("ratio",
                        0.3f))
                .node("Relu", "y", "d"));
    }

    private static void softmaxes() {
        for (String softmax : List.of("Softmax", "LogSoftmax")) {
            add(softmax, Graphs.opset(13).input(6).node(softmax, "y", "x"));
            add(softmax + " opset 11", Graphs.opset(11).input(6).node(softmax, "y", "x"));
            add(softmax + " channels", maps().node(softmax, "y", "x", of("axis", 1)));
            add(softmax + " pooled opset 9", Graphs.opset(9)
                    .input(4, 3, 3)
                    .node("GlobalAveragePool", "g", "x")
                    .node(softmax, "y", "g"));
            add(softmax + " of flattened", maps().node("Flatten", "f", "x")
                    .node(softmax, "y",
                            "f"));
        }
    }

    private static void functions() {
        add("SiLU", maps().node("Sigmoid", "s", "x").node("Mul", "y", "x s"));
        add("SiLU of scaled", maps().scalar("c", 0.7f)
                .scalar("d", 0.3f)
                .node("Mul", "m", "x c")
                .node("Add", "a", "m d")
                .node("Sigmoid", "s", "a")
                .node("Mul", "y", "s a"));
        add("hard swish", maps().node("HardSigmoid", "s", "x", of("alpha", 1f / 6))
                .node("Mul",
                        "y", "x s"));
        add("hard swish by Clip", maps().scalar("t", 3)
                .scalar("z", 0)
                .scalar("s", 6)
                .node("Add", "a", "x t")
                .node("Clip", "c", "a z s")
                .node("Mul", "m", "x c")
                .node("Div", "y", "m s"));
        add("hard swish by Clip, divided first", maps().scalar("t", 3)
                .scalar("z", 0)
                .scalar("s", 6)
                .node("Add", "a", "x t")
                .node("Clip", "c", "a z s")
                .node("Div", "d", "c s")
                .node("Mul", "y", "d x"));
        Graphs gelu = maps().scalar("r", (float) Math.sqrt(2))
                .scalar("o", 1)
                .scalar("h", 0.5f)
                .node("Div", "d", "x r")
                .node("Erf", "e", "d")
                .node("Add", "a", "e o");
        add("Erf in GELU", gelu.node("Mul", "m", "x a").node("Mul", "y", "m h"));
        Graphs half = maps().scalar("r", (float) Math.sqrt(0.5))
                .scalar("o", 1)
                .scalar("h", 0.5f)
                .node("Mul", "d", "x r")
                .node("Erf", "e", "d")
                .node("Add", "a", "e o");
        add("Erf in GELU, halved first", half.node("Mul", "m", "x h").node("Mul", "y", "m a"));
        add("scaled tanh", maps().scalar("a", 2f / 3)
                .scalar("b", 1.7159f)
                .node("Mul", "m", "x a")
                .node("Tanh", "t", "m")
                .node("Mul", "y", "t b"));
    }

    private static void arithmetic() {
        for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
            add(operator + " one", maps().scalar("c", 1.5f)
                    .node(operator, "a", "x c")
                    .node(
                            "Relu", "y", "a"));
            add(operator + " channels", maps().weights("c", 4, 1, 1)
                    .node("Relu", "r", "x")
                    .node(
                            operator, "y", "r c"));
            add(operator + " features", Graphs.opset(7)
                    .input(6)
                    .weights("c", 1, 6)
                    .node(operator,
                            "a", "x c")
                    .node("Relu", "y", "a"));
            add(operator + " flattened", Graphs.opset(7)
                    .input(2, 2, 2)
                    .weights("c", 8)
                    .node("Relu", "r", "x")
                    .node("Flatten", "f", "r")
                    .node(operator, "y", "f c"));
        }
        add("Sub from", maps().weights("c", 4, 1, 1)
                .node("Relu", "r", "x")
                .node("Sub", "y",
                        "c r"));
        add("Add branches", maps().node("Relu", "r", "x")
                .node("Tanh", "t", "x")
                .node("Add", "y",
                        "r t"));
        add("Sub branches", maps().node("Relu", "r", "x")
                .node("Tanh", "t", "x")
                .node("Sub", "y",
                        "r t"));
        add("Sum", maps().node("Relu", "r", "x")
                .node("Tanh", "t", "x")
                .node("Sum", "y",
                        "r t x"));
        add("Conv Mul Add", maps().weights("w", 3, 4, 3, 3)
                .weights("c", 3, 1, 1)
                .weights("d", 1, 3, 1, 1)
                .node("Conv", "p", "x w")
                .node("Mul", "q", "p c")
                .node("Add", "y", "q d"));
        add("Conv Add, read twice", maps().weights("w", 3, 4, 3, 3)
                .weights("c", 3, 1, 1)
                .node("Conv", "p", "x w")
                .node("Add", "q", "p c")
                .node("Sum", "y", "q p"));
        add("preprocessing", maps().weights("m", 1, 4, 1, 1)
                .positive("s", 4, 1, 1)
                .node("Sub", "a", "x m")
                .node("Div", "b", "a s")
                .node("Relu", "y", "b"));
        add("preprocessing read twice", maps().weights("m", 1, 4, 1, 1)
                .node("Sub", "a", "x m")
                .node("Relu", "r", "a")
                .node("Sum", "y", "r x"));
    }

    private static void shapes() {
        add("Cast", maps().node("Cast", "c", "x", of("to", 1)).node("Relu", "y", "c"));
        add("Reshape flat", maps().longs("s", 0, -1)
                .node("Relu", "r", "x")
                .node("Reshape", "y",
                        "r s"));
        add("Reshape input", Graphs.opset(13)
                .input(36)
                .longs("s", -1, 4, 3, 3)
                .weights("w", 2, 4, 2, 2)
                .node("Reshape", "r", "x s")
                .node("Conv", "y", "r w"));
        add("Reshape by the shape", maps().longs("i", 0)
                .longs("m", -1)
                .node("Relu", "r", "x")
                .node("Shape", "s", "r")
                .node("Gather", "g", "s i")
                .node("Concat", "c", "g m",
                        of("axis", 0))
                .node("Reshape", "y", "r c"));
        add("Reshape of fixed batch", maps().batch(2)
                .longs("s", 2, 252)
                .node("Relu", "r", "x")
                .node("Reshape", "y", "r s"));
        add("Squeeze Unsqueeze", maps().longs("a", 2, 3)
                .longs("b", 1, 2)
                .weights("w", 3, 4, 1, 1)
                .node("GlobalAveragePool", "g", "x")
                .node("Squeeze", "s", "g a")
                .node("Unsqueeze", "u", "s a")
                .node("Conv", "y", "u w"));
        add("Squeeze opset 11", Graphs.opset(11)
                .input(4, 3, 3)
                .node("GlobalAveragePool", "g", "x")
                .node("Squeeze", "y", "g", wholes("axes", -1, 2)));
        add("Unsqueeze opset 11", Graphs.opset(11)
                .input(4, 6)
                .weights("w", 2, 4, 1, 3)
                .node("Unsqueeze", "u", "x", wholes("axes", 2))
                .node("Conv", "y", "u w"));
        add("Pad", maps().longs("p", 0, 0, 1, 0, 0, 0, 2, 3)
                .scalar("c", 0.7f)
                .node("Pad", "y",
                        "x p c"));
        add("Pad opset 10", Graphs.opset(10)
                .input(2, 3, 3)
                .node("Pad", "y", "x",
                        wholes("pads", 0, 0, 1, 2, 0, 0, 0, 1), of("value", -1f)));
        add("Pad opset 18 axes", Graphs.opset(18)
                .input(2, 3, 3)
                .longs("p", 1, 2)
                .longs("a", 3)
                .node("Pad", "y", "x p  a"));
    }

    private static void joints() {
        add("Concat", maps().node("Relu", "r", "x")
                .node("Tanh", "t", "x")
                .node("Concat", "y",
                        "r t x", of("axis", 1)));
        add("Concat flattened", maps().node("Relu", "r", "x")
                .node("Flatten", "f", "r")
                .node("Flatten", "g", "x")
                .node("Concat", "y", "f g", of("axis", -1)));
        add("Concat of one channel", Graphs.opset(13)
                .input(1, 3, 4)
                .node("Relu", "r", "x")
                .node(
                        "Concat", "y", "r x", of("axis", 1)));
    }

    private static void resizing() {
        for (String mode : List.of("nearest", "linear")) {
            add("Resize " + mode, maps().floats("s", new long[]{4}, 1, 1, 3, 3)
                    .node("Resize", "y",
                            "x  s", of("mode", mode)));
            add("Resize pytorch " + mode, maps().floats("s", new long[]{4}, 1, 1, 2, 2)
                    .node(
                            "Resize", "y", "x  s", of("mode", mode),
                            of("coordinate_transformation_mode", "pytorch_half_pixel")));
        }
        add("Resize asymmetric", maps().floats("s", new long[]{4}, 1, 1, 4, 4)
                .node("Resize", "y",
                        "x  s", of("nearest_mode", "floor"),
                        of("coordinate_transformation_mode", "asymmetric")));
        add("Resize sizes", maps().batch(1)
                .longs("s", 1, 4, 14, 18)
                .node("Resize", "y",
                        "x   s", of("nearest_mode", "floor"),
                        of("coordinate_transformation_mode", "asymmetric")));
        add("Resize axes", Graphs.opset(18)
                .input(2, 3, 5)
                .floats("s", new long[]{2}, 2, 2)
                .node(
                        "Resize", "y", "x  s", wholes("axes", 2, 3)));
        add("Resize opset 10", Graphs.opset(10)
                .input(2, 3, 5)
                .floats("s", new long[]{4}, 1, 1, 2,
                        2)
                .node("Resize", "y", "x s"));
        add("Upsample", Graphs.opset(9)
                .input(2, 3, 5)
                .floats("s", new long[]{4}, 1, 1, 2, 2)
                .node(
                        "Upsample", "y", "x s"));
        add("Upsample opset 7", Graphs.opset(7)
                .input(2, 3, 5)
                .node("Upsample", "y", "x", reals(
                        "scales", 1, 1, 3, 3)));
    }

    static Stream<Named<Graphs>> cases() {
        return CASES.entrySet().stream().map(each -> named(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWhatOnnxRuntimeGives(Graphs graph) throws Exception {
        byte[] file = graph.file();
        OnnxRuntime.assertEqualOutputs(file, OnnxModels.read("test.onnx", file), "y", graph.batch(),
                graph.extents());
    }

    @Test
    void eachHasACase() {
        List<String> without = Operators.limits()
                .keySet()
                .stream()
                .filter(name -> CASES.values().stream().noneMatch(graph -> graph.uses(name)))
                .toList();
        assertEquals(List.of(), without, "operators without a case");
    }
}
