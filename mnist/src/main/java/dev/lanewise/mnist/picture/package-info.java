/** A picture of one handwritten digit made into an image such as those of MNIST. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist.picture;
