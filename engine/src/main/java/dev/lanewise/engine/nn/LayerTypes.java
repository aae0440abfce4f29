package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.Quoted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The types of layers by their names in files. */
public final class LayerTypes {
    private static final Map<String, Function<LayerAttributes.Reader, Layer>> TYPES = types();

    private LayerTypes() {}

    private static Map<String, Function<LayerAttributes.Reader, Layer>> types() {
        Map<String, Function<LayerAttributes.Reader, Layer>> types = new LinkedHashMap<>();
        types.put("conv2d", Conv2d::of);
        types.put("maxPool2d", MaxPool2d::of);
        types.put("averagePool2d", AveragePool2d::of);
        types.put("dense", Dense::of);
        types.put("constantPad2d", ConstantPad2d::of);
        types.put("tableConv2d", TableConv2d::of);
        types.put("subsample2d", Subsample2d::of);
        types.put("rbf", Rbf::of);
        types.put("batchNorm", BatchNorm::of);
        types.put("leakyRelu", LeakyRelu::of);
        types.put("elu", Elu::of);
        types.put("clip", Clip::of);
        types.put("groupNorm", GroupNorm::of);
        types.put("layerNorm", LayerNorm::of);
        types.put("dropout", Dropout::of);
        types.put("flatten", from -> new Flatten());
        types.put("add", from -> new Add());
        types.put("concat", from -> new Concat());
        for (Activation activation : Activation.values()) {
            types.put(activation.type(), from -> activation);
        }
        return types;
    }

    /** The names of all types. */
    public static Set<String> names() {
        return Set.copyOf(TYPES.keySet());
    }

    /**
     * The layer of a type with the given attributes, as {@link Layer#type} and {@link Layer#attributes}
     * tell them.
     *
     * @throws IllegalArgumentException if the type or an attribute is unknown, or one is missing or wrong
     */
    public static Layer layer(String type, LayerAttributes attributes) {
        Function<LayerAttributes.Reader, Layer> made = TYPES.get(type);
        if (made == null) {
            throw new IllegalArgumentException(
                    "the layer type \"" + Quoted.of(type) + "\" is unknown to this version");
        }
        LayerAttributes.Reader reader = attributes.reader();
        Layer layer = made.apply(reader);
        reader.end();
        return layer;
    }
}
