package dev.lanewise.engine.file;

import dev.lanewise.engine.nn.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of a safetensors file that is being read: the header first, then what is asked for. Nothing is
 * allocated before its size was checked against the file's.
 *
 * @param what how a sentence about the file begins
 * @param channel at the file's first byte
 * @param size bytes of the file
 */
record TensorSource(String what, ReadableByteChannel channel, long size) {

    ModelFormatException damaged(String how) {
        return new ModelFormatException(what + " is damaged or isn't a safetensors file: " + how
                + "; write it again or take it from a backup.");
    }

    /** The first bytes of a file with this header. */
    static ByteBuffer length(byte[] header) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .flip();
    }

    /** Reads the header. */
    byte[] header() throws IOException {
        if (size < Long.BYTES) {
            throw damaged("it must have at least " + Long.BYTES + " bytes, but has " + size);
        }
        ByteBuffer first = fill(ByteBuffer.allocate(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        long length = first.getLong(0);
        long most = Math.min(TensorFile.MOST_HEADER, size - Long.BYTES);
        if (length < 2 || length > most) {
            ByteBuffer start = ByteBuffer.allocate((int) Math.min(FileKind.BYTES, size)).put(first);
            Optional<FileKind> other = FileKind.of(fill(start).array());
            if (other.isPresent()) {
                throw new ModelFormatException(what + " can't be read: it must be a safetensors"
                        + " file, but is " + other.get().name() + "; " + other.get().mend());
            }
            throw damaged("its header must be 2 to " + most + " bytes long, but says "
                    + Long.toUnsignedString(length));
        }
        return fill(ByteBuffer.allocate((int) length)).array();
    }

    /** Fills a buffer with the next bytes. */
    ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged("it ended while it was read");
            }
        }
        return buffer.flip();
    }

    /** What a header says, by name. */
    Map<?, ?> entries(byte[] header) throws ModelFormatException {
        try {
            return NetworkText.object(Json.parse(new String(header, StandardCharsets.UTF_8)),
                    "the header");
        } catch (IllegalArgumentException e) {
            throw damaged("its header isn't valid JSON, as " + e.getMessage());
        }
    }
}
