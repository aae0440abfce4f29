package dev.lanewise.engine.file;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A normalization in a file: an object of the numbers scale and shift, which are lists where each
 * channel has its own.
 */
public final class NormalizationText {
    private NormalizationText() {}

    /** The text of a normalization. */
    public static String write(Normalization normalization) {
        int count = normalization.count();
        return "{\"scale\":" + text(count, normalization::scaleOf) + ",\"shift\":"
                + text(count, normalization::shiftOf) + "}";
    }

    private static String text(int count, IntFunction<Float> values) {
        if (count == 1) {
            return values.apply(0).toString();
        }
        StringJoiner list = new StringJoiner(",", "[", "]");
        for (int i = 0; i < count; i++) {
            list.add(values.apply(i).toString());
        }
        return list.toString();
    }

    /**
     * The normalization that a text holds.
     *
     * @throws IllegalArgumentException if it holds none
     */
    public static Normalization read(String text) {
        Map<?, ?> members = NetworkText.object(Json.parse(text), "normalization");
        float[] scales = numbers(members.get("scale"));
        float[] shifts = numbers(members.get("shift"));
        if (scales.length == 0 || scales.length != shifts.length) {
            throw new IllegalArgumentException(
                    "its normalization must hold the numbers scale and shift, or lists of as many"
                            + " of both, but is " + Quoted.of(text));
        }
        return Normalization.of(scales, shifts);
    }

    /** A number or a list of them; empty if it is neither. */
    private static float[] numbers(@Nullable Object value) {
        List<?> list = value instanceof List<?> several ? several
                : value == null ? List.of() : List.of(value);
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Double number)) {
                return new float[0];
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }
}
