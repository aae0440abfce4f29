package dev.lanewise.onnx;

import dev.lanewise.onnx.proto.AttributeProto;
import dev.lanewise.onnx.proto.DataType;
import dev.lanewise.onnx.proto.GraphProto;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.proto.NodeProto;
import dev.lanewise.onnx.proto.TensorProto;
import dev.lanewise.onnx.proto.ValueInfoProto;
import dev.lanewise.onnx.proto.ValueInfoProto.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes small graphs for tests: operators one after the other, from {@code x} to {@code y}. */
public final class Graphs {
    private final long opset;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private long[] input = {1};
    private long batch;
    private DataType inputType = DataType.FLOAT;
    private List<String> outputs = List.of("y");

    private Graphs(long opset) {
        this.opset = opset;
    }

    /** {@return a graph of operators of that version} */
    public static Graphs opset(long version) {
        return new Graphs(version);
    }

    /** The extents of the input after the batch. */
    public Graphs input(long... extents) {
        input = extents;
        return this;
    }

    /** A batch that is not open. */
    public Graphs batch(long extent) {
        batch = extent;
        return this;
    }

    /** What the input's elements are. */
    public Graphs inputType(DataType type) {
        inputType = type;
        return this;
    }

    /** The names of the outputs. */
    public Graphs outputs(String... names) {
        outputs = List.of(names);
        return this;
    }

    /** A constant of numbers that look random. */
    public Graphs weights(String name, long... dims) {
        int size = 1;
        for (long extent : dims) {
            size *= (int) extent;
        }
        return floats(name, dims, OnnxRuntime.numbers(size, name.hashCode()));
    }

    /** A constant of numbers above 0. */
    public Graphs positive(String name, long... dims) {
        weights(name, dims);
        TensorProto last = constants.removeLast();
        float[] values = new float[last.data().remaining() / Float.BYTES];
        last.data().asFloatBuffer().get(values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) + 0.1f;
        }
        return floats(name, dims, values);
    }

    /** A constant. */
    public Graphs floats(String name, long[] dims, float... values) {
        constants.add(TensorProto.of(name, Arrays.stream(dims).boxed().toList(), values));
        return this;
    }

    /** A constant that is one number. */
    public Graphs scalar(String name, float value) {
        return floats(name, new long[0], value);
    }

    /** A constant vector of whole numbers. */
    public Graphs longs(String name, long... values) {
        constants.add(TensorProto.of(name, List.of((long) values.length), values));
        return this;
    }

    /** A constant. */
    public Graphs tensor(TensorProto tensor) {
        constants.add(tensor);
        return this;
    }

    /** An operator; its inputs are names with blanks between. */
    public Graphs node(String operator, String output, String inputs,
            AttributeProto... attributes) {
        nodes.add(NodeProto.of(operator, output,
                inputs.isEmpty() ? List.of() : List.of(inputs.split(" ", -1)), attributes));
        return this;
    }

    /** An operator with several outputs, or of another domain. */
    public Graphs node(NodeProto node) {
        nodes.add(node);
        return this;
    }

    /** {@return the file} */
    public byte[] file() {
        List<Dimension> dims = new ArrayList<>();
        dims.add(batch > 0 ? Dimension.of(batch) : Dimension.open("batch"));
        Arrays.stream(input)
                .forEach(extent -> dims.add(
                        extent > 0 ? Dimension.of(extent) : Dimension.open("open")));
        GraphProto graph = new GraphProto("test", nodes, constants,
                List.of(new ValueInfoProto("x", inputType, dims)),
                outputs.stream()
                        .map(name -> new ValueInfoProto(name, DataType.FLOAT, null))
                        .toList());
        return new ModelProto(ir(), "tests", "", "", graph, Map.of("", opset), Map.of())
                .toByteArray();
    }

    /** Old versions of the operators stand in files of old formats. */
    private long ir() {
        return opset < 9 ? 3 : opset < 11 ? 4 : 8;
    }

    /** {@return whether it has an operator of that name} */
    public boolean uses(String operator) {
        return nodes.stream().anyMatch(node -> node.operator().equals(operator));
    }

    /** {@return the batch, 0 if it is open} */
    public int batch() {
        return (int) batch;
    }

    /** {@return the extents of the input} */
    public long[] extents() {
        return input.clone();
    }
}
