package dev.lanewise.onnx.proto;

/** What the elements of a tensor are ({@code TensorProto.DataType}), as far as they are needed. */
public enum DataType {
    /** 32 bits. */
    FLOAT(1, Float.BYTES),
    /** Whole, from 0, 8 bits. */
    UINT8(2, 1),
    /** Whole, 8 bits. */
    INT8(3, 1),
    /** Whole, from 0, 16 bits. */
    UINT16(4, Short.BYTES),
    /** Whole, 16 bits. */
    INT16(5, Short.BYTES),
    /** Whole, 32 bits. */
    INT32(6, Integer.BYTES),
    /** Whole, 64 bits. */
    INT64(7, Long.BYTES),
    /** Texts. */
    STRING(8, 0),
    /** 0 or 1 in a byte. */
    BOOL(9, 1),
    /** IEEE 754's 16 bits. */
    FLOAT16(10, Short.BYTES),
    /** 64 bits. */
    DOUBLE(11, Double.BYTES),
    /** Whole, from 0, 32 bits. */
    UINT32(12, Integer.BYTES),
    /** Whole, from 0, 64 bits. */
    UINT64(13, Long.BYTES),
    /** The upper half of a {@link #FLOAT}. */
    BFLOAT16(16, Short.BYTES),
    /** One of those that Lanewise has no use for. */
    OTHER(-1, 0);

    private final int number;
    private final int bytes;

    DataType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** {@return its number in files} */
    public int number() {
        return number;
    }

    /** {@return the bytes of an element; 0 where none are counted} */
    public int bytes() {
        return bytes;
    }

    /** {@return whether elements are numbers with fractions} */
    public boolean isReal() {
        return this == FLOAT || this == FLOAT16 || this == BFLOAT16 || this == DOUBLE;
    }

    /** {@return whether elements are whole numbers or truth values} */
    public boolean isWhole() {
        return bytes > 0 && !isReal();
    }

    /**
     * {@return the type with that number}
     *
     * @param number its number in files
     */
    public static DataType of(long number) {
        for (DataType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return OTHER;
    }
}
