package dev.lanewise.onnx;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.onnx.proto.AttributeProto;
import dev.lanewise.onnx.proto.DataType;
import dev.lanewise.onnx.proto.GraphProto;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.proto.ValueInfoProto;
import dev.lanewise.onnx.proto.ValueInfoProto.Dimension;
import dev.lanewise.onnx.writer.FoldedParameters;
import dev.lanewise.onnx.writer.GraphWriter;
import dev.lanewise.onnx.writer.GraphWriter.Value;
import dev.lanewise.onnx.writer.LayerWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model as the message of an ONNX file. */
final class ModelWriter {
    private static final String BATCH = "batch";
    /** What one message may have; beyond it ONNX wants weights in a file of their own. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;
    private final Model model;
    /** The part whose outputs are those of the model: without a softmax that the loss makes. */
    private final Network network;
    private final OnnxOptions options;
    private final GraphWriter graph = new GraphWriter();

    ModelWriter(Model model, OnnxOptions options) {
        this.model = model;
        this.options = options;
        this.network = model.loss().hasLogits() ? model.network().logits() : model.network();
        if (options.probabilities() && !model.loss().hasProbabilities()) {
            throw new IllegalArgumentException("Probabilities must be those of logits; this model"
                    + " was trained with the loss " + model.loss().attributes().type()
                    + " and has none; write its outputs.");
        }
        if ((long) network.parameterCount() * Float.BYTES >= MOST_BYTES) {
            throw new IllegalArgumentException("An ONNX file must have less than " + MOST_BYTES
                    + " bytes, but the network has " + network.parameterCount()
                    + " parameters; use a smaller one.");
        }
    }

    /** The message; equal models and options give equal ones. */
    ModelProto write() {
        Shape shape = network.inputShape();
        LayerWriter layers = new LayerWriter(graph, new FoldedParameters(network,
                model.parameters(), options.foldsBatchNorm()), options.opset());
        Value input = normalized(new Value(options.inputName(), shape, isMaps(shape)));
        List<Value> values = new ArrayList<>();
        for (Node node : network.nodes()) {
            values.add(layers.write(node, node.sources()
                    .stream()
                    .map(source -> source == Node.NETWORK_INPUT ? input : values.get(source))
                    .toList()));
        }
        Value last = output(values.getLast());
        graph.rename(last, outputName());
        graph.requireDistinct(options.inputName());
        GraphProto made = new GraphProto(OwnMetadata.PRODUCER, graph.nodes(), graph.constants(),
                List.of(new ValueInfoProto(options.inputName(),
                        options.input() == OnnxOptions.Input.BYTES ? DataType.UINT8
                                : DataType.FLOAT,
                        extents(shape, isMaps(shape)))),
                List.of(new ValueInfoProto(outputName(), DataType.FLOAT,
                        extents(last.shape(), last.maps()))));
        return new ModelProto(irVersion(), OwnMetadata.PRODUCER,
                model.provenance().getOrDefault("lanewise.version", ""), "", made,
                Map.of("", (long) options.opset()), OwnMetadata.of(model, options));
    }

    /** The first version of the format that has these operators. */
    private long irVersion() {
        return switch (options.opset()) {
            case 17, 18 -> 8;
            case 19, 20 -> 9;
            case 21, 22 -> 10;
            default -> 11;
        };
    }

    private static boolean isMaps(Shape shape) {
        return shape.height() * shape.width() > 1;
    }

    private static List<Dimension> extents(Shape shape, boolean maps) {
        List<Dimension> extents = new ArrayList<>(
                List.of(Dimension.open(BATCH), Dimension.of(shape.channels())));
        if (maps) {
            extents.add(Dimension.of(shape.height()));
            extents.add(Dimension.of(shape.width()));
        }
        return extents;
    }

    private Value normalized(Value input) {
        if (options.input() == OnnxOptions.Input.NORMALIZED) {
            return input;
        }
        String name = input.name();
        String raw = options.input() == OnnxOptions.Input.RAW ? name
                : graph.add("Cast", name + ".floats", List.of(name),
                        AttributeProto.of("to", DataType.FLOAT.number()));
        Normalization normalization = model.normalization();
        int count = normalization.count();
        float[] scales = new float[count];
        float[] shifts = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = normalization.scaleOf(i);
            shifts[i] = normalization.shiftOf(i);
        }
        long[] extents = count == 1 ? new long[0] : input.perChannel();
        String scaled = graph.add("Mul", name + ".scaled",
                List.of(raw, graph.floats(name + ".scale", extents, scales)));
        String shifted = graph.add("Add", name + ".normalized",
                List.of(scaled, graph.floats(name + ".shift", extents, shifts)));
        return new Value(shifted, input.shape(), input.maps());
    }

    /** Logits are a vector, and so is what has one position; other outputs are maps. */
    private Value output(Value last) {
        Value value = model.loss().hasLogits() || !isMaps(last.shape()) ? graph.flat(last)
                : graph.maps(last);
        if (!options.probabilities()) {
            return value;
        }
        String logits = value.name();
        if (model.temperature() != 1) {
            logits = graph.add("Div", "calibrated",
                    List.of(logits, graph.number("temperature", model.temperature())));
        }
        String name = model.loss().hasLogits()
                ? graph.add("Softmax", "softmax", List.of(logits), AttributeProto.of("axis", 1))
                : graph.add("Sigmoid", "sigmoid", List.of(logits));
        return new Value(name, value.shape(), value.maps());
    }

    private String outputName() {
        if (!options.outputName().isEmpty()) {
            return options.outputName();
        }
        return options.probabilities() ? "probabilities"
                : model.loss().hasProbabilities() ? "logits" : "output";
    }
}
