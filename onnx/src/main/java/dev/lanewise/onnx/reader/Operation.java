package dev.lanewise.onnx.reader;

import dev.lanewise.engine.text.Quoted;
import dev.lanewise.onnx.proto.AttributeProto;
import dev.lanewise.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator with what it reads. Rules ask it for attributes; one that no rule asked for is refused, so that
 * none is read over.
 */
final class Operation {
    private final NodeProto node;
    private final int opset;
    private final List<@Nullable Operand> inputs;
    private final Map<String, String> notes;
    private final Map<String, AttributeProto.Value> attributes = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Operation(NodeProto node, int opset, List<@Nullable Operand> inputs,
            Map<String, String> notes) {
        this.node = node;
        this.opset = opset;
        this.inputs = inputs;
        this.notes = notes;
        for (AttributeProto attribute : node.attributes()) {
            if (attributes.put(attribute.name(), attribute.value()) != null) {
                throw refused("must have each attribute once, but has "
                        + Quoted.of(attribute.name()) + " twice");
            }
        }
    }

    /** {@return the operator's name} */
    String type() {
        return node.operator();
    }

    /** {@return what the file notes of this operator beside the graph, or null} */
    @Nullable
    String note(String prefix) {
        return notes.get(prefix + node.name());
    }

    /** {@return the version of ONNX's operators} */
    int opset() {
        return opset;
    }

    /** {@return the number of inputs} */
    int inputs() {
        return inputs.size();
    }

    /** {@return whether there is such an input} */
    boolean has(int index) {
        return index < inputs.size() && inputs.get(index) != null;
    }

    /** {@return an input of any kind} */
    Operand operand(int index) {
        Operand found = index < inputs.size() ? inputs.get(index) : null;
        if (found == null) {
            throw refused("must have an input " + index + ", but has none");
        }
        return found;
    }

    /** {@return whether all of its inputs are known} */
    boolean isConstant() {
        return inputs.stream().allMatch(input -> input == null || input instanceof Constant);
    }

    /** {@return an input that is computed} */
    Maps maps(int index) {
        return switch (operand(index)) {
            case Maps maps -> maps;
            case Constant constant -> throw refused("must compute its input " + index
                    + " from the network's, but that is a constant");
            case Operand.Grouped grouped -> throw refused("must read whole maps, but reads them as "
                    + grouped.groups() + " groups");
            case Operand.Distances distances ->
                    throw refused("must be a part of radial basis functions,"
                            + " as docs/interchange.md says, to read differences from their centres");
        };
    }

    /** {@return an input that is known} */
    Constant constant(int index) {
        if (operand(index) instanceof Constant constant) {
            return constant;
        }
        throw refused("must have a constant as its input " + index + ", but computes that one");
    }

    /** {@return an input that is known, or null if it is absent} */
    @Nullable
    Constant optional(int index) {
        return has(index) ? constant(index) : null;
    }

    /** {@return an attribute, or null if it is absent} */
    private AttributeProto.@Nullable Value attribute(String name) {
        asked.add(name);
        return attributes.get(name);
    }

    /** {@return whether it has that attribute} */
    boolean hasAttribute(String name) {
        return attribute(name) != null;
    }

    /** {@return a whole number} */
    long whole(String name, long otherwise) {
        return switch (attribute(name)) {
            case null -> otherwise;
            case AttributeProto.Whole whole -> whole.value();
            default -> throw wrong(name, "a whole number");
        };
    }

    /** {@return a truth value} */
    boolean flag(String name, boolean otherwise) {
        return whole(name, otherwise ? 1 : 0) != 0;
    }

    /** {@return a number} */
    float real(String name, float otherwise) {
        return switch (attribute(name)) {
            case null -> otherwise;
            case AttributeProto.Real real -> real.value();
            default -> throw wrong(name, "a number");
        };
    }

