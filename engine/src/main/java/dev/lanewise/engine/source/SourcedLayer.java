package dev.lanewise.engine.source;

import dev.lanewise.engine.nn.Node;

/** A layer from beyond the core that can say how a generated class computes it. */
public interface SourcedLayer {

    /**
     * The expression that computes this layer.
     *
     * @param text the class, which is asked for weights and methods
     * @param node the layer in its place
     * @param input the name of its input
     */
    String expression(ClassText text, Node node, String input);
}
