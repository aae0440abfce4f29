package dev.lanewise.onnx;

import static dev.lanewise.onnx.proto.AttributeProto.of;
import static dev.lanewise.onnx.proto.AttributeProto.wholes;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.onnx.proto.AttributeProto;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases of ONNX's own node tests, named as there and made again from the operators' definitions: the same
 * attributes and extents, numbers of our own, weights that are constants. In every version of the
 * operators that changed one of them.
 */
class NodeCasesTest {
    private static final int[] OPSETS = {7, 9, 11, 13, 15, 17, 19, 21, 22, 23};
    /** What the engine has no layer for. */
    private static final Set<String> REFUSED = Set.of("test_convtranspose_output_shape",
            "test_averagepool_2d_pads", "test_averagepool_2d_same_upper",
            "test_averagepool_2d_same_lower", "test_maxpool_2d_dilations",
            "test_averagepool_2d_dilations", "test_layer_normalization_4d_axis3",
            "test_gelu_tanh_1", "test_flatten_axis2",
            "test_resize_upsample_scales_linear_align_corners",
            "test_resize_upsample_scales_cubic");
    private static final Map<String, Case> CASES = new TreeMap<>();

    /** A graph from a version of the operators on. */
    private record Case(int since, UnaryOperator<Graphs> graph) {
        Graphs at(int opset) {
            return graph.apply(Graphs.opset(opset).batch(1));
        }
    }

    private static void add(int since, String name, UnaryOperator<Graphs> graph) {
        if (CASES.put("test_" + name, new Case(since, graph)) != null) {
            throw new AssertionError(name);
        }
    }

    private static void conv(String name, long rows, AttributeProto... attributes) {
        add(7, name, g -> g.input(1, rows, 5)
                .weights("w", 1, 1, 3, 3)
                .node("Conv", "y", "x w", attributes));
    }

    private static void transposed(String name, AttributeProto... attributes) {
        add(7, name, g -> g.input(1, 3, 3)
                .weights("w", 1, 2, 3, 3)
                .node("ConvTranspose", "y", "x w", attributes));
    }

    private static void pool(int since, String operator, String name, long extent,
            AttributeProto... attributes) {
        add(since, operator.toLowerCase(Locale.ROOT) + "_2d_" + name,
                g -> g.input(extent > 5 ? 3 : 1, extent, extent)
                        .node(operator, "y", "x",
                                attributes));
    }

    private static void plain(int since, String operator, String name,
            AttributeProto... attributes) {
        add(since, name, g -> g.input(4, 5).node(operator, "y", "x", attributes));
    }

    static {
        convolutions();
        for (String operator : new String[]{"MaxPool", "AveragePool"}) {
            pools(operator);
        }
        otherPools();
        products();
        norms();
        functions();
        shapes();
    }

    private static void convolutions() {
        AttributeProto kernel = wholes("kernel_shape", 3, 3);
        AttributeProto two = wholes("strides", 2, 2);
        conv("basic_conv_with_padding", 5, kernel, wholes("pads", 1, 1, 1, 1));
        conv("basic_conv_without_padding", 5, kernel, wholes("pads", 0, 0, 0, 0));
        conv("conv_with_strides_padding", 7, kernel, two, wholes("pads", 1, 1, 1, 1));
        conv("conv_with_strides_no_padding", 7, kernel, two, wholes("pads", 0, 0, 0, 0));
        conv("conv_with_strides_and_asymmetric_padding", 7, kernel, two,
                wholes("pads", 1, 0, 1, 0));
        conv("conv_with_autopad_same", 5, kernel, two, of("auto_pad", "SAME_LOWER"));
        transposed("convtranspose");
        transposed("convtranspose_autopad_same", of("auto_pad", "SAME_UPPER"), two);
        transposed("convtranspose_pads", wholes("strides", 3, 2), wholes("pads", 1, 2, 1, 2));
        transposed("convtranspose_kernel_shape", wholes("strides", 3, 2), kernel,
                wholes("output_padding", 1, 1));
        transposed("convtranspose_pad", wholes("strides", 3, 2), wholes("output_padding", 1, 1));
        transposed("convtranspose_output_shape", wholes("strides", 3, 2),
                wholes("output_shape", 10, 8));
        add(7, "convtranspose_1d", g -> g.input(1, 3)
                .weights("w", 1, 2, 3)
                .node("ConvTranspose", "y", "x w"));
        add(7, "convtranspose_dilations", g -> g.input(1, 3, 3)
                .weights("w", 1, 1, 2, 2)
                .node("ConvTranspose", "y", "x w", wholes("dilations", 2, 2)));
        add(7, "convtranspose_group_2", g -> g.input(2, 3, 3)
                .weights("w", 2, 1, 3, 3)
                .node("ConvTranspose", "y", "x w", of("group", 2)));
    }

