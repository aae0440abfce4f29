/** The MNIST data set, the IDX files it comes in, and the LeNet-5 networks. */
@org.jspecify.annotations.NullMarked module dev.lanewise.mnist {
    requires transitive dev.lanewise.engine;
    requires static org.jspecify;

    exports dev.lanewise.mnist;
}
