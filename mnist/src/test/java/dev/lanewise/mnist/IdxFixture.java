package dev.lanewise.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files and folders of them. */
final class IdxFixture {
    private static final int UNSIGNED_BYTES = 0x08 << 8;

    private IdxFixture() {}

    /** An IDX file with any magic number, any extents in its header, and any bytes after it. */
    static byte[] idx(int magic, int[] extents, byte... values) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * extents.length + values.length).putInt(magic);
        for (int extent : extents) {
            file.putInt(extent);
        }
        return file.put(values).array();
    }

    /** A sound file of {@code count} images whose pixels count upwards from 0. */
    static byte[] images(int count, int height, int width) {
        byte[] pixels = new byte[count * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return idx(UNSIGNED_BYTES | 3, new int[]{count, height, width}, pixels);
    }

    /** A sound file of labels. */
    static byte[] labels(int... labels) {
        byte[] values = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = (byte) labels[i];
        }
        return idx(UNSIGNED_BYTES | 1, new int[]{labels.length}, values);
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[] first, byte... second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    /** Writes a whole data set of 3 training and 2 test images, 4×5 pixels each. */
    static void writeDataset(Path directory) throws IOException {
        Files.write(directory.resolve("train-images-idx3-ubyte"), images(3, 4, 5));
        Files.write(directory.resolve("train-labels-idx1-ubyte"), labels(7, 0, 9));
        Files.write(directory.resolve("t10k-images-idx3-ubyte"), images(2, 4, 5));
        Files.write(directory.resolve("t10k-labels-idx1-ubyte"), labels(1, 2));
    }
}
