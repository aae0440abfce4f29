/**
 * The MNIST data set, the IDX files it comes in, own pictures made like it, the LeNet-5 networks, and those
 * of MLPerf Tiny. MNIST's images are in a module of their own, {@code dev.lanewise.mnist.images}: programs
 * that only predict do without. What to read first: {@link dev.lanewise.mnist.Mnist}, {@link
 * dev.lanewise.mnist.Lenet5}, and the module {@code dev.lanewise.engine}.
 *
 * {@snippet lang=java :
 * Mnist mnist = Mnist.load();
 * Model model = Lenet5.pretrained();
 * IO.println(model.evaluate(mnist.test()));
 * }
 */
@org.jspecify.annotations.NullMarked module dev.lanewise.mnist {
    requires transitive dev.lanewise.engine;
    requires static dev.lanewise.mnist.images;
    requires static org.jspecify;

    exports dev.lanewise.mnist;
    exports dev.lanewise.mnist.outlier;
    exports dev.lanewise.mnist.picture;
}
