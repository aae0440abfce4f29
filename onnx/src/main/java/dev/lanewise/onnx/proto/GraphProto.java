package dev.lanewise.onnx.proto;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph of operators ({@code GraphProto}).
 *
 * @param name its name
 * @param nodes the operators, each after those that it reads
 * @param initializers constants, by name
 * @param inputs what it reads; in old files the initializers, too
 * @param outputs what it makes
 */
public record GraphProto(String name, List<NodeProto> nodes, List<TensorProto> initializers,
        List<ValueInfoProto> inputs, List<ValueInfoProto> outputs) {
    /** Far above what a small network has, so that a small file can't cost much memory. */
    private static final int MOST_ENTRIES = 100_000;
    private static final int NODE = 1;
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int SPARSE_INITIALIZER = 15;

    /** Keeps unmodifiable copies of the lists. */
    public GraphProto {
        nodes = List.copyOf(nodes);
        initializers = List.copyOf(initializers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static GraphProto parse(WireReader in) {
        String name = "";
        List<NodeProto> nodes = new ArrayList<>();
        List<TensorProto> initializers = new ArrayList<>();
        List<ValueInfoProto> inputs = new ArrayList<>();
        List<ValueInfoProto> outputs = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case NODE -> add(nodes, NodeProto.parse(in.message()), "operators");
                case NAME -> name = in.text();
                case INITIALIZER -> add(initializers, TensorProto.parse(in.message()),
                        "constants");
                case INPUT -> add(inputs, ValueInfoProto.parse(in.message()), "inputs");
                case OUTPUT -> add(outputs, ValueInfoProto.parse(in.message()), "outputs");
                case SPARSE_INITIALIZER -> throw new IllegalArgumentException(
                        "constants must be dense, but one is sparse");
                default -> in.skip();
            }
        }
        return new GraphProto(name, nodes, initializers, inputs, outputs);
    }

    private static <T> void add(List<T> list, T element, String what) {
        if (list.size() == MOST_ENTRIES) {
            throw new IllegalArgumentException("a graph must have at most " + MOST_ENTRIES + " "
                    + what + ", but this one has more");
        }
        list.add(element);
    }

    void write(WireWriter out) {
        nodes.forEach(node -> out.message(NODE, node::write));
        out.text(NAME, name);
        initializers.forEach(tensor -> out.message(INITIALIZER, tensor::write));
        inputs.forEach(input -> out.message(INPUT, input::write));
        outputs.forEach(output -> out.message(OUTPUT, output::write));
    }
}
