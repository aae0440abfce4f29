package dev.lanewise.onnx.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Reads one message in the wire format of protocol buffers, field by field; what is inside are views of the
 * same bytes. Trusts nothing: a length is compared with what is left before anything is made of it. Not
 * safe for use by several threads.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class WireReader {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED_32 = 5;
    static final int TYPE_BITS = 3;
    static final int GROUP_BITS = 7;
    static final int MORE = 0x80;
    static final int KEY = 1;
    static final int VALUE = 2;
    private final ByteBuffer in;
    private int field;
    private int type;

    /**
     * Begins at the start of a message.
     *
     * @param message its bytes, of which the position stays where it is
     */
    public WireReader(ByteBuffer message) {
        this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Goes to the next field.
     *
     * @return whether there is one
     */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        long key = varint();
        long number = key >>> TYPE_BITS;
        if (number < 1 || number > Integer.MAX_VALUE >>> TYPE_BITS) {
            throw new IllegalArgumentException("a field's number must be from 1 to "
                    + (Integer.MAX_VALUE >>> TYPE_BITS) + ", but one is "
                    + Long.toUnsignedString(number));
        }
        field = (int) number;
        type = (int) (key & ((1 << TYPE_BITS) - 1));
        return true;
    }

    /** {@return the field's number} */
    int field() {
        return field;
    }

    /** {@return an integer or the number of an enum's constant} */
    long number() {
        require(VARINT);
        return varint();
    }

    /** {@return the number of an enum's constant; −1 for one that can't be} */
    int constant() {
        long value = number();
        return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** {@return a number of 32 bits} */
    float real() {
        require(FIXED_32);
        requireLeft(Float.BYTES);
        return in.getFloat();
    }

    /** {@return a view of bytes or of a message, in little-endian order} */
    ByteBuffer bytes() {
        require(LENGTH_DELIMITED);
        long length = varint();
        requireLeft(length);
        ByteBuffer view = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return view;
    }

    /** {@return a text; what is no UTF-8 in it is replaced} */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** {@return a message within this one} */
    WireReader message() {
        return new WireReader(bytes());
    }

    /**
     * Reads a pair of texts ({@code StringStringEntryProto}).
     *
     * @param entries what takes it
     */
    void entry(Map<String, String> entries) {
        WireReader pair = message();
        String key = "";
        String value = "";
        while (pair.next()) {
            switch (pair.field) {
                case KEY -> key = pair.text();
                case VALUE -> value = pair.text();
                default -> pair.skip();
            }
        }
        entries.put(key, value);
    }

    /**
     * Reads one integer, or all of a packed field.
     *
     * @param values what takes them
     */
    void numbers(List<Long> values) {
        if (type == VARINT) {
            values.add(varint());
            return;
        }
        WireReader packed = message();
        while (packed.in.hasRemaining()) {
            values.add(packed.varint());
        }
    }

    /**
     * Reads one number of 32 bits, or all of a packed field.
     *
     * @param values what takes them
     */
    void reals(List<Float> values) {
        if (type == FIXED_32) {
            values.add(real());
            return;
        }
        WireReader packed = message();
        while (packed.in.hasRemaining()) {
            packed.requireLeft(Float.BYTES);
            values.add(packed.in.getFloat());
        }
    }

    /**
     * Reads one number of 32 or 64 bits, or all of a packed field, as they lie in the file.
     *
     * @param size the bytes of a number: 4 or 8
     */
    ByteBuffer fixed(int size) {
        if (type == LENGTH_DELIMITED) {
            return bytes();
        }
        require(size == Float.BYTES ? FIXED_32 : FIXED_64);
        requireLeft(size);
        ByteBuffer view = in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + size);
        return view;
    }

    /** Passes over the field. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case LENGTH_DELIMITED -> bytes();
            case FIXED_32 -> fixed(Float.BYTES);
            case FIXED_64 -> fixed(Double.BYTES);
            default -> throw wrongType();
        }
    }

    private void require(int wanted) {
        if (type != wanted) {
            throw wrongType();
        }
    }

    private IllegalArgumentException wrongType() {
        return new IllegalArgumentException("field " + field + " of a message has the wire type "
                + type + ", which it can't have");
    }

    private void requireLeft(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a field must end within its message, but "
                    + Long.toUnsignedString(length) + " bytes are announced where "
                    + in.remaining() + " are left");
        }
    }

    /** Seven bits at a time, the lowest first; the top bit says that more follow. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
            requireLeft(1);
            byte next = in.get();
            value |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("an integer must have at most 10 bytes, but one has"
                + " more");
    }
}
