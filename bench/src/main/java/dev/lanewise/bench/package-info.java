/**
 * JMH benchmarks of kernels, layers, training steps and inference, scalar and vector side by side,
 * with the machine's FMA peak measured in the same run. The benchmarks' own code is unit-tested.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.bench;
