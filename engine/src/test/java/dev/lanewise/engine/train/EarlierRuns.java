package dev.lanewise.engine.train;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.lenet1998.MaximumAPosteriori;
import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.Subsample2d;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.sdlm.Sdlm;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Small runs whose checkpoints were written by earlier versions: they stand among the resources as
 * {@code earlier-<name>.checkpoint}, each taken in the middle of an epoch.
 */
enum EarlierRuns {
    STANDARD(convolutions(), b -> b.schedule(Schedule.oneCycle()).labelSmoothing(0.1).ema(0.9)),
    PLAIN(convolutions(), b -> b.optimizer(Sgd.of(0.1).weightDecay(0.001)).dropLast(true)),
    ADAM(convolutions(),
            b -> b.optimizer(Adam.adamW(0.01, 0.05))
                    .schedule(Schedule.cosine().warmup(0.2))
                    .ema(0.8)
                    .validation(validation())
                    .patience(2)),
    SDLM(layersOf1998(),
            b -> b.optimizer(new Sdlm(0.01, 0.3, 20))
                    .schedule(Schedule.of(Schedule.Curve.LECUN_1998))
                    .loss(new MaximumAPosteriori(4))),
    AUGMENTED(convolutions(),
            b -> b.optimizer(Sgd.momentum(0.02, 0.8))
                    .augmentation(Augmentation.elastic())
                    .corruption(0.5));

    static final int EPOCHS = 3;
    private static final int SIDE = 8;
    private static final int CLASSES = 4;

    private final Network network;
    private final UnaryOperator<TrainerBuilder> options;

    EarlierRuns(Network network, UnaryOperator<TrainerBuilder> options) {
        this.network = network;
        this.options = options;
    }

    private static Network convolutions() {
        return Network.input(1, SIDE, SIDE)
                .conv2d(3, 3)
                .maxPool(2)
                .silu()
                .averagePool(3)
                .dense(CLASSES)
                .build();
    }

    private static Network layersOf1998() {
        return Network.input(1, SIDE, SIDE)
                .layer(new ConstantPad2d(1, -0.1f))
                .conv2d(3, 3)
                .layer(Activation.SCALED_TANH)
                .layer(new Subsample2d(2))
                .layer(new TableConv2d(3, List.of(List.of(0, 1), List.of(2))))
                .layer(Activation.SCALED_TANH)
                .dense(6)
                .layer(new Rbf(List.of("++--+-", "--++-+", "+-+-+-", "------")))
                .build();
    }

    private static Dataset validation() {
        return SyntheticImages.of(30, SIDE, CLASSES, 2);
    }

    /** Of 44 samples: steps of 16, 16 and 12. */
    Dataset data() {
        return SyntheticImages.of(44, SIDE, CLASSES, 1);
    }

    TrainerBuilder trainer() {
        return options.apply(SyntheticImages.trainer(network)
                .seed(7)
                .batchSize(16)
                .threads(1)
                .normalization(Normalization.standard(0.1307, 0.3081)));
    }

    String file() {
        return "earlier-" + name().toLowerCase(Locale.ROOT) + ".checkpoint";
    }
}
