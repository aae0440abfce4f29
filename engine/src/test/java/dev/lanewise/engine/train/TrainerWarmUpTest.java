package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer's warm-up. */
class TrainerWarmUpTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 64})
    void trainingAfterItIsTheSame(int batch) {
        Network network = Network.input(1, 6, 6).conv2d(3, 3).maxPool(2).silu().dense(4).build();
        Dataset data = SyntheticImages.of(100, 6, 4, 1);
        assertArrayEquals(weights(network, data, batch, false),
                weights(network, data, batch, true));
    }

    private static float[] weights(Network network, Dataset data, int batch, boolean warm) {
        TrainerBuilder builder = SyntheticImages.trainer(network)
                .ema(0.9)
                .batchSize(batch)
                .threads(2);
        if (warm) {
            builder.warmUp();
        }
        try (Trainer trainer = builder.build()) {
            trainer.fit(data, 1);
            return trainer.model().parameters();
        }
    }

    @Test
    void moreClassesThanALabelCanNameAndAnyRateWill() {
        Network network = Network.input(1, 4, 4).conv2d(2, 3).dense(300).build();
        assertDoesNotThrow(() -> SyntheticImages.trainer(network).optimizer(Sgd.of(1e30)).warmUp());
    }
}
