package dev.lanewise.engine.kernel;

/** Which kernels are wanted. */
public enum KernelChoice {
    /** Vector kernels where they can run well, scalar ones elsewhere. */
    AUTO,
    /** Vector kernels, or an error that says why they can't run. */
    VECTOR,
    /** Scalar kernels. */
    SCALAR
}
