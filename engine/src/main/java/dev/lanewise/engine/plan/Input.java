package dev.lanewise.engine.plan;

/**
 * What a step reads.
 *
 * @param maps where its values lie, and where it leaves their gradient
 * @param wantsGradient whether anything before it has parameters that are trained
 */
public record Input(Maps maps, boolean wantsGradient) {}
