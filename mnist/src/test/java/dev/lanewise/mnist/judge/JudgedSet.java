package dev.lanewise.mnist.judge;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.mnist.Mnist;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Images to judge a network by. */
final class JudgedSet {
    private static final Shape SHAPE = new Shape(1, 28, 28);
    private static final double WHITE = 255;

    private JudgedSet() {}

    /** Every n-th test digit with a corruption. */
    static Dataset corrupted(Corruption corruption, int every) {
        Dataset digits = Mnist.load().test();
        Random random = new Random(7);
        int count = digits.size() / every;
        byte[] pixels = new byte[count * SHAPE.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            float[] values = digits.image(i * every).values();
            double[] image = new double[values.length];
            for (int k = 0; k < image.length; k++) {
                image[k] = values[k] / WHITE;
            }
            put(corruption.of(image, random), pixels, i);
            labels[i] = (byte) digits.label(i * every);
        }
        return ImageDataset.of(SHAPE, 10, pixels, labels);
    }

    /** Pictures of an oddity; their labels mean nothing. */
    static Dataset odd(Oddity oddity, int count) {
        Random random = new Random(11 + oddity.ordinal());
        return drawn(count, 10, i -> oddity, i -> 0, random);
    }

    /** Pictures of all oddities in turn, of which each is a class. */
    static Dataset oddities(int each, long seed) {
        Oddity[] all = Oddity.values();
        return drawn(each * all.length, all.length, i -> all[i % all.length], i -> i % all.length,
                new Random(seed));
    }

    private static Dataset drawn(int count, int classes, IntFunction<Oddity> oddity,
            IntUnaryOperator label, Random random) {
        byte[] pixels = new byte[count * SHAPE.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            put(oddity.apply(i).draw(random), pixels, i);
            labels[i] = (byte) label.applyAsInt(i);
        }
        return ImageDataset.of(SHAPE, classes, pixels, labels);
    }

    private static void put(double[] image, byte[] pixels, int index) {
        for (int k = 0; k < image.length; k++) {
            pixels[index * image.length + k] = (byte) Math.round(WHITE * image[k]);
        }
    }
}
