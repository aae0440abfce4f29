package dev.lanewise.bench.peers;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.TinyNetworks;

/** What the peers compute: LeNet-5 with SiLU, and the networks of MLPerf Tiny at their own sizes. */
@SuppressWarnings("ImmutableEnumChecker") // A network is immutable, but not to be annotated so.
public enum PeerModel {
    /** LeNet-5 with SiLU. */
    LENET5(Lenet5.standard()),
    /** ResNet-8 on images of CIFAR-10's size. */
    RESNET8(TinyNetworks.resNet8(new Shape(3, 32, 32), 10)),
    /** DS-CNN on 49 frames of 10 coefficients. */
    DS_CNN(TinyNetworks.dsCnn(new Shape(1, 49, 10), 12)),
    /** MobileNetV1 at a quarter of its width. */
    MOBILENET(TinyNetworks.mobileNet(new Shape(3, 96, 96), 2)),
    /** The dense autoencoder, which is to put out what it is given. */
    AUTOENCODER(TinyNetworks.autoencoder(640));

    private final Network network;

    PeerModel(Network network) {
        this.network = network;
    }

    /** The network. */
    public Network network() {
        return network;
    }

    /** The network with the weights that our training begins with, for values as they are. */
    public Model model() {
        try (Trainer trainer = trainer().threads(1).build()) {
            return trainer.model();
        }
    }

    /** The options of a trainer that draws the weights of {@link #model}. */
    TrainerBuilder trainer() {
        return Trainer.of(network)
                .initializer(Initializer.GLOROT_UNIFORM)
                .normalization(Normalization.none());
    }

    /** Whether the targets are the inputs rather than classes. */
    boolean reproducesItsInput() {
        return this == AUTOENCODER;
    }
}
