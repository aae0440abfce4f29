package dev.lanewise.onnx.proto;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a graph reads or makes ({@code ValueInfoProto} whose type is a tensor).
 *
 * @param name its name
 * @param type what its elements are; {@link DataType#OTHER} if it is no tensor
 * @param dims its extents, or null if the file doesn't tell even how many there are
 */
public record ValueInfoProto(String name, DataType type, @Nullable List<Dimension> dims) {
    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final int TENSOR_TYPE = 1;
    private static final int ELEMENT_TYPE = 1;
    private static final int SHAPE = 2;
    private static final int DIMENSION = 1;

    /** Keeps an unmodifiable copy of the list. */
    public ValueInfoProto {
        dims = dims == null ? null : List.copyOf(dims);
    }

    /**
     * An extent: a number, or a name for one that is open ({@code TensorShapeProto.Dimension}).
     *
     * @param extent the number; −1 if it is open
     * @param name the name, if it has one
     */
    public record Dimension(long extent, String name) {
        private static final int VALUE = 1;
        private static final int PARAMETER = 2;
        private static final long OPEN = -1;

        /**
         * {@return an extent that is known}
         *
         * @param extent the number
         */
        public static Dimension of(long extent) {
            return new Dimension(extent, "");
        }

        /**
         * {@return an extent that is open}
         *
         * @param name what it is called, such as {@code batch}
         */
        public static Dimension open(String name) {
            return new Dimension(OPEN, name);
        }

        /** {@return whether it is open: no number above 0 is known} */
        public boolean isOpen() {
            return extent <= 0;
        }

        private static Dimension parse(WireReader in) {
            long extent = OPEN;
            String name = "";
            while (in.next()) {
                switch (in.field()) {
                    case VALUE -> extent = in.number();
                    case PARAMETER -> name = in.text();
                    default -> in.skip();
                }
            }
            return new Dimension(extent, name);
        }

        private void write(WireWriter out) {
            if (isOpen()) {
                out.optionalText(PARAMETER, name);
            } else {
                out.number(VALUE, extent);
            }
        }
    }

    /**
     * {@return a tensor of floats}
     *
     * @param name its name
     * @param dims its extents
     */
    public static ValueInfoProto of(String name, Dimension... dims) {
        return new ValueInfoProto(name, DataType.FLOAT, List.of(dims));
    }

    static ValueInfoProto parse(WireReader in) {
        String name = "";
        ValueInfoProto type = new ValueInfoProto("", DataType.OTHER, null);
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case TYPE -> type = type(in.message());
                default -> in.skip();
            }
        }
        return new ValueInfoProto(name, type.type, type.dims);
    }

    private static ValueInfoProto type(WireReader in) {
        DataType element = DataType.OTHER;
        @Nullable List<Dimension> dims = null;
        while (in.next()) {
            if (in.field() != TENSOR_TYPE) {
                in.skip();
                continue;
            }
            WireReader tensor = in.message();
            while (tensor.next()) {
                switch (tensor.field()) {
                    case ELEMENT_TYPE -> element = DataType.of(tensor.constant());
                    case SHAPE -> dims = shape(tensor.message());
                    default -> tensor.skip();
                }
            }
        }
        return new ValueInfoProto("", element, dims);
    }

    private static List<Dimension> shape(WireReader in) {
        List<Dimension> dims = new ArrayList<>();
        while (in.next()) {
            if (in.field() == DIMENSION) {
                dims.add(Dimension.parse(in.message()));
            } else {
                in.skip();
            }
        }
        return dims;
    }

    void write(WireWriter out) {
        out.text(NAME, name);
        out.message(TYPE, kind -> kind.message(TENSOR_TYPE, tensor -> {
            tensor.number(ELEMENT_TYPE, type.number());
            List<Dimension> extents = dims;
            if (extents != null) {
                tensor.message(SHAPE, shape -> extents.forEach(
                        extent -> shape.message(DIMENSION, extent::write)));
            }
        }));
    }
}
