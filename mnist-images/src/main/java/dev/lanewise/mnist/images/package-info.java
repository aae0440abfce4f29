/**
 * The files of the MNIST database. Nothing here is called: with this artifact on the class path, or its module required,
 * {@code Mnist.load()} of {@code dev.lanewise.mnist} finds them.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist.images;
