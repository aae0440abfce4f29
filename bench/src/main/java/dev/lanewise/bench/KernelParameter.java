package dev.lanewise.bench;

import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;

/** The kernels that a benchmark compares; names are JMH parameters. */
public enum KernelParameter {
    /** Plain loops. */
    SCALAR(KernelChoice.SCALAR),
    /** The Vector API. */
    VECTOR(KernelChoice.VECTOR),
    /** Plain loops that C2 makes to vectors. */
    PORTABLE(KernelChoice.PORTABLE);

    private final KernelChoice choice;

    KernelParameter(KernelChoice choice) {
        this.choice = choice;
    }

    /** The kernels. */
    public Kernels kernels() {
        return Kernels.of(choice);
    }
}
