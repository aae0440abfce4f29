package dev.lanewise.cli.predict;

import java.util.Objects;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as decoders read it. Unlike the streams of the JDK it holds no second copy, and
 * knows its length, against which decoders check what a file claims.
 */
final class PictureBytes extends ImageInputStreamImpl {
    private final byte[] content;
    private final Runnable before;

    /**
     * Reads a file.
     *
     * @param content the file; not copied
     * @param before what is done before a block is read
     */
    PictureBytes(byte[] content, Runnable before) {
        this.content = content;
        this.before = before;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < content.length ? Byte.toUnsignedInt(content[(int) streamPos++]) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        before.run();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= content.length) {
            return -1;
        }
        int count = (int) Math.min(length, content.length - streamPos);
        System.arraycopy(content, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return content.length;
    }
}
