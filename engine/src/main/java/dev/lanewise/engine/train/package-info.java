/** Training: the loop, optimizers, schedules, and what listeners hear of it. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.train;
