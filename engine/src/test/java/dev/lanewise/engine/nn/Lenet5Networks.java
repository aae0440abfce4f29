package dev.lanewise.engine.nn;

/** The LeNet-5 family, for tests of the engine alone. */
public final class Lenet5Networks {
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    private Lenet5Networks() {}

    /** The network of 61,706 parameters, with one activation throughout. */
    public static Network standard(Activation activation) {
        return features(activation).dense(120)
                .layer(activation)
                .dense(84)
                .layer(activation)
                .dense(CLASSES)
                .build();
    }

    /** The article's network of 51,902 parameters: without the layer of 84. */
    public static Network article() {
        return features(Activation.RELU).dense(120).relu().dense(CLASSES).build();
    }

    private static Network.Builder features(Activation activation) {
        return Network.input(1, SIDE, SIDE)
                .conv2d(6, 5, Padding.SAME)
                .maxPool(2)
                .layer(activation)
                .conv2d(16, 5)
                .maxPool(2)
                .layer(activation);
    }
}
