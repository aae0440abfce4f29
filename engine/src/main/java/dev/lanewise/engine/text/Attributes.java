package dev.lanewise.engine.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value is made of: a type and named values in a fixed order, with a stable text such as {@code
 * Sgd[learningRate=0.1, momentum=0.9]}. An attribute may have a usual value, with which it is left out
 * of the text. So a type can get another attribute, and texts that were written before mean the same.
 * Equal attributes have equal texts. Immutable.
 */
public final class Attributes {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final String MISSING = "nothing";
    private final String type;
    private final List<Attribute> attributes;

    private record Attribute(String name, String value, @Nullable String usual) {
        boolean isUsual() {
            return value.equals(usual);
        }
    }

    /**
     * Where two descriptions differ.
     *
     * @param name the first attribute that does; empty where the types do
     * @param earlier what the earlier one says there
     * @param now what the later one says
     */
    public record Difference(String name, String earlier, String now) {}

    private Attributes(String type, List<Attribute> attributes) {
        this.type = type;
        this.attributes = List.copyOf(attributes);
    }

    /** A type without attributes; its name is a word. */
    public static Attributes of(String type) {
        if (!WORD.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "the type of attributes must be a word; this one is " + type);
        }
        return new Attributes(type, List.of());
    }

    /** These and one more, which always stands in the text. */
    public Attributes with(String name, Object value) {
        return with(new Attribute(name, String.valueOf(value), null));
    }

    /** These and one more, which the text leaves out if it has its usual value. */
    public Attributes with(String name, Object value, Object usual) {
        return with(new Attribute(name, String.valueOf(value), String.valueOf(usual)));
    }

    private Attributes with(Attribute attribute) {
        check(attribute, find(attribute.name()) == null);
        List<Attribute> more = new ArrayList<>(attributes);
        more.add(attribute);
        return new Attributes(type, more);
    }

    private static void check(Attribute attribute, boolean isNew) {
        if (!WORD.matcher(attribute.name()).matches() || !isNew) {
            throw new IllegalArgumentException(
                    "the name of an attribute must be a word and stand once; this one is "
                            + attribute.name());
        }
        // What can't be read back must not be written.
        if (!parts(attribute.value()).equals(List.of(attribute.value()))) {
            throw new IllegalArgumentException("the value of " + attribute.name()
                    + " must be a text without commas outside of brackets");
        }
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no text of attributes
     */
    public static Attributes parse(String text) {
        int open = text.indexOf('[');
        if (open < 0 || !text.endsWith("]")) {
            throw new IllegalArgumentException("attributes must look like Type[name=value, …]");
        }
        List<Attribute> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String part : parts(text.substring(open + 1, text.length() - 1))) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("an attribute must look like name=value");
            }
            Attribute attribute = new Attribute(part.substring(0, equals),
                    part.substring(equals + 1), null);
            check(attribute, names.add(attribute.name()));
            read.add(attribute);
        }
        return new Attributes(of(text.substring(0, open)).type, read);
    }

    /** What stands between the commas that are in no brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth < 0) {
                break;
            }
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1 + (text.startsWith(" ", i + 1) ? 1 : 0);
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("brackets must stand in pairs");
        }
        if (start > 0 || !text.isEmpty()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    /** The type's name. */
    public String type() {
        return type;
    }

    private @Nullable Attribute find(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    /**
     * The value of an attribute.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public String value(String name) {
        Attribute found = find(name);
        if (found == null) {
            throw new IllegalArgumentException("the attribute " + name + " is missing");
        }
        return found.value();
    }

    /** The value of an attribute, or the usual one if it was left out. */
    public String value(String name, String usual) {
        Attribute found = find(name);
        return found == null ? usual : found.value();
    }

    /**
     * The value of an attribute that is a number.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is no number
     */
    public double number(String name) {
        try {
            return Double.parseDouble(value(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the attribute " + name + " must be a number", e);
        }
    }

    /** The same, or the usual number if it was left out. */
    public double number(String name, double usual) {
        return find(name) == null ? usual : number(name);
    }

    /**
     * The elements of an attribute that is a list, {@code [a, b]}.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is no list
     */
    public List<String> elements(String name) {
        String value = value(name);
        if (!value.startsWith("[") || !value.endsWith("]")) {
            throw new IllegalArgumentException("the attribute " + name + " must be a list");
        }
        return List.copyOf(parts(value.substring(1, value.length() - 1)));
    }

    /** The values by name, in order, without those that are usual. */
    public SequencedMap<String, String> values() {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            if (!attribute.isUsual()) {
                values.put(attribute.name(), attribute.value());
            }
        }
        return values;
    }

    /**
     * Where an earlier description of the same kind differs, if it does. What it leaves out has the usual
     * value, as far as these attributes know one.
     */
    public Optional<Difference> differenceFrom(Attributes earlier) {
        return type.equals(earlier.type) ? differenceFrom(earlier.values())
                : Optional.of(new Difference("", earlier.toString(), toString()));
    }

    /** The same of an earlier description of this type, as values by name. */
    public Optional<Difference> differenceFrom(Map<String, String> earlier) {
        Set<String> known = new HashSet<>();
        for (Attribute own : attributes) {
            known.add(own.name());
            String usual = own.usual() == null ? MISSING : own.usual();
            String before = earlier.getOrDefault(own.name(), usual);
            if (!before.equals(own.value())) {
                return Optional.of(new Difference(own.name(), before, own.value()));
            }
        }
        return earlier.entrySet()
                .stream()
                .filter(other -> !known.contains(other.getKey()))
                .findFirst()
                .map(other -> new Difference(other.getKey(), other.getValue(), MISSING));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        values().forEach((name, value) -> shown.add(name + "=" + value));
        return type + "[" + String.join(", ", shown) + "]";
    }
}
