/** The files of the MNIST database. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist.images;
