/**
 * The four files of the MNIST database of handwritten digits, for {@code Mnist.load()} of the module {@code
 * dev.lanewise.mnist}. It stands apart, so that programs that only predict don't carry its 11 MB.
 *
 * <p>On the class path it is enough that the jar is there. On the module path somebody has to ask for the module, since
 * {@code dev.lanewise.mnist} does without: write {@code requires dev.lanewise.mnist.images;}.
 */
@SuppressWarnings("module") // The module that reads the files comes after this one.
@org.jspecify.annotations.NullMarked module dev.lanewise.mnist.images {
    requires static org.jspecify;

    exports dev.lanewise.mnist.images;

    opens dev.lanewise.mnist.images to dev.lanewise.mnist;
}
