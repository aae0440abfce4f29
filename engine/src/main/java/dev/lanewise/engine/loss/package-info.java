/** Losses: what training lowers, as values that bring their own computation. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.loss;
