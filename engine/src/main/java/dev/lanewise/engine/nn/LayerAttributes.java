package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What describes a layer in files: an ordered list of names with values. A value is a whole number, a
 * number, a text, or a list of values. Immutable and safe for any number of threads.
 *
 * <p>A component that a layer gets later is left out where it has its default ({@link
 * #with(String, Object, Object)}), so that files and checkpoints of before still name the same layer.
 */
public final class LayerAttributes {
    private static final LayerAttributes NONE = new LayerAttributes(Map.of());

    private final Map<String, Object> values;

    private LayerAttributes(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** No attributes. */
    public static LayerAttributes none() {
        return NONE;
    }

    /** The entries of a map, in its order. */
    public static LayerAttributes of(Map<String, ?> entries) {
        return new LayerAttributes(new LinkedHashMap<>(entries));
    }

    /** These attributes and one more. */
    public LayerAttributes with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new LayerAttributes(more);
    }

    /** These attributes, and one more unless it has its default. */
    public LayerAttributes with(String name, Object value, Object byDefault) {
        return value.equals(byDefault) ? this : with(name, value);
    }

    /** Names and values in their order; unmodifiable. */
    public Map<String, Object> values() {
        return values;
    }

    /** Reads the attributes, each once. */
    public Reader reader() {
        return new Reader(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LayerAttributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /**
     * Takes attributes from a file, where anything may stand. A wrong value is an {@code
     * IllegalArgumentException} that names the attribute. Belongs to one thread.
     */
    public static final class Reader {
        private final Map<String, Object> left;

        private Reader(LayerAttributes attributes) {
            this.left = new LinkedHashMap<>(attributes.values);
        }

        /** A whole number. */
        public int whole(String name) {
            return whole(name, taken(name));
        }

        /** A whole number, or its default where the attribute is left out. */
        public int whole(String name, int byDefault) {
            return left.containsKey(name) ? whole(name) : byDefault;
        }

        /** Some whole numbers; one that stands alone stands for all. */
        public List<Integer> wholes(String name, int count) {
            if (!(left.get(name) instanceof List<?>)) {
                return Collections.nCopies(count, whole(name));
            }
            Object value = taken(name);
            List<Integer> numbers = list(name, value, each -> whole(name, each));
            if (numbers.size() != count) {
                throw wrong(name, "a whole number or " + count + " of them", value);
            }
            return numbers;
        }

        private static int whole(String name, @Nullable Object value) {
            if (value instanceof Number n && n.doubleValue() == StrictMath.rint(n.doubleValue())
                    && Math.abs(n.doubleValue()) <= Integer.MAX_VALUE) {
                return n.intValue();
            }
            throw wrong(name, "a whole number", value);
        }

        /** A number. */
        public float number(String name) {
            Object value = taken(name);
            if (value instanceof Number n) {
                return n.floatValue();
            }
            throw wrong(name, "a number", value);
        }

        /** A text. */
        public String text(String name) {
            Object value = taken(name);
            if (value instanceof String text) {
                return text;
            }
            throw wrong(name, "a text", value);
        }

        /** Whether an attribute is there. */
        public boolean has(String name) {
            return left.containsKey(name);
        }

        /** Whether an attribute is that text; then it is taken. */
        public boolean isText(String name, String text) {
            return left.remove(name, text);
        }

        /** A list of texts. */
        public List<String> texts(String name) {
            return list(name, taken(name), String::valueOf);
        }

        /** A list of lists of whole numbers. */
        public List<List<Integer>> table(String name) {
            return list(name, taken(name), row -> list(name, row, value -> whole(name, value)));
        }

        private static <T> List<T> list(String name, @Nullable Object value,
                Function<@Nullable Object, T> element) {
            if (!(value instanceof List<?> values)) {
                throw wrong(name, "a JSON array", value);
            }
            List<T> read = new ArrayList<>();
            for (Object each : values) {
                read.add(element.apply(each));
            }
            return read;
        }

        private @Nullable Object taken(String name) {
            return left.remove(name);
        }

        /**
         * Says that there is nothing else: a newer version may have written what this one does not know.
         *
         * @throws IllegalArgumentException if an attribute was not read
         */
        public void end() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("the attribute " + Quoted.value(left.keySet()
                        .iterator()
                        .next()) + " is unknown to this version");
            }
        }

        private static IllegalArgumentException wrong(String name, String must,
                @Nullable Object value) {
            return new IllegalArgumentException(
                    name + " must be " + must + ", not " + Quoted.value(value));
        }
    }
}
