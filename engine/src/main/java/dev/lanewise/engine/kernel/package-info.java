/**
 * The kernels for programs that compute by themselves: matrix products, single layers on arrays in the
 * order NCHW, activations, softmax. Begin with {@link dev.lanewise.engine.kernel.Kernels#auto}.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.kernel;
