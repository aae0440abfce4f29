package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * An activation: x, but at least {@code low} and at most {@code high}; with 0 and 6 it is ReLU6.
 *
 * @param low the least value; finite
 * @param high the greatest value; finite, above {@code low}
 * @since 0.1.0
 */
public record Clip(float low, float high) implements UnaryLayer {
    private static final float SIX = 6;

    /** Checks the range. */
    public Clip {
        if (!(Float.isFinite(low) && Float.isFinite(high) && low < high)) {
            throw new ShapeException(
                    "A clip needs finite limits, the low one below the high one; it has " + low
                            + " and " + high + ".");
        }
    }

    /**
     * Between 0 and 6 (Krizhevsky 2010).
     *
     * @return the layer
     */
    public static Clip relu6() {
        return new Clip(0, SIX);
    }

    static Clip of(LayerAttributes.Reader from) {
        return new Clip(from.number("low"), from.number("high"));
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public boolean isElementwise() {
        return true;
    }

    @Override
    public boolean keepsZero() {
        return low <= 0 && high >= 0;
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "clip";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("low", low).with("high", high).values();
    }

    @Override
    public String stem() {
        return "clip";
    }
}
