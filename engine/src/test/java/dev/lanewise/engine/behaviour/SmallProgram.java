package dev.lanewise.engine.behaviour;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.function.UnaryOperator;

/** What the programs of these tests train: milliseconds, on several threads. */
final class SmallProgram {
    static final Dataset DATA = SyntheticImages.of(160, 9, 4, 3);
    static final Network NETWORK = Network.input(1, 9, 9)
            .conv2d(5, 3, Padding.SAME)
            .maxPool(2)
            .batchNorm()
            .silu()
            .dense(21)
            .relu()
            .dense(4)
            .build();
    static final long SEED = 11;
    private static final int EPOCHS = 2;

    private SmallProgram() {}

    static TrainerBuilder builder() {
        return SyntheticImages.trainer(NETWORK)
                .optimizer(Adam.of(0.01))
                .batchSize(80)
                .threads(2)
                .seed(SEED);
    }

    /** Trains with further options. */
    static Model train(UnaryOperator<TrainerBuilder> options) {
        try (Trainer trainer = options.apply(builder()).build()) {
            trainer.fit(DATA, EPOCHS);
            return trainer.model();
        }
    }
}
