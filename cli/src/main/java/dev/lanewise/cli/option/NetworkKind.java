package dev.lanewise.cli.option;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.Optional;

/** The networks that can be named on the command line, each with its inputs and its loss. */
public enum NetworkKind {
    /** LeNet-5 with 61,706 parameters. */
    LENET5,
    /** The network of Khuyen Le's article, without the dense layer of 84 units: 51,902 parameters. */
    LENET5_ARTICLE,
    /** The network of LeCun et al. 1998: 60,000 parameters. */
    LENET5_1998;

    /** The only activation that the network has, if it is part of it. */
    public Optional<Activation> ownActivation() {
        return this == LENET5_1998 ? Optional.of(Activation.SCALED_TANH) : Optional.empty();
    }

    /** Its name in a title. */
    public String title() {
        return switch (this) {
            case LENET5 -> "LeNet-5";
            case LENET5_ARTICLE -> "LeNet-5 of the article";
            case LENET5_1998 -> "LeNet-5 of 1998";
        };
    }

    /** The network with {@code activation} between its layers, or with its own. */
    public Network build(Activation activation) {
        return switch (this) {
            case LENET5 -> Lenet5.of(activation);
            case LENET5_ARTICLE -> Lenet5.article(activation);
            case LENET5_1998 -> Lenet5.of1998();
        };
    }

    /** A trainer of the network with its normalization and its loss. */
    TrainerBuilder prepare(TrainerBuilder trainer) {
        return switch (this) {
            case LENET5 -> trainer.normalization(Mnist.NORMALIZATION);
            case LENET5_ARTICLE -> trainer.normalization(Normalization.unit());
            case LENET5_1998 -> trainer.normalization(Lenet5.normalization1998())
                    .loss(Lenet5.loss1998());
        };
    }
}
