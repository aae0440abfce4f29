/** The MNIST data set and folders like it, the IDX files they come in, and the LeNet-5 networks. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist;
