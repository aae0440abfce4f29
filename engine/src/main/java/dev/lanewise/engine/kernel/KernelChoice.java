package dev.lanewise.engine.kernel;

/**
 * Which kernels are wanted.
 *
 * @since 0.1.0
 */
public enum KernelChoice {
    /** Vector kernels where they can run well, else portable ones where those can, else scalar ones. */
    AUTO,
    /** Vector kernels, or an error that says why they can't run. */
    VECTOR,
    /**
     * Plain loops that the virtual machine's C2 compiler makes to vectors, without the Vector API; or an error
     * that says why they can't run.
     */
    PORTABLE,
    /** Scalar kernels. */
    SCALAR
}
