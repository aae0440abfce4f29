package dev.lanewise.bench.peers;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model in ONNX's format: images {@code [batch, channels, rows, columns]}, normalized, to logits
 * {@code [batch, classes]}.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages and their
 *     field numbers</a>
 */
final class OnnxModel {
    /** Name of the input. */
    static final String INPUT = "images";
    /** Name of the output. */
    static final String OUTPUT = "logits";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final String PRODUCER = "lanewise";
    // TensorProto.DataType and AttributeProto.AttributeType
    private static final int FLOAT = 1;
    private static final int REAL = 1;
    private static final int INT = 2;
    private static final int INTS = 7;
    // ModelProto, OperatorSetIdProto
    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_PRODUCER_NAME = 2;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPSET_IMPORT = 8;
    private static final int OPSET_DOMAIN = 1;
    private static final int OPSET_VERSION = 2;
    // GraphProto, NodeProto, AttributeProto
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OP_TYPE = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_F = 2;
    private static final int ATTRIBUTE_I = 3;
    private static final int ATTRIBUTE_INTS = 8;
    private static final int ATTRIBUTE_TYPE = 20;
    // TensorProto, ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto, its Dimension
    private static final int TENSOR_DIMS = 1;
    private static final int TENSOR_DATA_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_TYPE_ELEMENT = 1;
    private static final int TENSOR_TYPE_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;
    private static final int DIMENSION_PARAMETER = 2;

    private final Network network;
    private final float[] parameters;
    private final ProtobufWriter graph = new ProtobufWriter();

    private OnnxModel(Model model) {
        this.network = model.network();
        this.parameters = model.parameters();
    }

    /** The bytes of the file. */
    static byte[] of(Model model) {
        return new OnnxModel(model).write();
    }

    private byte[] write() {
        String last = INPUT;
        for (Node node : network.nodes()) {
            layer(node, sources(node));
            last = node.name();
        }
        // The outputs may be maps.
        operator("Flatten", OUTPUT, List.of(), last);
        graph.text(GRAPH_NAME, PRODUCER);
        for (Parameter parameter : network.parameters()) {
            graph.message(GRAPH_INITIALIZER, tensor(parameter));
        }
        Shape in = network.inputShape();
        graph.message(GRAPH_INPUT, value(INPUT, in.channels(), in.height(), in.width()));
        graph.message(GRAPH_OUTPUT, value(OUTPUT, network.outputs()));
        ProtobufWriter operators = new ProtobufWriter().text(OPSET_DOMAIN, "") // ONNX's own
                .number(OPSET_VERSION, OPSET);
        return new ProtobufWriter().number(MODEL_IR_VERSION, IR_VERSION)
                .text(MODEL_PRODUCER_NAME, PRODUCER)
                .message(MODEL_GRAPH, graph)
                .message(MODEL_OPSET_IMPORT, operators)
                .toByteArray();
    }

    /** The names of what a node takes. */
    private List<String> sources(Node node) {
        return node.sources()
                .stream()
                .map(source -> source == Node.NETWORK_INPUT ? INPUT
                        : network.nodes().get(source).name())
                .toList();
    }

    private void layer(Node node, List<String> inputs) {
        String name = node.name();
        String input = inputs.getFirst();
        switch (node.layer()) {
            case Conv2d c -> convolution(c, node, input);
            case BatchNorm b -> operator("BatchNormalization", name,
                    List.of(real("epsilon", b.epsilon())), Stream.concat(Stream.of(input),
                            node.parameters().stream().map(Parameter::name))
                            .toArray(String[]::new));
            case MaxPool2d p -> operator("MaxPool", name,
                    pool(p.windowHeight(), p.windowWidth(), p.strideHeight(),
                            p.strideWidth(), p.paddingHeight(), p.paddingWidth(), p.ceilMode()),
                    input);
            case AveragePool2d p -> operator("AveragePool", name,
                    Stream.concat(pool(p.windowHeight(), p.windowWidth(), p.strideHeight(),
                            p.strideWidth(), p.paddingHeight(), p.paddingWidth(), p.ceilMode())
                            .stream(),
                            Stream.of(whole("count_include_pad", p.countIncludePad() ? 1 : 0)))
                            .toList(),
                    input);
            case GlobalPool2d p -> operator(p == GlobalPool2d.AVERAGE ? "GlobalAveragePool"
                    : "GlobalMaxPool", name, List.of(), input);
            case Dense d -> {
                operator("Flatten", name + ".flat", List.of(), input); // from axis 1 on
                operator("Gemm", name, List.of(whole("transB", 1)), name + ".flat",
                        node.weight().name(), node.bias().name());
            }
            case Add a -> operator("Add", name, List.of(), input, inputs.get(1));
            case Dropout d -> operator("Identity", name, List.of(), input);
            case Activation a -> activation(a, name, input);
            default -> throw new IllegalArgumentException("A network to compare must have layers"
                    + " that this class knows in ONNX, not " + name + ".");
        }
    }

