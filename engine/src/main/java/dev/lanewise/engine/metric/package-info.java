/** How right a network is: what an evaluation on a data set tells. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.metric;
