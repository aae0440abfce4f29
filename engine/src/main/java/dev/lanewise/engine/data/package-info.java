/** Samples and their order: data sets, normalization, and counter-based randomness. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.data;
