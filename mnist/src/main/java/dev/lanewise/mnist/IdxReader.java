package dev.lanewise.mnist;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * Reads an IDX file of unsigned bytes, plain or gzip-compressed (decided by its content, not its
 * name). The format: two zero bytes, the type of the values, the number of dimensions, each extent
 * as a big-endian {@code int}, the values.
 *
 * <p>The values go straight into their final array, and through SHA-256 while they are in the
 * cache. A header is not believed: the array begins no larger than the stored size makes plausible
 * and grows with what is really there, so that a few bytes which claim gigabytes cost none.
 */
final class IdxReader implements Closeable {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int CHUNK = 1 << 16;
    private static final int MAX_VALUES = Integer.MAX_VALUE - 8;
    /** MNIST shrinks to a fifth; the array of a file that shrank far more is grown in steps. */
    private static final int PLAUSIBLE_EXPANSION = 16;

    private final String source;
    private final InputStream in;
    private final long plausibleSize;
    private final MessageDigest digest = newSha256();

    private IdxReader(String source, InputStream stored) throws IOException {
        this.source = source;
        long storedSize = Math.max(stored.available(), CHUNK);
        byte[] start = stored.readNBytes(2);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), stored);
        boolean compressed = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
        this.in = compressed ? new Gunzip(whole) : whole;
        this.plausibleSize = compressed ? PLAUSIBLE_EXPANSION * storedSize : storedSize;
    }

    /**
     * Reads a file.
     *
     * @param rank number of dimensions it must have
     * @throws DataException if it is missing, can't be read, or is damaged
     */
    static IdxFile read(Path file, int rank) {
        try {
            // A pipe or a device would be waited for, or never end.
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isRegularFile()) {
                throw new DataException(file + ": it must be an IDX file, but is "
                        + (found.isDirectory() ? "a folder" : "a pipe or a device")
                        + "; put the file there.");
            }
            return read(file.toString(), Files.newInputStream(file), rank);
        } catch (IOException e) {
            throw DataException.unreadable(file.toString(), e);
        }
    }

    /**
     * Reads a stream to its end and closes it.
     *
     * @param source where it comes from, for messages
     * @param rank number of dimensions it must have
     * @throws DataException if it can't be read or is damaged
     */
    static IdxFile read(String source, InputStream stored, int rank) {
        try (stored; IdxReader reader = new IdxReader(source, stored)) {
            return reader.read(rank);
        } catch (EOFException e) {
            throw new DataException(source + ": the gzip file ends too early; fetch it again.", e);
        } catch (ZipException e) {
            throw new DataException(source + ": the gzip file is damaged ("
                    + e.getMessage() + "); fetch it again.", e);
        } catch (IOException e) {
            throw DataException.unreadable(source, e);
        }
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private IdxFile read(int rank) throws IOException {
        checkMagic(header(Integer.BYTES), rank);
        ByteBuffer extents = ByteBuffer.wrap(header(rank * Integer.BYTES));
        List<Integer> dimensions = new ArrayList<>();
        while (extents.hasRemaining()) {
            dimensions.add(extents.getInt());
        }
        byte[] values = values(size(dimensions));
        return new IdxFile(source, dimensions, values, digest.digest());
    }

    private byte[] header(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw damaged("the file ends within its IDX header", "fetch it again");
        }
        digest.update(bytes);
        return bytes;
    }

    private void checkMagic(byte[] magic, int rank) {
        if (magic[0] != 0 || magic[1] != 0) {
            throw damaged("an IDX file must begin with the bytes 00 00; this one begins with "
                    + hex(magic),
                    "put the original file there, plain or gzip-compressed");
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw damaged("its values must be of IDX type 08 (unsigned byte), but are of type "
                    + hex(magic[2]),
                    "convert the values to unsigned bytes");
        }
        if (magic[3] != rank) {
            throw damaged("it must be an IDX file of rank " + rank + ", but has rank "
                    + Byte.toUnsignedInt(magic[3]),
                    "images have rank 3 and labels rank 1, so check which file is which");
        }
    }

    private static String hex(byte... bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    private int size(List<Integer> dimensions) {
        long size = 1;
        for (int extent : dimensions) {
            if (extent < 1) {
                throw damaged("the extents in its header must be at least 1, but are "
                        + extents(dimensions), "fetch it again");
            }
            size *= extent;
            if (size > MAX_VALUES) {
                throw damaged("its header must claim at most " + MAX_VALUES
                        + " values, but claims " + extents(dimensions),
                        "fetch it again or split it");
            }
        }
        return (int) size;
    }

    private static String extents(List<Integer> dimensions) {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    private byte[] values(int size) throws IOException {
        byte[] values = new byte[(int) Math.min(size, plausibleSize)];
        int filled = 0;
        while (filled < size) {
            if (filled == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(size, 2L * filled));
            }
            int read = in.read(values, filled, Math.min(CHUNK, values.length - filled));
            if (read < 0) {
                throw damaged(hasOtherThan(size) + "only " + filled,
                        "it is cut off, so fetch it again");
            }
            digest.update(values, filled, read);
            filled += read;
        }
        if (in.read() >= 0) {
            throw damaged(hasOtherThan(size) + "more bytes after them", "fetch it again");
        }
        return values;
    }

    private static String hasOtherThan(int size) {
        return "it must have " + size + " values, as its header says, but has ";
    }

    private DataException damaged(String how, String mend) {
        return new DataException(source + ": " + how + "; " + mend + ".");
    }
}
