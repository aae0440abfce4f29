/**
 * The kernels for virtual machines without the Vector API, to the bits of the scalar ones: plain loops that
 * HotSpot's C2 compiler makes to vectors by itself. {@link
 * dev.lanewise.engine.backend.portable.RowProducts} says what such a loop must look like. {@code
 * kernel.KernelSelection} chooses them.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.backend.portable;
