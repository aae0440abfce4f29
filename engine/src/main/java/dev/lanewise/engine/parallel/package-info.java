/** Fork-join over tiles, in a pool of the engine's own or the caller's. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.parallel;
