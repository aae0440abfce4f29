package dev.lanewise.cli.network;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import dev.lanewise.mnist.TinyNetworks;
import java.util.Optional;

/** The networks that can be named on the command line, each with its inputs and its loss. */
public enum NetworkKind implements NetworkChoice {
    /** LeNet-5 with 61,706 parameters. */
    LENET5,
    /** The network of Khuyen Le's article, without the dense layer of 84 units: 51,902 parameters. */
    LENET5_ARTICLE,
    /** The network of LeCun et al. 1998: 60,000 parameters. */
    LENET5_1998,
    /** MLPerf Tiny's network for image classification. */
    RESNET8,
    /** MLPerf Tiny's network for keyword spotting. */
    DS_CNN,
    /** MLPerf Tiny's network for visual wake words, a quarter as wide as MobileNet. */
    MOBILENET;

    private static final int DIGITS = 10;

    @Override
    public String word() {
        return Choice.name(this);
    }

    @Override
    public String name(boolean title) {
        return title ? title() : word();
    }

    /** Whether it is one of MLPerf Tiny's, with a recipe of its own name. */
    public boolean isTiny() {
        return this == RESNET8 || this == DS_CNN || this == MOBILENET;
    }

    private String title() {
        return switch (this) {
            case LENET5 -> "LeNet-5";
            case LENET5_ARTICLE -> "LeNet-5 of the article";
            case LENET5_1998 -> "LeNet-5 of 1998";
            case RESNET8 -> "ResNet-8";
            case DS_CNN -> "DS-CNN";
            case MOBILENET -> "MobileNet ×0.25";
        };
    }

    @Override
    public boolean takesActivation() {
        return true;
    }

    @Override
    public Optional<Activation> ownActivation() {
        return switch (this) {
            case LENET5, LENET5_ARTICLE -> Optional.empty();
            case LENET5_1998 -> Optional.of(Activation.SCALED_TANH);
            case RESNET8, DS_CNN, MOBILENET -> Optional.of(Activation.RELU);
        };
    }

    @Override
    public Network build(Activation activation, Shape input, int classes) {
        return switch (this) {
            case LENET5 -> Lenet5.of(activation, classes);
            case LENET5_ARTICLE -> Lenet5.article(activation, classes);
            case LENET5_1998 -> of1998(classes);
            case RESNET8 -> TinyNetworks.resNet8(input, classes);
            case DS_CNN -> TinyNetworks.dsCnn(input, classes);
            case MOBILENET -> TinyNetworks.mobileNet(input, classes);
        };
    }

    /** Its outputs are distances from drawings of the ten digits. */
    private static Network of1998(int classes) {
        if (classes > DIGITS) {
            throw new UsageException("--network lenet5-1998 must have data of at most ten classes;"
                    + " you gave data of " + classes + "; choose another network.");
        }
        return Lenet5.of1998();
    }

    @Override
    public TrainerBuilder prepare(TrainerBuilder trainer) {
        return switch (this) {
            case LENET5, RESNET8, DS_CNN, MOBILENET -> trainer.normalization(Mnist.NORMALIZATION);
            case LENET5_ARTICLE -> trainer.normalization(Normalization.unit());
            case LENET5_1998 -> trainer.normalization(Lenet5.normalization1998())
                    .loss(Lenet5.loss1998());
        };
    }
}
