package dev.lanewise.engine.kernel;

/**
 * Which kernels run, and why.
 *
 * @param backend {@code vector}, {@code portable} or {@code scalar}
 * @param bits width of a vector in bits; 0 for kernels that don't choose it
 * @param fma whether the machine has fused multiply-add; without it the scalar kernels run, results
 *     are rounded twice, and they equal those of other machines without it only
 * @param reason why these kernels were chosen
 * @param advice the flag that would change the choice, or an empty text
 * @since 0.1.0
 */
public record KernelInfo(String backend, int bits, boolean fma, String reason, String advice) {

    /** One line for a log. */
    @Override
    public String toString() {
        return backend + (bits > 0 ? " " + bits + " bit" : "") + (fma ? "" : " without FMA") + ": "
                + reason + (advice.isEmpty() ? "" : " (" + advice + ")");
    }
}
