package dev.lanewise.cli.train;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.mnist.Lenet5;

/** The networks that can be named on the command line. */
public enum NetworkKind {
    /** LeNet-5 with 61,706 parameters. */
    LENET5,
    /** The network of Khuyen Le's article, without the dense layer of 84 units: 51,902 parameters. */
    LENET5_ARTICLE;

    /** The network with {@code activation} between its layers. */
    public Network build(Activation activation) {
        return switch (this) {
            case LENET5 -> Lenet5.of(activation);
            case LENET5_ARTICLE -> Lenet5.article(activation);
        };
    }
}