    private static void pools(String operator) {
        AttributeProto two = wholes("kernel_shape", 2, 2);
        AttributeProto three = wholes("kernel_shape", 3, 3);
        AttributeProto five = wholes("kernel_shape", 5, 5);
        AttributeProto around = wholes("pads", 2, 2, 2, 2);
        AttributeProto strides = wholes("strides", 2, 2);
        String lower = operator.toLowerCase(Locale.ROOT);
        pool(7, operator, "default", 32, two);
        pool(7, operator, "pads", 28, three, around);
        pool(7, operator, "strides", 32, five, wholes("strides", 3, 3));
        pool(7, operator, "same_upper", 32, two, of("auto_pad", "SAME_UPPER"));
        pool(7, operator, "same_lower", 32, two, of("auto_pad", "SAME_LOWER"));
        pool(7, operator, "precomputed_pads", 5, five, around);
        pool(7, operator, "precomputed_strides", 5, two, strides);
        pool(7, operator, "precomputed_same_upper", 5, three, strides,
                of("auto_pad", "SAME_UPPER"));
        pool(10, operator, "ceil", 4, three, strides, of("ceil_mode", 1));
        pool(22, operator, "ceil_last_window_starts_on_pad", 2, three, wholes("strides", 3, 3),
                wholes("pads", 1, 1, 1, 1), of("ceil_mode", 1));
        pool(10, operator, "dilations", 4, two, wholes("dilations", 2, 2));
        add(7, lower + "_1d_default",
                g -> g.input(3, 32).node(operator, "y", "x", wholes("kernel_shape", 2)));
    }

    private static void otherPools() {
        AttributeProto counts = of("count_include_pad", 1);
        AttributeProto around = wholes("pads", 2, 2, 2, 2);
        pool(7, "AveragePool", "pads_count_include_pad", 28, wholes("kernel_shape", 3, 3), around,
                counts);
        pool(7, "AveragePool", "precomputed_pads_count_include_pad", 5,
                wholes("kernel_shape", 5, 5), around, counts);
        pool(19, "AveragePool", "count_include_pad_ceil", 32, wholes("kernel_shape", 3, 3),
                wholes("strides", 2, 2), wholes("pads", 1, 1, 1, 1), counts, of("ceil_mode", 1));
        add(7, "globalaveragepool", g -> g.input(3, 5, 5).node("GlobalAveragePool", "y", "x"));
        add(7, "globalmaxpool", g -> g.input(3, 5, 5).node("GlobalMaxPool", "y", "x"));
    }

    private static void gemm(int since, String name, long[] bias, AttributeProto... attributes) {
        add(since, "gemm_" + name, g -> g.input(7)
                .weights("w", 7, 3)
                .weights("b", bias)
                .node("Gemm", "y", "x w b", attributes));
    }

