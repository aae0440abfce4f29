package dev.lanewise.cli.network;

import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;

/** Layers in a line: {@code conv 12 5 same, maxpool 2, silu, dense}; see docs/networks.md. */
public final class LayerText implements NetworkChoice {
    private final String text;
    private final LayerPart layers;

    private LayerText(String text) {
        this.text = text;
        this.layers = new LayerParser(text).read();
    }

    /**
     * Reads a text.
     *
     * @throws UsageException if it is wrong; says where
     */
    public static LayerText of(String text) {
        return new LayerText(text);
    }

    @Override
    public String word() {
        return text;
    }

    @Override
    public String name(boolean title) {
        return title ? "Own network" : "own network";
    }

    @Override
    public Network build(Activation activation, Shape input, int classes) {
        Network.Builder network = Network.input(input.channels(), input.height(), input.width());
        Network built;
        try {
            layers.addTo(new LayerPart.Place(network, classes, input.channels()));
            built = network.build();
        } catch (ShapeException e) {
            throw new UsageException("--layers must fit images of " + input + "; you gave '" + text
                    + "': " + e.getMessage());
        }
        if (built.outputs() < classes) {
            throw new UsageException("--layers must end with an output for each of the " + classes
                    + " classes of the data; you gave '" + text + "', which has "
                    + built.outputs() + "; end it with dense.");
        }
        return built;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LayerText that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
