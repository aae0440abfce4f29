package dev.lanewise.onnx.proto;

import static dev.lanewise.onnx.proto.WireReader.FIXED_32;
import static dev.lanewise.onnx.proto.WireReader.GROUP_BITS;
import static dev.lanewise.onnx.proto.WireReader.LENGTH_DELIMITED;
import static dev.lanewise.onnx.proto.WireReader.MORE;
import static dev.lanewise.onnx.proto.WireReader.TYPE_BITS;
import static dev.lanewise.onnx.proto.WireReader.VARINT;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes one message in the wire format of protocol buffers, field by field: a key (field number
 * and wire type), then the value. Equal calls write equal bytes. Not safe for use by several threads.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An integer or the number of an enum's constant. */
    WireWriter number(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /** A number of 32 bits. */
    WireWriter real(int field, float value) {
        key(field, FIXED_32);
        out.writeBytes(floatBytes(value));
        return this;
    }

    /** A text. */
    WireWriter text(int field, String value) {
        return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** A text, unless it is empty. */
    WireWriter optionalText(int field, String value) {
        return value.isEmpty() ? this : text(field, value);
    }

    /** Bytes, of which the position stays where it is. */
    WireWriter bytes(int field, ByteBuffer value) {
        key(field, LENGTH_DELIMITED);
        varint(value.remaining());
        if (value.hasArray()) {
            out.write(value.array(), value.arrayOffset() + value.position(), value.remaining());
        } else {
            byte[] copy = new byte[value.remaining()];
            value.get(value.position(), copy);
            out.writeBytes(copy);
        }
        return this;
    }

    /** A message within this one. */
    WireWriter message(int field, Consumer<WireWriter> content) {
        WireWriter inner = new WireWriter();
        content.accept(inner);
        return bytes(field, inner.view());
    }

    /** A pair of texts ({@code StringStringEntryProto}). */
    WireWriter entry(int field, String key, String value) {
        return message(field, pair -> pair.text(WireReader.KEY, key).text(WireReader.VALUE, value));
    }

    private void key(int field, int type) {
        varint(((long) field << TYPE_BITS) | type);
    }

    private static byte[] floatBytes(float value) {
        return ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
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

    private ByteBuffer view() {
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** {@return the message so far} */
    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
