package dev.lanewise.bench.harness;

import dev.lanewise.bench.workload.Workload;

/**
 * A workload on scalar and on vector kernels, with the machine's limit measured between their
 * samples: its FMA peak, or, where bandwidth bounds the workload, the bandwidth of a pass that moves
 * as many bytes. Rates are operations a second, or bytes a second where bandwidth bounds.
 */
public record Comparison(Workload workload, Statistics scalar, Statistics vector,
        Statistics limit) {

    /** How many times as fast the vector kernels are. */
    public double speedUp() {
        return vector.median() / scalar.median();
    }

    /** Which share of the limit the vector kernels reach. */
    public double fractionOfLimit() {
        return vector.median() / limit.median();
    }

    /**
     * Turns a rate of this workload into operations a second.
     *
     * @param rate one of this comparison's medians
     */
    public double flopsPerSecond(double rate) {
        return workload.isBandwidthBound() ? rate * workload.intensity() : rate;
    }
}
