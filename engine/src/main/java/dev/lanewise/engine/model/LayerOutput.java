package dev.lanewise.engine.model;

import dev.lanewise.engine.nn.Node;

/**
 * What one layer made of one sample.
 *
 * @param node the layer in its place, with its name and the shape of its output
 * @param values its output in the order channel, row, column
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record LayerOutput(Node node, float[] values) {}
