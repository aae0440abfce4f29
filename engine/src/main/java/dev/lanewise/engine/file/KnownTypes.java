package dev.lanewise.engine.file;

import dev.lanewise.engine.lenet1998.Types1998;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.text.Attributes;
import java.util.Map;

/** The kinds of layers and losses that files may name: the one list of the core's and all others. */
public final class KnownTypes {
    private KnownTypes() {}

    /**
     * The layer of a type that has these attributes.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Layer layer(String type, Map<String, ?> attributes) {
        return Layer.of(type, attributes, Types1998.LAYERS);
    }

    /**
     * The loss that has these attributes.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Loss loss(Attributes attributes) {
        return Loss.of(attributes, Types1998.LOSSES);
    }
}
