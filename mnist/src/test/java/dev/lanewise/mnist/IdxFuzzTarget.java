package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.testing.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** IDX files of images and of labels, as they come, and packed, which must make no difference. */
public final class IdxFuzzTarget implements FuzzTarget {
    private static final int IMAGES = 3;
    private static final int LABELS = 1;

    /** For {@link FuzzTarget}. */
    public IdxFuzzTarget() {}

    @Override
    public String name() {
        return "idx";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        byte[] images = file(6, 5, 5);
        byte[] labels = file(6);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(gzip(images));
        twice.write(gzip(new byte[0]));
        return List.of(images, labels, gzip(images), gzip(labels), twice.toByteArray());
    }

    /** A file with these extents and small values. */
    private static byte[] file(int... extents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x800 | extents.length);
        int size = 1;
        for (int extent : extents) {
            out.writeInt(extent);
            size *= extent;
        }
        for (int i = 0; i < size; i++) {
            out.writeByte(i % 10);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(file);
        }
        return bytes.toByteArray();
    }

    @Override
    public void read(byte[] file) throws IOException {
        boolean packed = file.length >= 2 && file[0] == 0x1f && file[1] == (byte) 0x8b;
        for (int rank : new int[]{IMAGES, LABELS}) {
            Optional<IdxFile> read = read(file, rank);
            if (packed) {
                continue;
            }
            Optional<IdxFile> unpacked = read(gzip(file), rank);
            assertEquals(read.isPresent(), unpacked.isPresent());
            if (read.isPresent()) {
                assertEquals(read.get().dimensions(), unpacked.get().dimensions());
                assertArrayEquals(read.get().values(), unpacked.get().values());
                assertArrayEquals(read.get().sha256(), unpacked.get().sha256());
            }
        }
    }

    private static Optional<IdxFile> read(byte[] file, int rank) {
        try {
            return Optional.of(IdxReader.read("input", new ByteArrayInputStream(file), rank));
        } catch (DataException e) {
            return Optional.empty();
        }
    }
}
