/**
 * Images of things that are no digits, drawn for a network that should be unsure of them. Begin with {@link
 * dev.lanewise.mnist.outlier.NonDigits#draw}; samples of no class are trained to have no probable one.
 *
 * {@snippet lang=java :
 * Dataset more = train.concat(NonDigits.draw(1000, 1, train));
 * IO.println(more.label(more.size() - 1) == Dataset.NO_CLASS);
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist.outlier;
