/** Networks as the text of a Java class that computes them, to the bits of the scalar kernels. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.source;
