package dev.lanewise.onnx.proto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a node ({@code AttributeProto}).
 *
 * @param name its name
 * @param value its value
 */
public record AttributeProto(String name, Value value) {
    private static final int NAME = 1;
    private static final int F = 2;
    private static final int I = 3;
    private static final int S = 4;
    private static final int T = 5;
    private static final int FLOATS = 7;
    private static final int INTS = 8;
    private static final int STRINGS = 9;
    private static final int TYPE = 20;

    /** The value of an attribute, by its kind ({@code AttributeProto.AttributeType}). */
    public sealed interface Value {
        /** {@return the kind's number in files} */
        int type();
    }

    /**
     * A number.
     *
     * @param value the number
     */
    public record Real(float value) implements Value {
        static final int TYPE = 1;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * A whole number.
     *
     * @param value the number
     */
    public record Whole(long value) implements Value {
        static final int TYPE = 2;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * A text.
     *
     * @param value the text
     */
    public record Text(String value) implements Value {
        static final int TYPE = 3;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * A tensor.
     *
     * @param value the tensor
     */
    public record Tensor(TensorProto value) implements Value {
        static final int TYPE = 4;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * Numbers.
     *
     * @param values the numbers
     */
    public record Reals(List<Float> values) implements Value {
        static final int TYPE = 6;

        /** Keeps an unmodifiable copy. */
        public Reals {
            values = List.copyOf(values);
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * Whole numbers.
     *
     * @param values the numbers
     */
    public record Wholes(List<Long> values) implements Value {
        static final int TYPE = 7;

        /** Keeps an unmodifiable copy. */
        public Wholes {
            values = List.copyOf(values);
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * Texts.
     *
     * @param values the texts
     */
    public record Texts(List<String> values) implements Value {
        static final int TYPE = 8;

        /** Keeps an unmodifiable copy. */
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * A kind that Lanewise has no use for, such as a graph. What it holds is not read, so that graphs within
     * graphs cost nothing.
     *
     * @param type the kind's number in files
     */
    public record Other(int type) implements Value {}

    /**
     * {@return an attribute that is a number}
     *
     * @param name its name
     * @param value its value
     */
    public static AttributeProto of(String name, float value) {
        return new AttributeProto(name, new Real(value));
    }

    /**
     * {@return an attribute that is a whole number}
     *
     * @param name its name
     * @param value its value
     */
    public static AttributeProto of(String name, long value) {
        return new AttributeProto(name, new Whole(value));
    }

    /**
     * {@return an attribute that is a text}
     *
     * @param name its name
     * @param value its value
     */
    public static AttributeProto of(String name, String value) {
        return new AttributeProto(name, new Text(value));
    }

    /**
     * {@return an attribute that is a tensor}
     *
     * @param name its name
     * @param value its value
     */
    public static AttributeProto of(String name, TensorProto value) {
        return new AttributeProto(name, new Tensor(value));
    }

    /**
     * {@return an attribute of whole numbers}
     *
     * @param name its name
     * @param values its values
     */
    public static AttributeProto wholes(String name, long... values) {
        return new AttributeProto(name,
                new Wholes(Arrays.stream(values).boxed().toList()));
    }

    /**
     * {@return an attribute of numbers}
     *
     * @param name its name
     * @param values its values
     */
    public static AttributeProto reals(String name, float... values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return new AttributeProto(name, new Reals(list));
    }

    static AttributeProto parse(WireReader in) {
        String name = "";
        int type = 0;
        Value single = new Other(0);
        @Nullable Tensor tensor = null;
        List<Float> floats = new ArrayList<>();
        List<Long> ints = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case TYPE -> type = in.constant();
                case F -> single = new Real(in.real());
                case I -> single = new Whole(in.number());
                case S -> single = new Text(in.text());
                case T -> tensor = new Tensor(TensorProto.parse(in.message()));
                case FLOATS -> in.reals(floats);
                case INTS -> in.numbers(ints);
                case STRINGS -> strings.add(in.text());
                default -> in.skip();
            }
        }
        if (tensor != null) {
            single = tensor;
        }
        return new AttributeProto(name, value(type, single, floats, ints, strings));
    }

    /** A value of its default, such as 0, may be absent; files of IR versions before 2 don't say the kind. */
    private static Value value(int type, Value single, List<Float> floats, List<Long> ints,
            List<String> strings) {
        if (type == single.type() && type != 0) {
            return single;
        }
        return switch (type) {
            case 0 -> !ints.isEmpty() ? new Wholes(ints)
                    : !floats.isEmpty() ? new Reals(floats)
                            : !strings.isEmpty() ? new Texts(strings) : single;
            case Real.TYPE -> new Real(0);
            case Whole.TYPE -> new Whole(0);
            case Text.TYPE -> new Text("");
            case Reals.TYPE -> new Reals(floats);
            case Wholes.TYPE -> new Wholes(ints);
            case Texts.TYPE -> new Texts(strings);
            default -> new Other(type);
        };
    }

    void write(WireWriter out) {
        out.text(NAME, name);
        switch (value) {
            case Real real -> out.real(F, real.value);
            case Whole whole -> out.number(I, whole.value);
            case Text text -> out.text(S, text.value);
            case Tensor tensor -> out.message(T, tensor.value::write);
            case Reals reals -> reals.values.forEach(each -> out.real(FLOATS, each));
            case Wholes wholes -> wholes.values.forEach(each -> out.number(INTS, each));
            case Texts texts -> texts.values.forEach(each -> out.text(STRINGS, each));
            case Other other -> throw new IllegalArgumentException("the attribute " + name
                    + " must be of a kind that can be written, not " + other.type);
        }
        out.number(TYPE, value.type());
    }
}