    private static void products() {
        gemm(7, "default_vector_bias", new long[]{1, 3});
        gemm(7, "default_single_elem_vector_bias", new long[]{1});
        gemm(7, "default_scalar_bias", new long[0]);
        gemm(7, "alpha", new long[]{1, 3}, of("alpha", 0.5f));
        gemm(7, "beta", new long[]{1, 3}, of("beta", 0.5f));
        add(11, "gemm_default_no_bias",
                g -> g.input(7).weights("w", 7, 3).node("Gemm", "y", "x w"));
        add(7, "gemm_transposeB", g -> g.input(6)
                .weights("w", 4, 6)
                .weights("b", 1, 4)
                .node("Gemm", "y", "x w b", of("transB", 1)));
        add(7, "matmul_2d", g -> g.input(4).weights("w", 4, 3).node("MatMul", "y", "x w"));
    }

    private static UnaryOperator<Graphs> normed(String operator, AttributeProto... attributes) {
        return g -> g.input(4, 4, 5)
                .weights("s", 4)
                .weights("b", 4)
                .node(operator, "y", "x s b", attributes);
    }

    private static void norms() {
        AttributeProto epsilon = of("epsilon", 1e-2f);
        add(7, "instancenorm_example", normed("InstanceNormalization"));
        add(7, "instancenorm_epsilon", normed("InstanceNormalization", epsilon));
        add(21, "group_normalization_example", normed("GroupNormalization", of("num_groups", 2)));
        add(21, "group_normalization_epsilon",
                normed("GroupNormalization", of("num_groups", 2), epsilon));
        for (boolean given : new boolean[]{false, true}) {
            AttributeProto[] attributes = given ? new AttributeProto[]{epsilon}
                    : new AttributeProto[0];
            add(7, given ? "batchnorm_epsilon" : "batchnorm_example", g -> g.input(3, 4, 5)
                    .weights("s", 3)
                    .weights("b", 3)
                    .weights("m", 3)
                    .positive("v", 3)
                    .node("BatchNormalization", "y", "x s b m v", attributes));
        }
        add(17, "layer_normalization_4d_axis1", g -> g.input(3, 4, 5)
                .weights("s", 3, 4, 5)
                .weights("b", 3, 4, 5)
                .node("LayerNormalization", "y", "x s b", of("axis", 1)));
        add(17, "layer_normalization_4d_axis3", g -> g.input(3, 4, 5)
                .weights("s", 5)
                .node("LayerNormalization", "y", "x s", of("axis", 3)));
        add(17, "layer_normalization_default_axis", g -> g.input(5)
                .weights("s", 5)
                .weights("b", 5)
                .node("LayerNormalization", "y", "x s b"));
    }

    private static void functions() {
        for (String operator : new String[]{"Relu", "Tanh", "Sigmoid", "Softplus"}) {
            plain(7, operator, operator.toLowerCase(Locale.ROOT));
        }
        plain(14, "HardSwish", "hardswish");
        plain(7, "Elu", "elu", of("alpha", 2f));
        plain(7, "Elu", "elu_default");
        plain(7, "LeakyRelu", "leakyrelu", of("alpha", 0.1f));
        plain(7, "LeakyRelu", "leakyrelu_default");
        plain(7, "Selu", "selu", of("alpha", 2f), of("gamma", 3f));
        plain(7, "Selu", "selu_default");
        plain(7, "HardSigmoid", "hardsigmoid", of("alpha", 0.5f), of("beta", 0.6f));
        plain(7, "HardSigmoid", "hardsigmoid_default");
        plain(20, "Gelu", "gelu_default_1");
        plain(20, "Gelu", "gelu_tanh_1", of("approximate", "tanh"));
        plain(13, "Softmax", "softmax_axis_1", of("axis", 1));
        plain(13, "LogSoftmax", "logsoftmax_axis_1", of("axis", 1));
        add(7, "softmax_large_number", g -> g.input(4)
                .scalar("c", 1e4f)
                .node("Mul", "a", "x c")
                .node("Softmax", "y", "a"));
        add(7, "prelu_broadcast",
                g -> g.input(4, 5, 6).weights("s", 4, 1, 1).node("PRelu", "y", "x s"));
        add(11, "clip", g -> g.input(4, 5)
                .scalar("a", -1)
                .scalar("b", 1)
                .node("Clip", "y", "x a b"));
        add(11, "clip_default_min",
                g -> g.input(4, 5).scalar("a", 0.5f).node("Clip", "y", "x a"));
        add(11, "clip_default_max",
                g -> g.input(4, 5).scalar("b", 0.5f).node("Clip", "y", "x  b"));
        add(12, "dropout_default", g -> g.input(4)
                .node("Dropout", "d", "x")
                .node("Relu", "y",
                        "d"));
        add(12, "dropout_default_ratio", g -> g.input(4)
                .scalar("r", 0.1f)
                .node("Dropout", "d", "x r")
                .node("Relu", "y", "d"));
    }

