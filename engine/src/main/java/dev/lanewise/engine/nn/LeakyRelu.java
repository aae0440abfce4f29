package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * An activation: x above 0, {@code slope·x} elsewhere (Maas, Hannun, Ng 2013).
 *
 * @param slope the slope below 0; a finite number
 * @since 0.1.0
 */
public record LeakyRelu(float slope) implements UnaryLayer {

    /** Checks the range. */
    public LeakyRelu {
        if (!Float.isFinite(slope)) {
            throw new ShapeException(
                    "The slope of a leaky rectifier must be a finite number, not " + slope + ".");
        }
    }

    /**
     * With the slope of PyTorch, 0.01.
     *
     * @return the layer
     */
    public static LeakyRelu of() {
        return new LeakyRelu(0.01f);
    }

    static LeakyRelu of(LayerAttributes.Reader from) {
        return new LeakyRelu(from.number("slope"));
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
        return "leakyRelu";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("slope", slope).values();
    }

    @Override
    public String stem() {
        return "leaky_relu";
    }
}
