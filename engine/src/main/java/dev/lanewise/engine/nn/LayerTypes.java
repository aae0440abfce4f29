package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What makes the layers of this package from their attributes, by the names of their types in files. */
final class LayerTypes {
    /** All of them; unmodifiable. */
    static final Map<String, Function<LayerAttributes.Reader, Layer>> CORE = Map.copyOf(core());

    private LayerTypes() {}

    private static Map<String, Function<LayerAttributes.Reader, Layer>> core() {
        Map<String, Function<LayerAttributes.Reader, Layer>> types = new HashMap<>();
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
        types.put("softmax", from -> new Softmax());
        types.put("logSoftmax", from -> new LogSoftmax());
        types.put("flatten", from -> new Flatten());
        types.put("add", from -> new Add());
        types.put("concat", from -> new Concat());
        for (GlobalPool2d pool : GlobalPool2d.values()) {
            types.put(pool.type(), from -> pool);
        }
        for (Activation activation : Activation.values()) {
            types.put(activation.type(), from -> activation);
        }
        return types;
    }
}
