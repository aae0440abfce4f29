package dev.lanewise.engine.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.random.CounterRandom;
import dev.lanewise.engine.random.CounterRandom.Purpose;
import dev.lanewise.engine.train.Trainer;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernels")
class AugmenterTest {
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    private static final int IMAGES = 600;
    private static final double MIDDLE = (SIDE - 1) / 2.0;
    private static final CounterRandom EPOCH_1 = new CounterRandom(1, Purpose.AUGMENTATION, 1);

    /** A blob of 5×5 pixels around a place. */
    private static float[] blob(int row, int column) {
        float[] image = new float[PIXELS];
        for (int r = row - 2; r <= row + 2; r++) {
            Arrays.fill(image, r * SIDE + column - 2, r * SIDE + column + 3, 255);
        }
        return image;
    }

    private static double center(float[] image, boolean ofRows) {
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < PIXELS; i++) {
            mass += image[i];
            moment += image[i] * (ofRows ? i / SIDE : i % SIDE);
        }
        return moment / mass;
    }

    /** What is measured of each image that the augmentation makes of one. */
    private static double[] measured(Augmentation augmentation, float[] image,
            ToDoubleFunction<float[]> measure) {
        Augmenter augmenter = new Augmenter(augmentation, new Shape(1, SIDE, SIDE),
                Kernels.auto().backend());
        double[] values = new double[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            float[] copy = image.clone();
            augmenter.apply(EPOCH_1, i, copy, 0);
            values[i] = measure.applyAsDouble(copy);
        }
        return values;
    }

    /**
     * Uniform on ±{@code range} around {@code middle}: the extremes lie within a fiftieth of it, the
     * mean within four standard errors, the deviation within a tenth.
     */
    private static void assertUniform(double middle, double range, double[] values) {
        double[] sorted = Arrays.stream(values).map(v -> v - middle).sorted().toArray();
        double tolerance = range / 50;
        assertEquals(-range, sorted[0], tolerance);
        assertEquals(range, sorted[IMAGES - 1], tolerance);
        double deviation = range / Math.sqrt(3);
        assertEquals(0, Arrays.stream(sorted).average().orElseThrow(),
                4 * deviation / Math.sqrt(IMAGES));
        double square = Arrays.stream(sorted).map(v -> v * v).average().orElseThrow();
        assertEquals(deviation, Math.sqrt(square), deviation / 10);
    }

    @Test
    void shiftsAreUniform() {
        assertUniform(14, 2, measured(Augmentation.shifts(), blob(14, 14), i -> center(i, true)));
        assertUniform(14, 2, measured(Augmentation.shifts(), blob(14, 14), i -> center(i, false)));
    }

    /** Seen from the middle of the image, a blob on the middle row goes round by the angle. */
    @Test
    void rotationIsUniform() {
        Augmentation turned = Augmentation.none().rotation(14);
        float[] image = blob(13, 22);
        double first = Math.toDegrees(Math.atan2(13 - MIDDLE, 22 - MIDDLE));
        assertUniform(first, 14, measured(turned, image, i -> Math.toDegrees(
                Math.atan2(center(i, true) - MIDDLE, center(i, false) - MIDDLE))));
    }

    /** The new distance from the middle is the old one over 1 + s: the ratio is uniform. */
    @Test
    void scaleIsUniform() {
        Augmentation scaled = Augmentation.none().scale(0.14);
        assertUniform(1, 0.14, measured(scaled, blob(14, 22),
                i -> (22 - MIDDLE) / (center(i, false) - MIDDLE)));
    }

    @Test
    void shearIsUniform() {
        Augmentation sheared = Augmentation.none().shear(0.2);
        assertUniform(0, 0.2, measured(sheared, blob(22, 14),
                i -> (14 - center(i, false)) / (22 - MIDDLE)));
        double[] rows = measured(sheared, blob(22, 14), i -> center(i, true));
        assertArrayEquals(new double[]{22, 22},
                new double[]{Arrays.stream(rows).min().orElseThrow(),
                        Arrays.stream(rows).max().orElseThrow()},
                1e-4);
    }

    /**
     * On a ramp the change of a pixel is its displacement along the ramp. Away from the edges it has
     * the deviation α/√3 · Σg² where Σg² ≈ 1/(2σ√π) for each axis: 1.38 pixels at α 34 and σ 4.
     */
    @Test
    void elasticDisplacementsHaveTheirDeviation() {
        float[] ramp = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            ramp[i] = i % SIDE;
        }
        Augmentation elastic = Augmentation.none().elasticity(34, 4);
        double[] moved = measured(elastic, ramp, i -> i[14 * SIDE + 14] - 14);
        double deviation = 34 / Math.sqrt(3) / (2 * 4 * Math.sqrt(Math.PI));
        assertEquals(0, Arrays.stream(moved).average().orElseThrow(),
                4 * deviation / Math.sqrt(IMAGES));
        double square = Arrays.stream(moved).map(v -> v * v).average().orElseThrow();
        assertEquals(deviation, Math.sqrt(square), deviation / 10);
        // Neighbours move together.
        double[] apart = measured(elastic, ramp,
                i -> i[14 * SIDE + 15] - 15 - (i[14 * SIDE + 14] - 14));
        assertTrue(Arrays.stream(apart).allMatch(d -> Math.abs(d) < 1), "a tear");
    }

    @Test
    void onlySeedEpochAndSampleMatter() {
        Dataset data = SyntheticImages.of(6, 12, 4, 1);
        Augmentation augmentation = Augmentation.elastic();
        float[] first = new AugmentedDataset(data, augmentation, 0, 3, 2).image(4).values();
        assertArrayEquals(first,
                new AugmentedDataset(data, augmentation, 0, 3, 2).image(4).values());
        assertFalse(Arrays.equals(first,
                new AugmentedDataset(data, augmentation, 0, 4, 2).image(4).values()));
        assertFalse(Arrays.equals(first,
                new AugmentedDataset(data, augmentation, 0, 3, 1).image(4).values()));
        assertFalse(Arrays.equals(first,
                new AugmentedDataset(data.select(0, 1, 2, 3, 3, 4), augmentation, 0, 3, 2)
                        .image(5)
                        .values()));
        assertArrayEquals(data.image(4).values(),
                new AugmentedDataset(data, Augmentation.none(), 0, 3, 2).image(4).values());
    }

    @Test
    void allChannelsMoveTogether() {
        float[] image = blob(10, 12);
        float[] three = new float[3 * PIXELS];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(image, 0, three, channel * PIXELS, PIXELS);
        }
        new Augmenter(Augmentation.elastic(), new Shape(1, SIDE, SIDE), Kernels.auto().backend())
                .apply(EPOCH_1, 5, image, 0);
        new Augmenter(Augmentation.elastic(), new Shape(3, SIDE, SIDE), Kernels.auto().backend())
                .apply(EPOCH_1, 5, three, 0);
        for (int channel = 0; channel < 3; channel++) {
            assertArrayEquals(image,
                    Arrays.copyOfRange(three, channel * PIXELS, (channel + 1) * PIXELS));
        }
    }

    /** The view is what the trainer feeds: training on it without augmentation is the same. */
    @Test
    void aTrainerFeedsTheSame() {
        Dataset data = SyntheticImages.of(75, 9, 4, 1);
        Network network = Network.input(1, 9, 9).conv2d(3, 3).relu().dense(4).build();
        Augmentation augmentation = Augmentation.elastic();
        float[] augmented = weights(network, data, augmentation);
        SameBits.assertSameBits(augmented,
                weights(network, new AugmentedDataset(data, augmentation, 0, 3, 1),
                        Augmentation.none()),
                "weights");
        assertFalse(Arrays.equals(augmented, weights(network, data, Augmentation.none())));
    }

    private static float[] weights(Network network, Dataset data, Augmentation augmentation) {
        try (Trainer trainer = SyntheticImages.trainer(network)
                .seed(3)
                .threads(2)
                .batchSize(32)
                .augmentation(augmentation)
                .build()) {
            trainer.fit(data, 1);
            return trainer.model().parameters();
        }
    }
}
