/** Random numbers by counter: each depends on a seed, a purpose and an index alone. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.random;
