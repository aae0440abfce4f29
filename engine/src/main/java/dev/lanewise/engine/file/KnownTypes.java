package dev.lanewise.engine.file;

import dev.lanewise.engine.lenet1998.Types1998;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.LayerTypes;
import dev.lanewise.engine.text.Attributes;

/** The kinds of layers and losses that files may name: the one list of the core's and all others. */
public final class KnownTypes {
    private static final LayerTypes LAYERS = Types1998.addTo(LayerTypes.core());

    private KnownTypes() {}

    /** The types of layers. */
    public static LayerTypes layers() {
        return LAYERS;
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
