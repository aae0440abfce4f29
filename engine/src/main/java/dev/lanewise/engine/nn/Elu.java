package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * An activation: x above 0, {@code alpha·(exp(x) − 1)} elsewhere (Clevert, Unterthiner, Hochreiter 2015).
 *
 * @param alpha minus the value far below 0; a finite number
 * @since 0.1.0
 */
public record Elu(float alpha) implements UnaryLayer {

    /** Checks the range. */
    public Elu {
        if (!Float.isFinite(alpha)) {
            throw new ShapeException(
                    "The alpha of an exponential linear unit must be a finite number, not " + alpha
                            + ".");
        }
    }

    /**
     * With the alpha of PyTorch, 1.
     *
     * @return the layer
     */
    public static Elu of() {
        return new Elu(1f);
    }

    static Elu of(LayerAttributes.Reader from) {
        return new Elu(from.number("alpha"));
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
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "elu";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("alpha", alpha).values();
    }

    @Override
    public String stem() {
        return "elu";
    }
}
