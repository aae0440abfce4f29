/** The MNIST data set, the IDX files it comes in, own pictures made like it, and the LeNet-5 networks. */
@org.jspecify.annotations.NullMarked module dev.lanewise.mnist {
    requires transitive dev.lanewise.engine;
    requires static org.jspecify;

    exports dev.lanewise.mnist;
    exports dev.lanewise.mnist.outlier;
    exports dev.lanewise.mnist.picture;
}