    private static UnaryOperator<Graphs> resized(AttributeProto... attributes) {
        return g -> g.input(1, 2, 3)
                .floats("s", new long[]{4}, 1, 1, 2, 2)
                .node("Resize", "y", "x  s", attributes);
    }

    private static void shapes() {
        for (String operator : new String[]{"Add", "Sub", "Mul", "Div"}) {
            add(7, operator.toLowerCase(Locale.ROOT) + "_bcast", g -> g.input(4, 5)
                    .scalar("c", 1.5f)
                    .node("Relu", "r", "x")
                    .node(operator, "y", "r c"));
        }
        add(7, "sum_example", g -> g.input(3)
                .node("Relu", "r", "x")
                .node("Tanh", "t", "x")
                .node("Sum", "y", "x r t"));
        add(7, "concat_3d_axis_1", g -> g.input(2, 2)
                .node("Relu", "r", "x")
                .node("Concat", "y", "x r", of("axis", 1)));
        add(7, "flatten_axis1", g -> g.input(3, 4, 5)
                .node("Relu", "r", "x")
                .node("Flatten", "y", "r", of("axis", 1)));
        add(7, "flatten_axis2", g -> g.input(3, 4, 5)
                .node("Relu", "r", "x")
                .node("Flatten", "y", "r", of("axis", 2)));
        add(7, "reshape_negative_dim", g -> g.input(3, 4, 5)
                .longs("s", 1, -1)
                .node("Relu", "r", "x")
                .node("Reshape", "y", "r s"));
        add(11, "constant_pad", g -> g.input(3, 4, 5)
                .longs("p", 0, 0, 1, 3, 0, 0, 2, 4)
                .scalar("c", 1.2f)
                .node("Pad", "y", "x p c"));
        add(13, "resize_upsample_scales_nearest", resized(of("mode", "nearest")));
        add(13, "resize_upsample_scales_linear", resized(of("mode", "linear")));
        add(13, "resize_upsample_scales_linear_align_corners", resized(of("mode", "linear"),
                of("coordinate_transformation_mode", "align_corners")));
        add(13, "resize_upsample_scales_cubic", resized(of("mode", "cubic")));
    }

    static Stream<Arguments> read() {
        return IntStream.of(OPSETS)
                .boxed()
                .flatMap(opset -> CASES.entrySet()
                        .stream()
                        .filter(each -> each.getValue().since <= opset
                                && !REFUSED.contains(each.getKey()))
                        .map(each -> Arguments.of(each.getKey(), opset)));
    }

    @ParameterizedTest
    @MethodSource
    void read(String name, int opset) throws Exception {
        Graphs graph = CASES.get(name).at(opset);
        byte[] file = graph.file();
        OnnxRuntime.assertEqualOutputs(file, OnnxModels.read(name, file), "y", graph.batch(),
                graph.extents());
    }

    static Set<String> refused() {
        return REFUSED;
    }

    @ParameterizedTest
    @MethodSource
    void refused(String name) {
        String message = assertThrows(ModelFormatException.class,
                () -> OnnxModels.read(name, CASES.get(name).at(23).file())).getMessage();
        assertTrue(message.startsWith("The ONNX file " + name + " can't be read: the node \"y\"")
                && message.indexOf(". ") < 0, message);
    }
}
