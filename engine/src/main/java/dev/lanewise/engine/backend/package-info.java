/**
 * What computes: {@link dev.lanewise.engine.backend.Backend} is the contract of all kernels, {@link
 * dev.lanewise.engine.backend.ScalarKernels} its plain truth, and {@code backend.vector} gives the same bits
 * on the Vector API. Everything works on plain arrays, in the order CHWN for a tile of images. Not
 * exported: programs use {@code kernel}.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.backend;
