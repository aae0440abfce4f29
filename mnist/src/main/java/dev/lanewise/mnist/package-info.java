/**
 * The MNIST data set and folders like it, the IDX files they come in, and the LeNet-5 networks. Begin with {@link
 * dev.lanewise.mnist.Mnist} for data, {@link dev.lanewise.mnist.Lenet5} and {@link dev.lanewise.mnist.TinyNetworks} for
 * networks. {@link dev.lanewise.mnist.Mnist#load()} needs the artifact {@code lanewise-mnist-images} beside this one.
 *
 * {@snippet lang=java :
 * Dataset fashion = Mnist.load(file).test(); // a folder of four IDX files
 * Network network = Lenet5.of(Activation.RELU, fashion.classes());
 * IO.println(network.parameterCount() + ", " + Lenet5.pretrained().classNames());
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist;
