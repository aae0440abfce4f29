/** The optimizer of LeNet-5 of 1998. It stands above {@code train}, which doesn't know it. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.sdlm;
