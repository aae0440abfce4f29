package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.LayerTypes;
import dev.lanewise.engine.text.Attributes;
import java.util.Map;
import java.util.function.Function;

/** What this package adds to the kinds that files can name. */
public final class Types1998 {
    /** Its losses by their types. */
    public static final Map<String, Function<Attributes, Loss>> LOSSES = Map
            .of(MaximumAPosteriori.TYPE, MaximumAPosteriori::of);

    private Types1998() {}

    /** The given types of layers, and its own. */
    public static LayerTypes addTo(LayerTypes types) {
        return types.with("tableConv2d", TableConv2d::of)
                .with("subsample2d", Subsample2d::of)
                .with("rbf", Rbf::of);
    }
}
