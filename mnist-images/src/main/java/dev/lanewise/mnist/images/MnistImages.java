package dev.lanewise.mnist.images;

/**
 * Marks the place of the MNIST files: {@code train-images-idx3-ubyte.gz}, {@code train-labels-idx1-ubyte.gz},
 * {@code t10k-images-idx3-ubyte.gz} and {@code t10k-labels-idx1-ubyte.gz} are resources beside this class. Programs
 * don't call it: {@code Mnist.load()} reads the files.
 *
 * @since 0.1.0
 */
public final class MnistImages {
    private MnistImages() {}
}
