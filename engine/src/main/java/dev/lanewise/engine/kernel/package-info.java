/**
 * The kernels for programs that compute by themselves: matrix products, single layers on arrays in the order NCHW,
 * activations, softmax. Begin with {@link dev.lanewise.engine.kernel.Kernels#auto}; its {@link
 * dev.lanewise.engine.kernel.KernelInfo} says which kernels run, and why.
 *
 * {@snippet lang=java :
 * Kernels kernels = Kernels.auto();
 * float[] a = new float[64 * 32];
 * float[] b = new float[32 * 16];
 * float[] c = new float[64 * 16];
 * kernels.gemm(64, 16, 32, a, b, c); // c = a · b
 * float[] shares = new float[64 * 16];
 * kernels.softmax(64, 16, c, shares); // each row sums to 1
 * IO.println(kernels.info());
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.kernel;
