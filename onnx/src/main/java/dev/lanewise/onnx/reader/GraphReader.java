package dev.lanewise.onnx.reader;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.onnx.proto.DataType;
import dev.lanewise.onnx.proto.GraphProto;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.proto.NodeProto;
import dev.lanewise.onnx.proto.TensorProto;
import dev.lanewise.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a graph's operators, in their order, from its input to one of its outputs. */
public final class GraphReader {
    /** The oldest set of ONNX's operators that is read. */
    public static final int OLDEST_OPSET = 7;
    private final GraphProto graph;
    private final int opset;
    private final Map<String, String> notes;
    private final Set<String> wanted = new HashSet<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final String output;
    private final Map<String, Constant> constants = new HashMap<>();
    private final long bytes;
    private final @Nullable Path folder;
    private final boolean normalized;

    /**
     * What is left when a file is read.
     *
     * @param network the layers
     * @param parameters one for each of the network's
     * @param normalization how raw values become the network's input
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, not compared.
    public record Result(Network network, float[] parameters, Normalization normalization) {}

    private GraphReader(ModelProto model, @Nullable Path folder, long bytes,
            Optional<String> output, boolean normalized) {
        this.graph = model.graph();
        this.opset = opset(model);
        this.notes = model.metadata();
        this.folder = folder;
        this.bytes = bytes;
        this.normalized = normalized;
        this.output = output(output);
        need(this.output);
        for (NodeProto node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                nodes.addFirst(node);
                node.inputs().forEach(this::need);
            }
        }
    }

    private void need(String value) {
        if (!value.isEmpty()) {
            wanted.add(value);
            uses.merge(value, 1, Integer::sum);
        }
    }

    /**
     * {@return the network of a file}
     *
     * @param model what the file holds
     * @param folder where it is, for data beside it, or null
     * @param bytes its size
     * @param output the output to compute; where none is named, the only one
     * @param normalized whether the input is normalized already, so that no operator does it
     * @throws IllegalArgumentException if the engine has no such network; says why, as a clause
     * @throws ArithmeticException if no array can hold something
     * @throws IOException if a file beside it can't be read
     */
    public static Result read(ModelProto model, @Nullable Path folder, long bytes,
            Optional<String> output, boolean normalized) throws IOException {
        GraphReader reader = new GraphReader(model, folder, bytes, output, normalized);
        try {
            return reader.lowered(false);
        } catch (LayoutException first) {
            try {
                return reader.lowered(true);
            } catch (LayoutException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    private static int opset(ModelProto model) {
        long version = model.opsets()
                .getOrDefault("",
                        model.opsets().getOrDefault("ai.onnx", 0L));
        if (version < OLDEST_OPSET || version > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("it must use ONNX's operators of version "
                    + OLDEST_OPSET + " or newer, but says " + version);
        }
        return (int) version;
    }

    private String output(Optional<String> chosen) {
        List<String> names = graph.outputs().stream().map(ValueInfoProto::name).toList();
        if (chosen.isPresent() ? !names.contains(chosen.get()) : names.size() != 1) {
            throw new IllegalArgumentException(chosen.isPresent()
                    ? "the output must be one of " + Quoted.value(names) + ", but is \""
                            + Quoted.of(chosen.get()) + "\""
                    : "the graph must have one output, or you name one of them, but it has "
                            + Quoted.value(names));
        }
        return chosen.orElseGet(names::getFirst);
    }

    private Result lowered(boolean channelsLast) throws IOException {
        Budget budget = new Budget(bytes);
        TensorData tensors = new TensorData(folder, budget);
        constants.clear();
        for (TensorProto tensor : graph.initializers()) {
            if (wanted.contains(tensor.name())) {
                constants.put(tensor.name(), tensors.constant(tensor));
            }
        }
        Map<String, Operand> values = new HashMap<>(constants);
        ValueInfoProto input = input();
        Layout layout = layout(input, channelsLast);
        values.put(input.name(), Maps.of(Node.NETWORK_INPUT, layout));
        Draft draft = new Draft(layout.shape(), budget, normalized);
        ConstantFolding folding = new ConstantFolding(budget, tensors, batch(input));
        for (NodeProto node : nodes) {
            values.put(made(node), apply(operation(node, values), folding, draft));
        }
        return finish(draft, values.get(output));
    }

    private ValueInfoProto input() {
        List<ValueInfoProto> inputs = graph.inputs()
                .stream()
                .filter(
                        value -> wanted.contains(value.name())
                                && !constants.containsKey(value.name()))
                .toList();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(
                    "the output must depend on one input, but depends on "
                            + Quoted.value(inputs.stream().map(ValueInfoProto::name).toList()));
        }
        return inputs.getFirst();
    }

    private static List<ValueInfoProto.Dimension> extents(ValueInfoProto input) {
        List<ValueInfoProto.Dimension> dims = input.dims();
        boolean numbers = input.type().bytes() > 0 && input.type() != DataType.BOOL;
        if (!numbers || dims == null || dims.size() < 2 || dims.size() > 4
                || dims.stream()
                        .skip(1)
                        .anyMatch(each -> each.isOpen()
                                || each.extent() > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("the input \"" + Quoted.of(input.name())
                    + "\" must be numbers of a known shape, a batch of vectors or of maps, but is "
                    + (!numbers || dims == null ? "something else"
                            : Quoted.value(dims.stream()
                                    .map(each -> each.isOpen() ? "?" : each.extent())
                                    .toList())));
        }
        return dims;
    }

    private static Layout layout(ValueInfoProto input, boolean channelsLast) {
        List<Integer> extents = extents(input).stream()
                .skip(1)
                .map(each -> (int) each.extent())
                .toList();
        int first = extents.getFirst();
        int last = extents.getLast();
        return switch (extents.size()) {
            case 1 -> Layout.flat(first);
            case 2 -> channelsLast
                    ? new Layout(new Shape(last, 1, first),
                            List.of(List.of(Layout.Axis.COLUMN), List.of(Layout.Axis.CHANNEL)))
                    : Layout.channelsFirst(new Shape(first, 1, last), 2);
            default -> channelsLast ? Layout.channelsLast(new Shape(last, first, extents.get(1)))
                    : Layout.channelsFirst(new Shape(first, extents.get(1), last), 3);
        };
    }

    private static long batch(ValueInfoProto input) {
        ValueInfoProto.Dimension batch = extents(input).getFirst();
        return batch.isOpen() ? Constant.BATCH : batch.extent();
    }

    private static String made(NodeProto node) {
        if (node.outputs().isEmpty()) {
            throw new AssertionError(); // It makes something that is wanted.
        }
        return node.outputs().getFirst();
    }

    private Operation operation(NodeProto node, Map<String, Operand> values) {
        List<@Nullable Operand> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            @Nullable Operand found = values.get(name);
            if (found == null && !name.isEmpty()) {
                throw new Operation(node, opset, List.of(), notes)
                        .refused("must read what operators"
                                + " before it make, but \"" + Quoted.of(name) + "\" is not there");
            }
            boolean shared = uses.getOrDefault(name, 0) > 1;
            inputs.add(switch (found) {
                case Maps maps -> maps.sharedIf(shared);
                case Operand.Grouped grouped -> new Operand.Grouped(
                        grouped.maps().sharedIf(shared), grouped.groups());
                case Operand.Distances distances -> distances;
                case Constant constant -> constant;
                case null -> null;
            });
        }
        Operation op = new Operation(node, opset, inputs, notes);
        if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
            throw op.refused("must be an operator of ONNX, but is one of "
                    + Quoted.of(node.domain()));
        }
        return op;
    }

    private Operand apply(Operation op, ConstantFolding folding, Draft draft) throws IOException {
        Operand made = folding.takes(op) ? folding.apply(op) : layer(op, draft);
        op.end(wanted);
        return made;
    }

    private static Operand layer(Operation op, Draft draft) {
        Operators.Rule rule = Operators.of(op).rule();
        if (op.inputs() == 0) {
            throw op.refused("must have an input, but has none");
        }
        return rule.apply(op, draft);
    }

    private Result finish(Draft draft, @Nullable Operand last) {
        if (!(last instanceof Maps maps) || maps.source() == Node.NETWORK_INPUT) {
            throw new IllegalArgumentException("the output \"" + Quoted.of(output)
                    + "\" must be made of the input by a layer");
        }
        if (maps.layout().rank() == 1 && !maps.layout().isInOrder()) {
            throw new LayoutException("the output \"" + Quoted.of(output) + "\" must be features"
                    + " in the order channel, row, column");
        }
        Draft.Result made = draft.finish(maps.source());
        return new Result(made.network(), made.parameters(), draft.normalization());
    }
}
