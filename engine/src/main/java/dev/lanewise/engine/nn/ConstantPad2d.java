package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * A border around every map.
 *
 * @param padding rows and columns on every side, at least 1
 * @param value what they hold; finite
 */
public record ConstantPad2d(int padding, float value) implements UnaryLayer {

    /** Checks both numbers. */
    public ConstantPad2d {
        if (padding < 1 || !Float.isFinite(value)) {
            throw new ShapeException(
                    "A border needs a padding of at least 1 and a finite value; it has " + padding
                            + " and " + value + ".");
        }
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return new Shape(input.channels(), Math.addExact(input.height(), 2 * padding),
                Math.addExact(input.width(), 2 * padding));
    }

    @Override
    public String stem() {
        return "pad";
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return Math.max(1, extent - 2 * padding);
    }

    @Override
    public String type() {
        return "constantPad2d";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("padding", padding).with("value", value).values();
    }

    static ConstantPad2d of(LayerAttributes.Reader from) {
        return new ConstantPad2d(from.whole("padding"), from.number("value"));
    }

    @Override
    public String summary() {
        return "ConstantPad2d " + padding + ", " + value;
    }
}
