/**
 * What is measured: pieces of the engine's work with their costs, and the kernels that measure the
 * machine itself. Nothing here knows how time is taken, so the JMH benchmarks and the harness behind
 * {@code lanewise bench} share it.
 *
 * <p>Costs follow one convention. Floating-point operations: a fused multiply-add is two; matrix
 * products and convolutions count their multiply-adds alone, element-wise kernels what their formula
 * says; comparisons, clamps and moves count nothing. Bytes are compulsory traffic: every operand read
 * once, every result written once, four bytes a float.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.bench.workload;
