/** Images of things that are no digits, drawn for a network that should be unsure of them. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist.outlier;
