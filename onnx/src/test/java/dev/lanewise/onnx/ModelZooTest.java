package dev.lanewise.onnx;

import static dev.lanewise.onnx.OfficialMessages.real;
import static dev.lanewise.onnx.OfficialMessages.text;
import static dev.lanewise.onnx.OfficialMessages.whole;
import static dev.lanewise.onnx.OfficialMessages.wholes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl;
import dev.lanewise.engine.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs that are built as files of ONNX's model zoo are, by the official messages; weights are made up. */
class ModelZooTest {
    private static final int PICTURE = 28;

    /** CNTK's: fixed batch of 1, bias as an Add, the dense weights reshaped in the graph. */
    @ParameterizedTest
    @CsvSource({"3, 8", "4, 12", "7, 12"})
    void mnist(long version, long opset) throws Exception {
        OfficialMessages zoo = new OfficialMessages(version, opset).input("Input3", 1, 1, PICTURE,
                PICTURE)
                .weights("Parameter5", 8, 1, 5, 5)
                .weights("Parameter6", 8, 1, 1)
                .weights("Parameter87", 16, 8, 5, 5)
                .weights("Parameter88", 16, 1, 1)
                .weights("Parameter193", 16, 4, 4, 10)
                .weights("Parameter194", 1, 10)
                .longs("flat", 1, 256)
                .longs("matrix", 256, 10)
                .output("Plus214_Output_0", 1, 10);
        zoo.node("Reshape", "B1", List.of("Parameter193", "matrix"));
        String first = cntk(zoo, "Input3", "Parameter5", "Parameter6", 2);
        String second = cntk(zoo, first, "Parameter87", "Parameter88", 3);
        zoo.node("Reshape", "B0", List.of(second, "flat"));
        zoo.node("MatMul", "Times212_Output_0", List.of("B0", "B1"));
        zoo.node("Add", "Plus214_Output_0", List.of("Times212_Output_0", "Parameter194"));
        byte[] file = zoo.file();
        Model model = OnnxModels.read("mnist-" + opset, file);
        assertEquals("1×28×28 → conv1 8×28×28 → relu1 8×28×28 → pool1 8×14×14 → conv2 16×14×14"
                + " → relu2 16×14×14 → pool2 16×4×4 → fc1 10", model.network().toString());
        OnnxRuntime.assertEqualOutputs(file, model, "Plus214_Output_0", 1, 1, PICTURE, PICTURE);
    }

    private static String cntk(OfficialMessages zoo, String in, String weight, String bias,
            long pool) {
        String conv = zoo.node("Conv", in + "_conv", List.of(in, weight),
                wholes("kernel_shape", 5, 5), wholes("strides", 1, 1),
                text("auto_pad", "SAME_UPPER"), whole("group", 1), wholes("dilations", 1, 1));
        String sum = zoo.node("Add", in + "_plus", List.of(conv, bias));
        String relu = zoo.node("Relu", in + "_relu", List.of(sum));
        return zoo.node("MaxPool", in + "_pool", List.of(relu), wholes("kernel_shape", pool, pool),
                wholes("strides", pool, pool), wholes("pads", 0, 0, 0, 0),
                text("auto_pad", "NOTSET"));
    }

    private static String conv(OfficialMessages zoo, String in, String name, long outputs,
            long inputs, long kernel, long stride, long group) {
        zoo.weights(name + "_w", outputs, inputs / group, kernel, kernel)
                .weights(name + "_b", outputs);
        long pad = kernel / 2;
        return zoo.node("Conv", name, List.of(in, name + "_w", name + "_b"),
                wholes("dilations", 1, 1), whole("group", group),
                wholes("kernel_shape", kernel, kernel), wholes("pads", pad, pad, pad, pad),
                wholes("strides", stride, stride));
    }

    private static String squeezed(OfficialMessages zoo, String in, String name, long inputs,
            long squeeze, long expand) {
        String small = zoo.node("Relu", name + "_s", List.of(
                conv(zoo, in, name + "_squeeze", squeeze, inputs, 1, 1, 1)));
        String one = zoo.node("Relu", name + "_e1", List.of(
                conv(zoo, small, name + "_expand1", expand, squeeze, 1, 1, 1)));
        String three = zoo.node("Relu", name + "_e3", List.of(
                conv(zoo, small, name + "_expand3", expand, squeeze, 3, 1, 1)));
        return zoo.node("Concat", name, List.of(one, three), whole("axis", 1));
    }

    private static String pooled(OfficialMessages zoo, String in) {
        return zoo.node("MaxPool", in + "_pool", List.of(in), wholes("kernel_shape", 3, 3),
                wholes("pads", 0, 0, 0, 0), wholes("strides", 2, 2));
    }

