package dev.lanewise.bench.harness;

/**
 * What one core can do at most.
 *
 * @param peak operations a second of fused multiply-adds (FMA) on registers
 * @param l1Loads vectors loaded for each FMA that the core could do meanwhile, out of
 *     {@value CoreBench#L1_BYTES} bytes, which a first-level cache holds; not above 1 but by noise,
 *     since each is loaded for an FMA
 * @param l2Loads the same out of {@value CoreBench#L2_BYTES} bytes, which a second-level cache holds
 * @param farLoads the same out of {@value CoreBench#FAR_BYTES} bytes, from further out
 */
public record CoreLimits(Statistics peak, Statistics l1Loads, Statistics l2Loads,
        Statistics farLoads) {}
