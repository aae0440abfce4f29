package dev.lanewise.engine.source;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A network as the text of one class. */
public final class SourceWriter {
    private static final Pattern NAME = Pattern
            .compile("[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*");
    /** Words of Java's, and names that the text uses for something else. */
    private static final Set<String> TAKEN = Set.of(("abstract assert boolean break byte case catch"
            + " char class const continue default do double else enum extends final finally float"
            + " for goto if implements import instanceof int interface long native new package"
            + " private protected public return short static strictfp super switch synchronized"
            + " this throw throws transient try void volatile while true false null _ var java"
            + " Math StrictMath String Float Integer IllegalArgumentException").split(" "));
    private static final String INPUT = "x";
    private static final int MOST_COLUMNS = 90;

    private SourceWriter() {}

    /**
     * The text of a class.
     *
     * @param network the network, whose outputs are returned
     * @param parameters its parameters
     * @param normalization how raw values become its input
     * @param className the class, with its package or without
     * @param classifies whether the largest output tells a class
     * @param outputs what its outputs are called, such as {@code logits}
     * @throws IllegalArgumentException if the name is none, or a layer can't be written
     */
    public static String of(Network network, float[] parameters, Normalization normalization,
            String className, boolean classifies, String outputs) {
        requireName(className);
        ClassText text = new ClassText(parameters);
        compute(network, normalization, text);
        int dot = className.lastIndexOf('.');
        String simple = className.substring(dot + 1);
        StringBuilder out = new StringBuilder();
        if (dot > 0) {
            out.append("package ").append(className, 0, dot).append(";\n\n");
        }
        return out.append(heading(network, simple))
                .append(text.fields())
                .append("\n    private ")
                .append(simple)
                .append("() {}\n")
                .append(outputs(outputs, text))
                .append(classifies ? classify(outputs) : "")
                .append(text.methods())
                .append("}\n")
                .toString();
    }

    /**
     * Refuses what is no name of a class.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void requireName(String className) {
        if (!NAME.matcher(className).matches()
                || List.of(className.split("\\.")).stream().anyMatch(TAKEN::contains)) {
            throw new IllegalArgumentException("The name of a class must be one that Java takes,"
                    + " such as com.example.Digits, and no word of Java's; you gave '" + className
                    + "'.");
        }
    }

    /** The lines that compute the outputs, the last of which returns them. */
    private static void compute(Network network, Normalization normalization, ClassText text) {
        int count = normalization.count();
        float[] scales = new float[count];
        float[] shifts = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = normalization.scaleOf(i);
            shifts[i] = normalization.shiftOf(i);
        }
        text.line("float[] " + INPUT + " = " + text.call(MapPart.AFFINE, "values", count,
                text.weights(scales), text.weights(shifts)) + ";");
        LayerSource layers = new LayerSource(text);
        List<String> names = new ArrayList<>();
        for (Node node : network.nodes()) {
            List<String> inputs = node.sources()
                    .stream()
                    .map(source -> source == Node.NETWORK_INPUT ? INPUT : names.get(source))
                    .toList();
            String expression = layers.expression(node, inputs);
            if (inputs.contains(expression)) {
                names.add(expression);
            } else {
                text.line("float[] " + node.name() + " = " + expression + ";");
                names.add(node.name());
            }
        }
        text.line("return " + names.getLast() + ";");
    }

    private static String heading(Network network, String name) {
        return """
                /**
                 * %s
                 *
                 * <p>Written by Lanewise from a trained model. Needs Java 11 and nothing else; gives the bits of
                 * Lanewise's kernels, as fast as plain loops are. Safe for any number of threads.
                 */
                public final class %s {
                    /** Values of an input: raw ones, in the order channel, row, column of %s. */
                    public static final int INPUTS = %d;
                    /** Values of an output. */
                    public static final int OUTPUTS = %d;
                """
                .formatted(wrapped(ascii(network.toString()) + ".", "", " * "), name,
                        ascii(network.inputShape().toString()), network.inputShape().size(),
                        network.outputs());
    }

    /**
     * A text in lines of about a hundred characters.
     *
     * @param after what a line may end with
     * @param begin what the lines after the first begin with
     */
    private static String wrapped(String text, String after, String begin) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String part : text.split("(?<=" + after + ") ", -1)) {
            if (column > 0 && column + part.length() > MOST_COLUMNS) {
                out.append('\n').append(begin);
                column = begin.length();
            } else if (column > 0) {
                out.append(' ');
            }
            out.append(part);
            column += part.length() + 1;
        }
        return out.toString();
    }

    /** Signs that every encoding has: who compiles the text may take another than UTF-8. */
    private static String ascii(String text) {
        return text.replace('×', 'x').replace("→", "->");
    }

    private static String outputs(String name, ClassText text) {
        StringBuilder out = new StringBuilder("""

                    /** The %1$s for an input of finite numbers, which is left as it is. */
                    public static float[] %1$s(float[] values) {
                        if (values.length != INPUTS) {
                            throw new IllegalArgumentException(
                                    "An input must have " + INPUTS + " values; you gave " + values.length + ".");
                        }
                """.formatted(name));
        text.lines()
                .forEach(line -> out.append("        ")
                        .append(wrapped(line, ",", "                "))
                        .append('\n'));
        return out.append("    }\n").toString();
    }

    private static String classify(String outputs) {
        return """

                    /** The class with the largest of the %1$s, of equals the first. */
                    public static int classify(float[] values) {
                        float[] z = %1$s(values);
                        int best = 0;
                        for (int i = 1; i < z.length; i++) {
                            best = z[i] > z[best] ? i : best;
                        }
                        return best;
                    }
                """.formatted(outputs);
    }
}
