package dev.lanewise.onnx.writer;

import dev.lanewise.engine.nn.Shape;
import dev.lanewise.onnx.proto.AttributeProto;
import dev.lanewise.onnx.proto.NodeProto;
import dev.lanewise.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** The operators and constants of a graph that grows. */
public final class GraphWriter {
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, TensorProto> constants = new LinkedHashMap<>();
    /** Values in their other form, by the name of what they were made of. */
    private final Map<String, Value> others = new LinkedHashMap<>();

    /**
     * What an operator makes: {@code [batch, channels, rows, columns]} or {@code [batch, features]}.
     *
     * @param name its name
     * @param shape that of a sample
     * @param maps whether it has the four extents of maps
     */
    public record Value(String name, Shape shape, boolean maps) {

        /** Extents of a constant with a number for each channel. */
        public long[] perChannel() {
            return maps ? new long[]{shape.channels(), 1, 1} : new long[]{shape.channels()};
        }
    }

    public List<NodeProto> nodes() {
        return nodes;
    }

    public List<TensorProto> constants() {
        return List.copyOf(constants.values());
    }

    /** Adds an operator; returns the name of what it makes. */
    public String add(String operator, String output, List<String> inputs,
            AttributeProto... attributes) {
        nodes.add(NodeProto.of(operator, output, inputs, attributes));
        return output;
    }

    /** Adds a constant of floats; returns its name. */
    public String floats(String name, long[] extents, float... values) {
        constants.put(name, TensorProto.of(name, list(extents), values));
        return name;
    }

    /** Adds a constant that is one float. */
    public String number(String name, float value) {
        return floats(name, new long[0], value);
    }

    /** Adds a constant of whole numbers. */
    String wholes(String name, long... values) {
        constants.put(name, TensorProto.of(name, List.of((long) values.length), values));
        return name;
    }

    private static List<Long> list(long... values) {
        return LongStream.of(values).boxed().toList();
    }

    /** The value as a vector. */
    public Value flat(Value value) {
        return !value.maps ? value
                : others.computeIfAbsent(value.name, name -> new Value(
                        add("Flatten", name + ".flat", List.of(name)),
                        Shape.flat(value.shape.size()), false));
    }

    /** The value as maps. */
    public Value maps(Value value) {
        return value.maps ? value
                : others.computeIfAbsent(value.name, name -> new Value(
                        add("Unsqueeze", name + ".maps",
                                List.of(name, wholes("axes.maps", 2, 3))),
                        value.shape, true));
    }

    /** Gives what was made last another name, by an operator if something else reads it. */
    public void rename(Value value, String name) {
        NodeProto last = nodes.isEmpty() ? null : nodes.getLast();
        if (last == null || !last.outputs().equals(List.of(value.name))) {
            add("Identity", name, List.of(value.name));
            return;
        }
        nodes.removeLast();
        nodes.add(new NodeProto(last.name(), last.operator(), last.domain(), last.inputs(),
                List.of(name), last.attributes()));
    }

    /** Refuses names of the caller's that something within the graph has. */
    public void requireDistinct(String input) {
        Set<String> names = new HashSet<>(constants.keySet());
        names.add(input);
        for (NodeProto node : nodes) {
            for (String output : node.outputs()) {
                if (!names.add(output)) {
                    throw new IllegalArgumentException("The names of the input and the output must"
                            + " be others than those within the file; you gave '" + output
                            + "'.");
                }
            }
        }
        if (constants.containsKey(input)) {
            throw new IllegalArgumentException("The name of the input must be another than those"
                    + " within the file; you gave '" + input + "'.");
        }
    }
}
