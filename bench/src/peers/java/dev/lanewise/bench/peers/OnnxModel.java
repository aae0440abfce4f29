package dev.lanewise.bench.peers;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A model in ONNX's format: images {@code [batch, channels, rows, columns]}, normalized, to logits
 * {@code [batch, classes]}. Field numbers are those of {@code onnx.proto}.
 */
final class OnnxModel {
    /** Name of the input. */
    static final String INPUT = "images";
    /** Name of the output. */
    static final String OUTPUT = "logits";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final Model model;
    private final ProtobufWriter graph = new ProtobufWriter();
    private String last = INPUT;

    private OnnxModel(Model model) {
        this.model = model;
    }

    /** The bytes of the file. */
    static byte[] of(Model model) {
        return new OnnxModel(model).write();
    }

    private byte[] write() {
        boolean flat = false;
        for (Node node : model.network().nodes()) {
            if (node.layer() instanceof Dense && !flat) {
                operator("Flatten", node.name() + ".flat", List.of(), last); // from axis 1 on
                flat = true;
            }
            layer(node);
        }
        operator("Identity", OUTPUT, List.of(), last);
        graph.text(2, "lanewise");
        for (Parameter parameter : model.network().parameters()) {
            graph.message(5, tensor(parameter));
        }
        Shape in = model.network().inputShape();
        graph.message(11, value(INPUT, in.channels(), in.height(), in.width()));
        graph.message(12, value(OUTPUT, model.network().classes()));
        return new ProtobufWriter().number(1, IR_VERSION)
                .text(2, "lanewise")
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").number(2, OPSET))
                .toByteArray();
    }

    private void layer(Node node) {
        String name = node.name();
        switch (node.layer()) {
            case Conv2d c -> operator("Conv", name, List.of(
                    attribute("pads", c.padding(), c.padding(), c.padding(), c.padding()),
                    attribute("strides", c.stride(), c.stride()),
                    attribute("dilations", c.dilation(), c.dilation())),
                    last, node.weight().name(), node.bias().name());
            case MaxPool2d p -> operator("MaxPool", name, pool(p.window(), p.stride()), last);
            case AveragePool2d p ->
                    operator("AveragePool", name, pool(p.window(), p.stride()), last);
            case Dense d -> operator("Gemm", name, List.of(flag("transB")), last,
                    node.weight().name(), node.bias().name());
            case Activation a -> activation(a, name);
        }
    }

    private void activation(Activation activation, String name) {
        String before = last;
        switch (activation) {
            case RELU -> operator("Relu", name, List.of(), before);
            case TANH -> operator("Tanh", name, List.of(), before);
            case SILU -> {
                operator("Sigmoid", name + ".sigmoid", List.of(), before);
                operator("Mul", name, List.of(), before, last);
            }
        }
    }

    private static List<ProtobufWriter> pool(int window, int stride) {
        return List.of(attribute("kernel_shape", window, window),
                attribute("strides", stride, stride));
    }

    /** An attribute of the value 1. */
    private static ProtobufWriter flag(String name) {
        return new ProtobufWriter().text(1, name).number(3, 1).number(20, ATTRIBUTE_INT);
    }

    /** An attribute of several integers. */
    private static ProtobufWriter attribute(String name, int... values) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, ATTRIBUTE_INTS);
    }

    /** Adds an operator, whose output becomes {@link #last}. */
    private void operator(String type, String output, List<ProtobufWriter> attributes,
            String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(3, output).text(4, type);
        attributes.forEach(attribute -> node.message(5, attribute));
        graph.message(1, node);
        last = output;
    }

    private ProtobufWriter tensor(Parameter parameter) {
        float[] parameters = model.parameters();
        ByteBuffer raw = ByteBuffer.allocate(parameter.size() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(parameters, parameter.offset(), parameter.size());
        ProtobufWriter tensor = new ProtobufWriter();
        parameter.dimensions().forEach(extent -> tensor.number(1, extent));
        return tensor.number(2, FLOAT).text(8, parameter.name()).bytes(9, raw.array());
    }

    /** A tensor of floats whose first extent is the batch. */
    private static ProtobufWriter value(String name, int... extents) {
        ProtobufWriter shape = new ProtobufWriter()
                .message(1, new ProtobufWriter().text(2, "batch"));
        for (int extent : extents) {
            shape.message(1, new ProtobufWriter().number(1, extent));
        }
        ProtobufWriter type = new ProtobufWriter().number(1, FLOAT).message(2, shape);
        return new ProtobufWriter().text(1, name)
                .message(2, new ProtobufWriter().message(1, type));
    }
}
