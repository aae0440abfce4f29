package dev.lanewise.engine.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.random.CounterRandom;
import dev.lanewise.engine.random.CounterRandom.Purpose;
import dev.lanewise.engine.train.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrupterTest {
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    private static final int IMAGES = 2000;
    private static final CounterRandom EPOCH_1 = new CounterRandom(1, Purpose.CORRUPTION, 1);

    /** A ring of ink. */
    private static float[] ring() {
        float[] image = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            double distance = Math.hypot(i / SIDE - 13.5, i % SIDE - 13.5);
            image[i] = distance > 5 && distance < 8 ? 255 : 0;
        }
        return image;
    }

    @ParameterizedTest
    @CsvSource({"0.25", "0.5", "1"})
    void theShareIsDamagedAndStaysInRange(double share) {
        Corrupter corrupter = new Corrupter(share, new Shape(1, SIDE, SIDE));
        float[] sound = ring();
        int damaged = 0;
        for (int i = 0; i < IMAGES; i++) {
            float[] image = sound.clone();
            corrupter.apply(EPOCH_1, i, image, 0);
            damaged += Arrays.equals(sound, image) ? 0 : 1;
            for (float pixel : image) {
                assertTrue(pixel >= 0 && pixel <= 255, "a pixel of " + pixel);
            }
        }
        // Within four standard errors; a line or a band may miss the image.
        double error = 4 * Math.sqrt(share * (1 - share) / IMAGES);
        assertEquals(share, (double) damaged / IMAGES, error + 0.02);
    }

    @Test
    void theSmallestImagesHaveRoom() {
        Corrupter corrupter = new Corrupter(1, new Shape(2, 8, 8));
        float[] image = new float[2 * 64];
        for (int i = 0; i < IMAGES; i++) {
            corrupter.apply(EPOCH_1, i, image, 0);
        }
        assertFalse(Arrays.equals(new float[128], image));
        Network small = Network.input(1, 7, 9).dense(2).build();
        assertThrows(IllegalArgumentException.class,
                () -> SyntheticImages.trainer(small).corruption(0.5));
        assertThrows(IllegalArgumentException.class,
                () -> SyntheticImages.trainer(small).corruption(1.5));
    }

    @Test
    void onlySeedEpochAndSampleMatter() {
        Dataset data = SyntheticImages.of(6, 12, 4, 1);
        float[] first = view(data, 3, 2).image(4).values();
        assertArrayEquals(first, view(data, 3, 2).image(4).values());
        assertFalse(Arrays.equals(first, view(data, 4, 2).image(4).values()));
        assertFalse(Arrays.equals(first, view(data, 3, 1).image(4).values()));
    }

    private static Dataset view(Dataset data, long seed, int epoch) {
        return new AugmentedDataset(data, Augmentation.none(), 1, seed, epoch);
    }

    /** The view is what the trainer feeds, whatever threads there are. */
    @Test
    void aTrainerFeedsTheSame() {
        Dataset data = SyntheticImages.of(75, 9, 4, 1);
        Network network = Network.input(1, 9, 9).conv2d(3, 3).relu().dense(4).build();
        float[] damaged = weights(network, data, 0.8, 1);
        SameBits.assertSameBits(damaged, weights(network, data, 0.8, 3), "weights");
        SameBits.assertSameBits(damaged,
                weights(network, new AugmentedDataset(data, Augmentation.none(), 0.8, 3, 1), 0, 2),
                "weights");
        assertFalse(Arrays.equals(damaged, weights(network, data, 0, 1)));
    }

    private static float[] weights(Network network, Dataset data, double share, int threads) {
        try (Trainer trainer = SyntheticImages.trainer(network)
                .seed(3)
                .threads(threads)
                .batchSize(32)
                .corruption(share)
                .build()) {
            trainer.fit(data, 1);
            return trainer.model().parameters();
        }
    }
}
