package dev.lanewise.onnx.proto;

import java.util.ArrayList;
import java.util.List;

/**
 * An operator in its place in a graph ({@code NodeProto}).
 *
 * @param name its name; may be empty
 * @param operator what it computes: {@code Conv}, {@code Relu} …
 * @param domain who defines the operator; empty for ONNX
 * @param inputs the names of the values that it reads; an empty name is an absent input
 * @param outputs the names of the values that it makes; an empty name is one that nobody wants
 * @param attributes what tells it from others of its operator
 */
public record NodeProto(String name, String operator, String domain, List<String> inputs,
        List<String> outputs, List<AttributeProto> attributes) {
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int NAME = 3;
    private static final int OP_TYPE = 4;
    private static final int ATTRIBUTE = 5;
    private static final int DOMAIN = 7;

    /** Keeps unmodifiable copies of the lists. */
    public NodeProto {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = List.copyOf(attributes);
    }

    /**
     * {@return an operator of ONNX with one output, named as its output is}
     *
     * @param operator what it computes
     * @param output the name of what it makes
     * @param inputs the names of what it reads
     * @param attributes what tells it from others of its operator
     */
    public static NodeProto of(String operator, String output, List<String> inputs,
            AttributeProto... attributes) {
        return new NodeProto(output, operator, "", inputs, List.of(output), List.of(attributes));
    }

    static NodeProto parse(WireReader in) {
        String name = "";
        String operator = "";
        String domain = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<AttributeProto> attributes = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case INPUT -> inputs.add(in.text());
                case OUTPUT -> outputs.add(in.text());
                case NAME -> name = in.text();
                case OP_TYPE -> operator = in.text();
                case ATTRIBUTE -> attributes.add(AttributeProto.parse(in.message()));
                case DOMAIN -> domain = in.text();
                default -> in.skip();
            }
        }
        return new NodeProto(name, operator, domain, inputs, outputs, attributes);
    }

    void write(WireWriter out) {
        inputs.forEach(input -> out.text(INPUT, input));
        outputs.forEach(output -> out.text(OUTPUT, output));
        out.optionalText(NAME, name);
        out.text(OP_TYPE, operator);
        attributes.forEach(attribute -> out.message(ATTRIBUTE, attribute::write));
        out.optionalText(DOMAIN, domain);
    }
}