    private void convolution(Conv2d c, Node node, String input) {
        Border border = c.border(node.input());
        operator("Conv", node.name(),
                List.of(attribute("pads", border.top(), border.left(), border.bottom(),
                        border.right()),
                        attribute("strides", c.strideHeight(), c.strideWidth()),
                        attribute("dilations", c.dilationHeight(), c.dilationWidth()),
                        whole("group", c.groups())),
                input, node.weight().name(), node.bias().name());
    }

    private void activation(Activation activation, String name, String input) {
        switch (activation) {
            case RELU -> operator("Relu", name, List.of(), input);
            case TANH -> operator("Tanh", name, List.of(), input);
            case SILU -> {
                operator("Sigmoid", name + ".sigmoid", List.of(), input);
                operator("Mul", name, List.of(), input, name + ".sigmoid");
            }
            default -> throw new IllegalArgumentException("A network to compare must have"
                    + " activations that this class knows in ONNX, not " + name + ".");
        }
    }

    private static List<ProtobufWriter> pool(int windowHeight, int windowWidth, int strideHeight,
            int strideWidth, int paddingHeight, int paddingWidth, boolean ceilMode) {
        return List.of(attribute("kernel_shape", windowHeight, windowWidth),
                attribute("strides", strideHeight, strideWidth),
                attribute("pads", paddingHeight, paddingWidth, paddingHeight, paddingWidth),
                whole("ceil_mode", ceilMode ? 1 : 0));
    }

    /** An attribute that is an integer. */
    private static ProtobufWriter whole(String name, int value) {
        return new ProtobufWriter().text(ATTRIBUTE_NAME, name)
                .number(ATTRIBUTE_I, value)
                .number(ATTRIBUTE_TYPE, INT);
    }

    /** An attribute that is a number. */
    private static ProtobufWriter real(String name, float value) {
        return new ProtobufWriter().text(ATTRIBUTE_NAME, name)
                .real(ATTRIBUTE_F, value)
                .number(ATTRIBUTE_TYPE, REAL);
    }

    /** An attribute of several integers. */
    private static ProtobufWriter attribute(String name, int... values) {
        ProtobufWriter attribute = new ProtobufWriter().text(ATTRIBUTE_NAME, name);
        for (int value : values) {
            attribute.number(ATTRIBUTE_INTS, value);
        }
        return attribute.number(ATTRIBUTE_TYPE, INTS);
    }

    /** Adds an operator with one output. */
    private void operator(String type, String output, List<ProtobufWriter> attributes,
            String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(NODE_INPUT, input);
        }
        node.text(NODE_OUTPUT, output).text(NODE_NAME, output).text(NODE_OP_TYPE, type);
        attributes.forEach(attribute -> node.message(NODE_ATTRIBUTE, attribute));
        graph.message(GRAPH_NODE, node);
    }

    private ProtobufWriter tensor(Parameter parameter) {
        ByteBuffer raw = ByteBuffer.allocate(parameter.size() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(parameters, parameter.offset(), parameter.size());
        ProtobufWriter tensor = new ProtobufWriter();
        parameter.dimensions().forEach(extent -> tensor.number(TENSOR_DIMS, extent));
        return tensor.number(TENSOR_DATA_TYPE, FLOAT)
                .text(TENSOR_NAME, parameter.name())
                .bytes(TENSOR_RAW_DATA, raw.array());
    }

    /** A tensor of floats whose first extent is the batch. */
    private static ProtobufWriter value(String name, int... extents) {
        ProtobufWriter shape = new ProtobufWriter().message(SHAPE_DIMENSION,
                new ProtobufWriter().text(DIMENSION_PARAMETER, "batch"));
        for (int extent : extents) {
            shape.message(SHAPE_DIMENSION, new ProtobufWriter().number(DIMENSION_VALUE, extent));
        }
        ProtobufWriter tensor = new ProtobufWriter().number(TENSOR_TYPE_ELEMENT, FLOAT)
                .message(TENSOR_TYPE_SHAPE, shape);
        ProtobufWriter type = new ProtobufWriter().message(TYPE_TENSOR, tensor);
        return new ProtobufWriter().text(VALUE_NAME, name).message(VALUE_TYPE, type);
    }
}
