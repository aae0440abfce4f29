package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;
import java.util.function.Function;

/** What this package adds to the kinds that files can name. */
public final class Types1998 {
    /** Its layers by their types. */
    public static final Map<String, Function<LayerAttributes.Reader, Layer>> LAYERS = Map.of(
            "tableConv2d", TableConv2d::of, "subsample2d", Subsample2d::of, "rbf", Rbf::of);
    /** Its losses by their types. */
    public static final Map<String, Function<Attributes, Loss>> LOSSES = Map
            .of(MaximumAPosteriori.TYPE, MaximumAPosteriori::of);

    private Types1998() {}
}
