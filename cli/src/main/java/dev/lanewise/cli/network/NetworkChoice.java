package dev.lanewise.cli.network;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Mnist;
import java.util.Optional;

/** Which network is trained: a named one, or the user's own. Immutable. */
public sealed interface NetworkChoice permits NetworkKind, LayerText, NetworkFile {

    /** What {@code --network} takes, or {@code --layers} for layers in a line. */
    String word();

    /**
     * Its name.
     *
     * @param title whether it stands in a title
     */
    String name(boolean title);

    /** Whether there is an activation to be chosen with it, or at least to be named. */
    default boolean takesActivation() {
        return false;
    }

    /** The only activation that the network has, if it is part of it. */
    default Optional<Activation> ownActivation() {
        return Optional.empty();
    }

    /**
     * The network.
     *
     * @param activation between its layers, if it takes one
     * @param input shape of the images
     * @param classes number of classes of the data
     * @throws dev.lanewise.cli.base.UsageException if it can't be made for these
     */
    Network build(Activation activation, Shape input, int classes);

    /** A trainer of the network with its normalization and its loss. */
    default TrainerBuilder prepare(TrainerBuilder trainer) {
        return trainer.normalization(Mnist.NORMALIZATION);
    }
}
