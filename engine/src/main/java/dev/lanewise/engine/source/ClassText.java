package dev.lanewise.engine.source;

import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the text of a class grows from: its weights, the methods that it needs, and its lines. */
public final class ClassText {
    /** Bytes of a text constant: less than the 65,535 that a class file takes, and whole groups of three. */
    private static final int CONSTANT_BYTES = 48_000;
    /** Characters of a line. */
    private static final int LINE = 100;
    private static final String INDENT = "    ";
    private final float[] parameters;
    private final Set<JavaPart> parts = new LinkedHashSet<>();
    private final List<float[]> weights = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int count;

    ClassText(float[] parameters) {
        this.parameters = parameters;
        need(MapPart.DECODE);
    }

    /** A number as Java writes it. */
    static String literal(float value) {
        return Float.toString(value) + "f";
    }

    /** Extents as a new array. */
    static String extents(Shape shape) {
        return ints(shape.channels(), shape.height(), shape.width());
    }

    static String ints(int... values) {
        return "new int[]{" + Arrays.toString(values).replaceAll("[\\[\\]]", "") + "}";
    }

    /** Puts numbers among the weights; returns the index of the first. */
    public int weights(float... values) {
        int at = count;
        weights.add(values.clone());
        count = Math.addExact(count, values.length);
        return at;
    }

    /** The same with a parameter of the network. */
    public int weights(Parameter parameter) {
        return weights(values(parameter));
    }

    /** The values of a parameter. */
    public float[] values(Parameter parameter) {
        return Arrays.copyOfRange(parameters, parameter.offset(),
                parameter.offset() + parameter.size());
    }

    /** Takes a method into the class, and those that it calls. */
    void need(JavaPart part) {
        if (parts.add(part)) {
            part.needs().forEach(this::need);
        }
    }

    /** A call of a method that makes maps of maps. */
    String call(JavaPart part, Object... arguments) {
        need(part);
        String name = part.text().replaceFirst("(?s)^private static \\S+ (\\w+)\\(.*", "$1");
        return name + "("
                + String.join(", ", Arrays.stream(arguments).map(String::valueOf).toList()) + ")";
    }

    /** Each channel times a factor plus a summand, which are weights. */
    public String affine(String input, int channels, int scale, int shift) {
        return call(MapPart.AFFINE, input, channels, scale, shift);
    }

    /** Minus the squared distances from points, which are weights. */
    public String distances(String input, int units, int centre) {
        return call(MapPart.DISTANCES, input, units, centre);
    }

    /**
     * A convolution by plain sums.
     *
     * @param window rows, columns, strides, dilations, padding above and before
     * @param weight index of its weights
     * @param bias index of its biases
     */
    public String convolution(String input, Shape in, Shape out, int[] window, int groups,
            int weight, int bias) {
        return call(MapPart.CONVOLUTION, input, extents(in), extents(out), ints(window), groups,
                weight, bias);
    }

    /**
     * Means of windows.
     *
     * @param window rows, columns, strides, padding above and before, and 1 if padding counts
     */
    public String averagePool(String input, Shape in, Shape out, int[] window) {
        return call(MapPart.AVERAGE_POOL, input, extents(in), extents(out), ints(window));
    }

    void field(String text) {
        fields.add(text);
    }

    void line(String text) {
        lines.add(text);
    }

    /** The lines of the method that computes, from the first column on. */
    List<String> lines() {
        return lines;
    }

    /** The fields that hold weights. */
    String fields() {
        StringBuilder text = new StringBuilder(INDENT + "private static final float[] W = decode("
                + count + ",\n" + constants() + ");\n");
        fields.forEach(field -> text.append(INDENT).append(field).append('\n'));
        return text.toString();
    }

    private String constants() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, count));
        bytes.asFloatBuffer().put(joined());
        List<String> constants = new ArrayList<>();
        for (int from = 0; from < bytes.capacity(); from += CONSTANT_BYTES) {
            String digits = Base64.getEncoder()
                    .encodeToString(Arrays.copyOfRange(bytes.array(), from,
                            Math.min(from + CONSTANT_BYTES, bytes.capacity())));
            List<String> rows = new ArrayList<>();
            for (int at = 0; at < digits.length(); at += LINE) {
                rows.add(INDENT.repeat(3) + '"'
                        + digits.substring(at, Math.min(at + LINE, digits.length())) + '"');
            }
            constants.add(String.join(" +\n", rows));
        }
        return String.join(",\n", constants);
    }

    private float[] joined() {
        float[] all = new float[count];
        int at = 0;
        for (float[] part : weights) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** The methods, each after an empty line. */
    String methods() {
        StringBuilder text = new StringBuilder();
        for (JavaPart part : parts) {
            text.append('\n').append(part.text().indent(INDENT.length()));
        }
        return text.toString();
    }
}
