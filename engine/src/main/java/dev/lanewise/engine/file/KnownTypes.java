package dev.lanewise.engine.file;

import dev.lanewise.engine.lenet1998.Types1998;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;

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
     * The same, or a layer of a program's own, whose type has a dot in its name.
     *
     * @param own what makes those from their attributes, by type
     * @throws IllegalArgumentException if there is none
     */
    static Layer layer(String type, Map<String, Object> attributes,
            Map<String, Function<Map<String, Object>, CustomLayer>> own) {
        if (type.indexOf('.') < 0) {
            return layer(type, attributes);
        }
        Function<Map<String, Object>, CustomLayer> made = own.get(type);
        if (made == null) {
            throw new IllegalArgumentException("the layer type \"" + Quoted.of(type)
                    + "\" must be given with what makes it, by Model.load(file, layers)");
        }
        CustomLayer layer = made.apply(Collections.unmodifiableMap(attributes));
        if (!layer.type().equals(type)) {
            throw new IllegalArgumentException("the layer that was made for the type \"" + type
                    + "\" must be of it, but is of " + layer.type());
        }
        return layer;
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
