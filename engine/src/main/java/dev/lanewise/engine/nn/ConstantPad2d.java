package dev.lanewise.engine.nn;

/**
 * A border around every map.
 *
 * @param padding rows and columns on every side, at least 1
 * @param value what they hold; finite
 */
public record ConstantPad2d(int padding, float value) implements Layer {

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
}
