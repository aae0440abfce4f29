package dev.lanewise.mnist;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip (RFC 1952) to its very end, as gzip itself does: any number of members, then zeros that
 * fill up a block, and nothing else. The stream of the JDK calls itself for every member, reads the
 * texts of a header byte by byte, and ignores what follows the last member.
 */
final class Gunzip extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;
    /** Modification time, compression level, operating system. */
    private static final int UNUSED = 6;
    /** Names of files and comments are far shorter. */
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int SHORT = 0xffff;

    private final InputStream in;
    private final byte[] buffer = new byte[CHUNK];
    private int position;
    private int limit;
    /** Of the member's header, then of its content. */
    private final CRC32 checksum = new CRC32();
    private final Inflater inflater = new Inflater(true);
    private boolean begun;
    private boolean ended;

    /**
     * Reads nothing yet.
     *
     * @param in stands before the first member; closed with this stream
     */
    Gunzip(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /**
     * Reads decompressed bytes.
     *
     * @throws EOFException if the file ends within a member
     * @throws ZipException if it is damaged, or something else follows
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (!begun) {
            begun = true;
            readHeader();
        }
        while (!ended && length > 0) {
            int inflated = inflate(into, offset, length);
            if (inflated > 0) {
                checksum.update(into, offset, inflated);
                return inflated;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it wants a dictionary");
            } else if (!fill()) {
                throw new EOFException();
            } else {
                inflater.setInput(buffer, 0, limit);
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int inflate(byte[] into, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException(
                    Objects.requireNonNullElse(e.getMessage(), "invalid data")).initCause(e);
        }
    }

    /** Checks what was read of a member and goes to the next, or to the end. */
    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long found = checksum.getValue();
        if (littleEndian(Integer.BYTES) != found) {
            throw new ZipException("its checksum is wrong");
        }
        if (littleEndian(Integer.BYTES) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("its length is wrong");
        }
        if (position == limit && !fill()) {
            ended = true;
        } else if (buffer[position] == 0) {
            skipPadding();
            ended = true;
        } else {
            readHeader();
        }
    }

    private void skipPadding() throws IOException {
        do {
            while (position < limit) {
                if (buffer[position++] != 0) {
                    throw foreign();
                }
            }
        } while (fill());
    }

    private static ZipException foreign() {
        return new ZipException("other bytes follow its end");
    }

    /** Leaves the inflater and the checksum ready for the member's content. */
    private void readHeader() throws IOException {
        checksum.reset();
        if (next() != MAGIC_1 || next() != MAGIC_2) {
            throw foreign();
        }
        int method = next();
        if (method != DEFLATE) {
            throw new ZipException("its compression method is " + method + ", not " + DEFLATE);
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("its header has flags that nobody knows");
        }
        skip(UNUSED);
        if ((flags & EXTRA) != 0) {
            skip(next() | (next() << Byte.SIZE));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            long expected = checksum.getValue() & SHORT;
            if (littleEndian(Short.BYTES) != expected) {
                throw new ZipException("the checksum of its header is wrong");
            }
        }
        checksum.reset();
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        for (int i = 0; i < LONGEST_TEXT; i++) {
            if (next() == 0) {
                return;
            }
        }
        throw new ZipException("its header has a text of more than " + LONGEST_TEXT + " bytes");
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (i * Byte.SIZE);
        }
        return value;
    }

    /** A byte of a header or trailer. */
    private int next() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException();
        }
        checksum.update(buffer[position]);
        return Byte.toUnsignedInt(buffer[position++]);
    }

    /** Whether there is more in the buffer, which must be used up. */
    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
