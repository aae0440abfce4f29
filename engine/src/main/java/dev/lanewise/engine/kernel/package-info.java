/**
 * The fast floor: functions over {@code float[]}, offsets and ints. {@link
 * dev.lanewise.engine.kernel.Kernels} is the contract, {@link
 * dev.lanewise.engine.kernel.ScalarKernels} the readable truth; the Vector API backend gives the
 * same bits.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.kernel;
