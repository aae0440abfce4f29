package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.Quoted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The types of layers by their names in files. Immutable and safe for any number of threads. */
public final class LayerTypes {
    private final Map<String, Function<LayerAttributes.Reader, Layer>> types;

    private LayerTypes(Map<String, Function<LayerAttributes.Reader, Layer>> types) {
        this.types = types;
    }

    /** Those of the layers in this package. */
    public static LayerTypes core() {
        Map<String, Function<LayerAttributes.Reader, Layer>> types = new LinkedHashMap<>();
        types.put("conv2d", Conv2d::of);
        types.put("convTranspose2d", ConvTranspose2d::of);
        types.put("maxPool2d", MaxPool2d::of);
        types.put("averagePool2d", AveragePool2d::of);
        types.put("dense", Dense::of);
        types.put("constantPad2d", ConstantPad2d::of);
        types.put("batchNorm", BatchNorm::of);
        types.put("leakyRelu", LeakyRelu::of);
        types.put("elu", Elu::of);
        types.put("clip", Clip::of);
        types.put("groupNorm", GroupNorm::of);
        types.put("layerNorm", LayerNorm::of);
        types.put("dropout", Dropout::of);
        types.put("pRelu", from -> new PRelu());
        types.put("upsample2d", Upsample2d::of);
        types.put("flatten", from -> new Flatten());
        types.put("add", from -> new Add());
        types.put("concat", from -> new Concat());
        for (GlobalPool2d pool : GlobalPool2d.values()) {
            types.put(pool.type(), from -> pool);
        }
        for (Activation activation : Activation.values()) {
            types.put(activation.type(), from -> activation);
        }
        return new LayerTypes(types);
    }

    /**
     * These types and one more.
     *
     * @param made what makes a layer of it from its attributes
     * @throws IllegalArgumentException if there is one of that name
     */
    public LayerTypes with(String type, Function<LayerAttributes.Reader, Layer> made) {
        Map<String, Function<LayerAttributes.Reader, Layer>> more = new LinkedHashMap<>(types);
        if (more.put(type, made) != null) {
            throw new IllegalArgumentException("The name of a layer type must be new; you gave \""
                    + Quoted.of(type) + "\", which is one already.");
        }
        return new LayerTypes(more);
    }

    /** The names of all types. */
    public Set<String> names() {
        return Set.copyOf(types.keySet());
    }

    /**
     * The layer of a type with the given attributes, as {@link Layer#type} and {@link Layer#attributes}
     * tell them.
     *
     * @throws IllegalArgumentException if the type or an attribute is unknown, or one is missing or wrong
     */
    public Layer layer(String type, LayerAttributes attributes) {
        Function<LayerAttributes.Reader, Layer> made = types.get(type);
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