    /** {@return a text} */
    String text(String name, String otherwise) {
        return switch (attribute(name)) {
            case null -> otherwise;
            case AttributeProto.Text text -> text.value();
            default -> throw wrong(name, "a text");
        };
    }

    /** {@return whole numbers, or null} */
    @Nullable
    List<Long> wholes(String name) {
        return switch (attribute(name)) {
            case null -> null;
            case AttributeProto.Wholes wholes -> wholes.values();
            default -> throw wrong(name, "a list of whole numbers");
        };
    }

    /** {@return numbers, or null} */
    @Nullable
    List<Float> reals(String name) {
        return switch (attribute(name)) {
            case null -> null;
            case AttributeProto.Reals reals -> reals.values();
            default -> throw wrong(name, "a list of numbers");
        };
    }

    /** {@return a tensor, or null} */
    AttributeProto.@Nullable Tensor tensor(String name) {
        return switch (attribute(name)) {
            case null -> null;
            case AttributeProto.Tensor tensor -> tensor;
            default -> throw wrong(name, "a tensor");
        };
    }

    /** {@return whole numbers that newer versions have as an input and older ones as an attribute, or null} */
    @Nullable
    List<Long> wholes(String name, int input, int since) {
        if (opset < since) {
            return wholes(name);
        }
        Constant constant = optional(input);
        if (constant == null) {
            return null;
        }
        List<Long> values = new ArrayList<>();
        for (long value : constant.wholes()) {
            values.add(value);
        }
        return values;
    }

    /** {@return the place of an axis that may be counted from the end} */
    int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw refused("must have axes from " + -rank + " to " + (rank - 1) + ", but has "
                    + axis);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** {@return the places of axes} */
    List<Integer> axes(List<Long> axes, int rank) {
        List<Integer> places = new ArrayList<>();
        for (long each : axes) {
            int place = axis(each, rank);
            if (places.contains(place)) {
                throw refused("must have each axis once, but has " + each + " twice");
            }
            places.add(place);
        }
        return places;
    }

    /** Refuses an attribute with another value than this. */
    void requireWhole(String name, long wanted, long otherwise) {
        long found = whole(name, otherwise);
        if (found != wanted) {
            throw refused("must have the attribute " + name + " " + wanted + ", but has " + found);
        }
    }

    /** Refuses an attribute with another value than these. */
    String choice(String name, String otherwise, List<String> known) {
        String found = text(name, otherwise);
        if (!known.contains(found)) {
            throw refused("must have the attribute " + name + " " + String.join(" or ", known)
                    + ", but has " + Quoted.of(found));
        }
        return found;
    }

    /** Refuses an attribute that no rule asked for, and an output that none makes. */
    void end(Set<String> wanted) {
        for (String name : attributes.keySet().stream().sorted().toList()) {
            if (!asked.contains(name)) {
                throw refused("must not have the attribute " + Quoted.of(name)
                        + ", which this version doesn't know");
            }
        }
        for (String output : node.outputs().subList(1, node.outputs().size())) {
            if (wanted.contains(output)) {
                throw refused("must be read by its first output alone, but \"" + Quoted.of(output)
                        + "\" is read too");
            }
        }
    }

    private IllegalArgumentException wrong(String name, String what) {
        return refused("must have " + what + " as its attribute " + name);
    }

    /** {@return the sentence that says what this operator must be} */
    IllegalArgumentException refused(String must) {
        return new IllegalArgumentException(who() + " " + must);
    }

    /** {@return the same where other axes of the input may do} */
    LayoutException misplaced(String what, Layout found) {
        return new LayoutException(who() + " must read " + what + ", but reads " + found);
    }

    private String who() {
        String name = node.name().isEmpty() && !node.outputs().isEmpty()
                ? node.outputs().getFirst()
                : node.name();
        return "the node \"" + Quoted.of(name) + "\" (" + Quoted.of(node.operator()) + ")";
    }
}
