package dev.lanewise.bench.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in the wire format of protocol buffers, field by field: a key (field number
 * and wire type), then the value. Not safe for use by several threads.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int GROUP_BITS = 7;
    private static final int MORE = 0x80;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An integer or the number of an enum's constant. */
    ProtobufWriter number(int field, long value) {
        varint(((long) field << TYPE_BITS) | VARINT);
        varint(value);
        return this;
    }

    /** A number of 32 bits. */
    ProtobufWriter real(int field, float value) {
        varint(((long) field << TYPE_BITS) | FIXED_32);
        int bits = Integer.reverseBytes(Float.floatToIntBits(value));
        out.writeBytes(ByteBuffer.allocate(Float.BYTES).putInt(bits).array());
        return this;
    }

    /** A text. */
    ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes. */
    ProtobufWriter bytes(int field, byte[] value) {
        varint(((long) field << TYPE_BITS) | LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** A message within this one. */
    ProtobufWriter message(int field, ProtobufWriter value) {
        return bytes(field, value.toByteArray());
    }

    /** Seven bits at a time, the lowest first; the top bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            out.write((int) ((rest & (MORE - 1)) | MORE));
            rest >>>= GROUP_BITS;
        }
        out.write((int) rest);
    }

    /** The message so far. */
    byte[] toByteArray() {
        return out.toByteArray();
    }
}
