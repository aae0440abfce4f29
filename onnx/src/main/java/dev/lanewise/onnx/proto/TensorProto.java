package dev.lanewise.onnx.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor ({@code TensorProto}). Whichever of a file's fields held its elements, here they are the bytes
 * that {@code raw_data} would have, and that is how they are written.
 *
 * @param name its name; may be empty
 * @param type what its elements are
 * @param dims its extents
 * @param data the elements, little-endian, last extent fastest; none if they are in another file
 * @param external where they are in another file ({@code location}, {@code offset}, {@code length}), or empty
 */
public record TensorProto(String name, DataType type, List<Long> dims, ByteBuffer data,
        Map<String, String> external) {
    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int SEGMENT = 3;
    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int INT64_DATA = 7;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;
    private static final int DOUBLE_DATA = 10;
    private static final int UINT64_DATA = 11;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;
    private static final int IN_ANOTHER_FILE = 1;

    /** Keeps unmodifiable copies of the lists, and a view of the data. */
    public TensorProto {
        dims = List.copyOf(dims);
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        external = Map.copyOf(external);
    }

    /**
     * {@return a tensor of floats}
     *
     * @param name its name
     * @param dims its extents
     * @param values the elements, last extent fastest
     */
    public static TensorProto of(String name, List<Long> dims, float... values) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new TensorProto(name, DataType.FLOAT, dims, data, Map.of());
    }

    /**
     * {@return a tensor of 64-bit whole numbers}
     *
     * @param name its name
     * @param dims its extents
     * @param values the elements, last extent fastest
     */
    public static TensorProto of(String name, List<Long> dims, long... values) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new TensorProto(name, DataType.INT64, dims, data, Map.of());
    }

    static TensorProto parse(WireReader in) {
        String name = "";
        DataType type = DataType.OTHER;
        List<Long> dims = new ArrayList<>();
        List<ByteBuffer> fixed = new ArrayList<>();
        List<Long> wholes = new ArrayList<>();
        Map<String, String> external = new LinkedHashMap<>();
        boolean elsewhere = false;
        while (in.next()) {
            switch (in.field()) {
                case DIMS -> in.numbers(dims);
                case DATA_TYPE -> type = DataType.of(in.constant());
                case NAME -> name = in.text();
                case FLOAT_DATA -> fixed.add(in.fixed(Float.BYTES));
                case DOUBLE_DATA -> fixed.add(in.fixed(Double.BYTES));
                case RAW_DATA -> fixed.add(in.bytes());
                case INT32_DATA, INT64_DATA, UINT64_DATA -> in.numbers(wholes);
                case EXTERNAL_DATA -> in.entry(external);
                case DATA_LOCATION -> elsewhere = in.constant() == IN_ANOTHER_FILE;
                case SEGMENT -> throw new IllegalArgumentException(
                        "a tensor must be whole, but one is stored in segments");
                default -> in.skip();
            }
        }
        if (elsewhere && external.isEmpty()) {
            throw new IllegalArgumentException("the tensor must say where its data are, but it only"
                    + " says that they are in another file");
        }
        ByteBuffer data = wholes.isEmpty() ? joined(fixed) : packed(type, wholes);
        return new TensorProto(name, type, dims, data, elsewhere ? external : Map.of());
    }

    private static ByteBuffer joined(List<ByteBuffer> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        long size = parts.stream().mapToLong(ByteBuffer::remaining).sum();
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
        parts.forEach(all::put);
        return all.flip();
    }

    private static ByteBuffer packed(DataType type, List<Long> values) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.size(), type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type.bytes()) {
                case 1 -> data.put((byte) value);
                case Short.BYTES -> data.putShort((short) value);
                case Integer.BYTES -> data.putInt((int) value);
                case Long.BYTES -> data.putLong(value);
                default -> {
                    // Elements of a type that nobody asks for.
                }
            }
        }
        return data.flip();
    }

    void write(WireWriter out) {
        dims.forEach(extent -> out.number(DIMS, extent));
        out.number(DATA_TYPE, type.number());
        out.optionalText(NAME, name);
        if (external.isEmpty()) {
            out.bytes(RAW_DATA, data);
            return;
        }
        external.entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> out.entry(EXTERNAL_DATA, entry.getKey(), entry.getValue()));
        out.number(DATA_LOCATION, IN_ANOTHER_FILE);
    }
}
