package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import dev.lanewise.engine.text.Quoted;
import java.util.Locale;
import java.util.Map;

/**
 * Makes maps larger by a whole factor in both directions.
 *
 * @param factor output rows and columns for each of the input, at least 1
 * @param mode where the values between come from
 * @since 0.1.0
 */
public record Upsample2d(int factor, Mode mode) implements UnaryLayer {

    /**
     * Where the values between those of the input come from.
     *
     * @since 0.1.0
     */
    public enum Mode {
        /** The nearest value. */
        NEAREST,
        /**
         * The four values around, weighted by nearness; pixels are squares whose middles count, as PyTorch
         * does it without aligned corners.
         */
        BILINEAR
    }

    /** Checks the range. */
    public Upsample2d {
        if (factor < 1) {
            throw new ShapeException(
                    "Upsampling needs a factor of at least 1; it has " + factor + ".");
        }
    }

    static Upsample2d of(LayerAttributes.Reader from) {
        int factor = from.whole("factor");
        String mode = from.text("mode");
        for (Mode known : Mode.values()) {
            if (nameOf(known).equals(mode)) {
                return new Upsample2d(factor, known);
            }
        }
        throw new IllegalArgumentException(
                "mode must be nearest or bilinear, not " + Quoted.value(mode));
    }

    private static String nameOf(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        try {
            return new Shape(input.channels(), Math.multiplyExact(input.height(), factor),
                    Math.multiplyExact(input.width(), factor));
        } catch (ArithmeticException e) {
            throw new ShapeException("Layer " + name + " must make at most " + Integer.MAX_VALUE
                    + " rows and columns; use a smaller factor.");
        }
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return Math.ceilDiv(extent, factor);
    }

    @Override
    public String type() {
        return "upsample2d";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("factor", factor).with("mode", nameOf(mode)).values();
    }

    @Override
    public String stem() {
        return "up";
    }
}
