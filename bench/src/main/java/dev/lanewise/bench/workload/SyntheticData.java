package dev.lanewise.bench.workload;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.nn.Shape;

import java.util.Random;

/**
 * Seeded data for benchmarks: what the numbers are does not matter for speed, as long as none is
 * denormal.
 */
public final class SyntheticData {
    private static final long SEED = 7;
    private static final int CLASSES = 10;
    private static final int SIZE = 28;

    private SyntheticData() {}

    /** Floats in [−1, 1). */
    public static float[] floats(int length) {
        Random random = new Random(SEED);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** Images of MNIST's shape with random pixels and labels. */
    public static Dataset images(int count) {
        Random random = new Random(SEED);
        byte[] pixels = new byte[count * SIZE * SIZE];
        random.nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(CLASSES);
        }
        return ImageDataset.of(new Shape(1, SIZE, SIZE), CLASSES, pixels, labels);
    }
}
