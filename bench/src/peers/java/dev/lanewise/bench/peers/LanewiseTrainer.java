package dev.lanewise.bench.peers;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;

import java.util.Arrays;

/**
 * This engine, through its public API: a step is an epoch of one batch, so that shuffling and the
 * check of all weights, once an epoch, count in full.
 */
final class LanewiseTrainer implements PeerTrainer {
    private final Trainer trainer;

    /**
     * Prepares a trainer.
     *
     * @throws IllegalArgumentException if the model is not that of {@link PeerData#model}, whose
     *     weights a trainer draws by itself
     */
    LanewiseTrainer(Model model, int batch, int threads, float learningRate) {
        trainer = PeerData.trainer()
                .optimizer(Adam.of(learningRate))
                .batchSize(batch)
                .threads(threads)
                .build();
        if (!Arrays.equals(trainer.model().parameters(), model.parameters())) {
            trainer.close();
            throw new IllegalArgumentException("Training must start from the weights that"
                    + " PeerData.model draws, but these are others; prepare it with that model.");
        }
    }

    @Override
    public float step(float[] images, int[] labels) {
        return (float) trainer.fit(new PeerData(images, labels), 1).epochs().getFirst().loss();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