    /** SqueezeNet 1.1 of an eighth of the channels. */
    @ParameterizedTest
    @CsvSource({"3, 7", "4, 9", "8, 13"})
    void squeezenet(long version, long opset) throws Exception {
        OfficialMessages zoo = new OfficialMessages(version, opset)
                .input("data_0", 1, 3, 67, 67)
                .output("softmaxout_1", 1, 20);
        String x = pooled(zoo, zoo.node("Relu", "first",
                List.of(conv(zoo, "data_0", "conv1", 8, 3, 3, 2, 1))));
        x = pooled(zoo, squeezed(zoo, squeezed(zoo, x, "fire2", 8, 2, 8), "fire3", 16, 2, 8));
        x = pooled(zoo, squeezed(zoo, squeezed(zoo, x, "fire4", 16, 4, 16), "fire5", 32, 4, 16));
        x = squeezed(zoo, squeezed(zoo, x, "fire6", 32, 6, 24), "fire7", 48, 6, 24);
        x = squeezed(zoo, squeezed(zoo, x, "fire8", 48, 8, 32), "fire9", 64, 8, 32);
        if (opset < 12) {
            x = zoo.node("Dropout", "dropout", List.of(x), real("ratio", 0.5f));
        } else {
            zoo.floats("ratio", new long[0], 0.5f);
            x = zoo.node("Dropout", "dropout", List.of(x, "ratio"));
        }
        x = zoo.node("Relu", "last", List.of(conv(zoo, x, "conv10", 20, 64, 1, 1, 1)));
        x = zoo.node("GlobalAveragePool", "pool10", List.of(x));
        zoo.longs("vector", 1, 20);
        x = zoo.node("Reshape", "flat", List.of(x, "vector"));
        zoo.node("Softmax", "softmaxout_1", List.of(x), whole("axis", 1));
        byte[] file = zoo.file();
        OnnxRuntime.assertEqualOutputs(file, OnnxModels.read("squeezenet", file), "softmaxout_1",
                1, 3, 67, 67);
    }

    /** Batch normalization, and a ReLU up to 6 whose limits are attributes or inputs. */
    private static String normed(OfficialMessages zoo, String in, String name, long channels,
            long opset, boolean clipped) {
        float[] variances = new float[(int) channels];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = 0.5f + i % 3;
        }
        zoo.weights(name + "_scale", channels)
                .weights(name + "_shift", channels)
                .weights(name + "_mean", channels)
                .floats(name + "_variance", new long[]{channels}, variances);
        String norm = zoo.node("BatchNormalization", name + "_norm",
                List.of(in, name + "_scale", name + "_shift", name + "_mean", name + "_variance"),
                real("epsilon", 1e-5f), real("momentum", 0.9f));
        List<OnnxMl.AttributeProto> attributes = new ArrayList<>();
        List<String> inputs = new ArrayList<>(List.of(norm));
        if (opset < 11) {
            attributes.add(real("min", 0));
            attributes.add(real("max", 6));
        } else {
            zoo.floats(name + "_min", new long[0], 0).floats(name + "_max", new long[0], 6);
            inputs.add(name + "_min");
            inputs.add(name + "_max");
        }
        return clipped ? zoo.node("Clip", name + "_clip", inputs,
                attributes.toArray(OnnxMl.AttributeProto[]::new)) : norm;
    }

    /** Expanded, depthwise, projected; around it an Add where shapes stay. */
    private static String inverted(OfficialMessages zoo, String in, String name, long inputs,
            long outputs, long stride, long opset) {
        long wide = 6 * inputs;
        String x = normed(zoo, conv(zoo, in, name + "_1", wide, inputs, 1, 1, 1), name + "_1",
                wide, opset, true);
        x = normed(zoo, conv(zoo, x, name + "_2", wide, wide, 3, stride, wide), name + "_2", wide,
                opset, true);
        x = normed(zoo, conv(zoo, x, name + "_3", outputs, wide, 1, 1, 1), name + "_3", outputs,
                opset, false);
        return stride == 1 && inputs == outputs ? zoo.node("Add", name, List.of(in, x)) : x;
    }

    /** MobileNetV2 of a few blocks; the vector's extents are computed from the shape. */
    @ParameterizedTest
    @CsvSource({"3, 7", "6, 10", "7, 12", "8, 15"})
    void mobilenetV2(long version, long opset) throws Exception {
        OfficialMessages zoo = new OfficialMessages(version, opset).input("input", -1, 3, 40, 40)
                .output("output", -1, 10)
                .floats("fc_w", new long[]{10, 32}, OnnxRuntime.numbers(320, 3))
                .weights("fc_b", 10)
                .longs("rest", -1);
        String x = normed(zoo, conv(zoo, "input", "stem", 8, 3, 3, 2, 1), "stem", 8, opset, true);
        x = inverted(zoo, x, "block1", 8, 8, 1, opset);
        x = inverted(zoo, x, "block2", 8, 12, 2, opset);
        x = inverted(zoo, x, "block3", 12, 12, 1, opset);
        x = normed(zoo, conv(zoo, x, "head", 32, 12, 1, 1, 1), "head", 32, opset, true);
        x = zoo.node("GlobalAveragePool", "pooled", List.of(x));
        zoo.floats("unused", new long[]{1}, 0);
        zoo.node("Shape", "shape", List.of(x));
        zoo.longs("zeroth", 0);
        zoo.node("Gather", "batch", List.of("shape", "zeroth"), whole("axis", 0));
        zoo.node("Concat", "extents", List.of("batch", "rest"), whole("axis", 0));
        x = zoo.node("Reshape", "flat", List.of(x, "extents"));
        zoo.node("Gemm", "output", List.of(x, "fc_w", "fc_b"), real("alpha", 1), real("beta", 1),
                whole("transB", 1));
        byte[] file = zoo.file();
        OnnxRuntime.assertEqualOutputs(file, OnnxModels.read("mobilenet", file), "output", 0, 3,
                40, 40);
    }
}
