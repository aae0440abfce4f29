package dev.lanewise.cli.testing;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A folder of four small IDX files: images of 28×28, each with a bright bar at a place that depends on its class. */
public final class TinyData {
    private static final int SIZE = 28;
    private static final int CLASSES = 10;
    private static final int LABELS_MAGIC = 0x801;
    private static final int IMAGES_MAGIC = 0x803;

    private TinyData() {}

    /** Writes {@code train} training and {@code test} test images of 28×28. */
    public static Path write(Path folder, int train, int test) throws IOException {
        return write(folder, train, test, SIZE);
    }

    /** Writes images of {@code size × size}. */
    public static Path write(Path folder, int train, int test, int size) throws IOException {
        return write(folder, train, test, size, size);
    }

    /** Writes images of any shape. */
    public static Path write(Path folder, int train, int test, int height, int width)
            throws IOException {
        Files.createDirectories(folder);
        writeSplit(folder, "train", train, height, width, new Random(1));
        writeSplit(folder, "t10k", test, height, width, new Random(2));
        return folder;
    }

    private static void writeSplit(Path folder, String split, int count, int height, int width,
            Random random) throws IOException {
        try (DataOutputStream images = open(folder, split + "-images-idx3-ubyte");
                DataOutputStream labels = open(folder, split + "-labels-idx1-ubyte")) {
            images.writeInt(IMAGES_MAGIC);
            images.writeInt(count);
            images.writeInt(height);
            images.writeInt(width);
            labels.writeInt(LABELS_MAGIC);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                int label = i % CLASSES;
                labels.writeByte(label);
                for (int p = 0; p < height * width; p++) {
                    boolean bar = p / width / 2 == label + 1;
                    images.writeByte(random.nextInt(60) + (bar ? 180 : 0));
                }
            }
        }
    }

    private static DataOutputStream open(Path folder, String name) throws IOException {
        return new DataOutputStream(
                new java.io.BufferedOutputStream(Files.newOutputStream(folder.resolve(name))));
    }
}
