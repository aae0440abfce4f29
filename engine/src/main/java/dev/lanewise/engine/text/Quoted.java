package dev.lanewise.engine.text;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What others wrote, as a message may show it to a terminal: without control characters, and not
 * longer than a line.
 */
public final class Quoted {
    private static final int MOST = 100;
    /** Below it every whole number is told exactly. */
    private static final double MOST_WHOLE = 1L << 53;

    private Quoted() {}

    /**
     * A text, cut after some 100 characters; characters that move the cursor or turn the direction of
     * writing are escaped.
     */
    public static String of(String text) {
        return value(text);
    }

    /** A value of any kind in the same way. Whole numbers stand as such, also in lists and maps. */
    public static String value(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        if (text.length() <= MOST) {
            return escaped(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
        return escaped(text.substring(0, end)) + "…";
    }

    /** Adds no more than what is shown, and a little. */
    private static void append(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case List<?> list -> {
                text.append('[');
                appendAll(list.iterator(), text);
                text.append(']');
            }
            case Map<?, ?> map -> {
                text.append('{');
                appendAll(map.entrySet().iterator(), text);
                text.append('}');
            }
            case Map.Entry<?, ?> entry -> {
                append(entry.getKey(), text);
                text.append('=');
                append(entry.getValue(), text);
            }
            case Double d when d == StrictMath.rint(d) && Math.abs(d) < MOST_WHOLE ->
                    text.append(d.longValue());
            case String s -> text.append(s, 0, Math.min(s.length(), MOST + 1));
            case null, default -> text.append(value);
        }
    }

    private static void appendAll(Iterator<?> elements, StringBuilder text) {
        while (elements.hasNext() && text.length() <= MOST) {
            append(elements.next(), text);
            text.append(elements.hasNext() ? ", " : "");
        }
    }

    /** A text of any length, such as a file's name, with the same characters escaped. */
    public static String escaped(CharSequence text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                        out.append(String.format("\\u%04x", c));
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
