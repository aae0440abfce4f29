package dev.lanewise.bench.peers;

import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;

/**
 * This engine, through its public API: a step is an epoch of one batch, so that shuffling and the
 * check of all weights, once an epoch, count in full.
 */
final class LanewiseTrainer implements PeerTrainer {
    private final PeerModel of;
    private final Trainer trainer;

    LanewiseTrainer(PeerModel of, int batch, int threads, float learningRate) {
        this.of = of;
        trainer = of.trainer()
                .optimizer(Adam.of(learningRate))
                .batchSize(batch)
                .threads(threads)
                .build();
    }

    @Override
    public float step(float[] images, int[] labels) {
        return (float) trainer.fit(new PeerData(of, images, labels), 1).epochs().getFirst().loss();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
