/**
 * How a network is computed: it is compiled for a tile of images into a list of steps whose buffers
 * are all allocated once. A {@link dev.lanewise.engine.plan.Plan} belongs to one thread at a time;
 * parameters are shared and read-only while it runs. A layer from beyond the core comes with its own step
 * ({@link dev.lanewise.engine.plan.ComputedLayer}).
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.plan;
