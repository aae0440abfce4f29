package dev.lanewise.engine.file;

import dev.lanewise.engine.text.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much JSON (RFC 8259) as the header of a model file needs, so that the engine depends on the
 * JDK alone. Values are {@code Map}, {@code List}, {@code String}, {@code Double}, {@code Boolean}
 * and null.
 */
public final class Json {
    private static final Pattern NUMBER = Pattern
            .compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MOST_DEPTH = 32;
    /** What they take in memory is bounded, too, and no header has as many. */
    private static final int MOST_VALUES = 100_000;
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;
    private static final char FIRST_PRINTABLE = ' ';
    private final String text;
    private int at;
    private int values;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads one value and nothing after it; an {@code IllegalArgumentException} says where it went
     * wrong.
     */
    public static @Nullable Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.at != text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    /** A text as a JSON string. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Texts as a JSON list without blanks. */
    public static String list(List<String> texts) {
        StringBuilder out = new StringBuilder();
        write(texts, out);
        return out.toString();
    }

    /**
     * The texts of a JSON list.
     *
     * @param text the list
     * @param what how a failure names it
     * @throws IllegalArgumentException if it is something else
     */
    public static List<String> texts(String text, String what) {
        if (parse(text) instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("its " + what + " must be a list of texts, but is "
                + Quoted.of(text));
    }

    /** A value of whole numbers, numbers, texts and lists of them as JSON without blanks. */
    static void write(Object value, StringBuilder out) {
        switch (value) {
            case String text -> out.append(quote(text));
            case List<?> list -> {
                out.append('[');
                for (Object element : list) {
                    out.append(out.charAt(out.length() - 1) == '[' ? "" : ",");
                    write(element, out);
                }
                out.append(']');
            }
            default -> out.append(value);
        }
    }

    private IllegalArgumentException wrong(String right) {
        String given = at < text.length() ? "'" + Quoted.of(text.substring(at, at + 1)) + "'"
                : "the end";
        return new IllegalArgumentException(
                "at character " + at + " there must be " + right + ", not " + given);
    }

    private IllegalArgumentException tooMuch(int most, String what) {
        return new IllegalArgumentException("it must have at most " + most + " " + what
                + ", but has more at character " + at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private @Nullable Object value(int depth) {
        if (depth > MOST_DEPTH) {
            throw tooMuch(MOST_DEPTH, "levels");
        }
        if (++values > MOST_VALUES) {
            throw tooMuch(MOST_VALUES, "values");
        }
        skipBlanks();
        return switch (at < text.length() ? text.charAt(at) : '\0') {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        expect('{');
        if (take('}')) {
            return members;
        }
        do {
            skipBlanks();
            String name = string();
            expect(':');
            if (members.containsKey(name)) {
                throw new IllegalArgumentException(
                        "the name \"" + Quoted.of(name) + "\" stands twice");
            }
            members.put(name, value(depth + 1));
        } while (take(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        expect('[');
        if (take(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
        } while (take(','));
        expect(']');
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw wrong("'\"'");
    }

    private char escape() {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), HEX) : -1;
            if (digit < 0) {
                throw wrong("a hexadecimal digit");
            }
            code = code * HEX + digit;
            at++;
        }
        return (char) code;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private Double number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("a value");
        }
        at = number.end();
        if (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            throw wrong("the end of a number");
        }
        return Double.valueOf(number.group());
    }
}
