/**
 * The kernels on the Vector API: the only package that imports {@code jdk.incubator.vector}.
 * Reached by name from the package above, never imported.
 *
 * <p>Rules that keep the compiler's intrinsics: species are {@code static final}; no vector crosses
 * a method boundary or sits in a field, array, lambda or generic; accumulators are named locals;
 * one counted loop a method.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.backend.vector;
