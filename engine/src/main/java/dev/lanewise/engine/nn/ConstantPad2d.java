package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * A border around every map. A padding is at least 0, and one of them at least 1.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns to the left
 * @param right columns to the right
 * @param value what they hold; finite
 * @since 0.1.0
 */
public record ConstantPad2d(int top, int bottom, int left, int right, float value)
        implements UnaryLayer {

    /** Checks all numbers. */
    public ConstantPad2d {
        List<Integer> paddings = List.of(top, bottom, left, right);
        if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0
                || paddings.stream().allMatch(p -> p == 0) || !Float.isFinite(value)) {
            throw new ShapeException(
                    "A border needs paddings of at least 0, one of them at least 1,"
                            + " and a finite value; it has " + paddings + " and " + value + ".");
        }
    }

    /**
     * The same on every side.
     *
     * @param padding rows and columns on each side
     * @param value what they hold
     */
    public ConstantPad2d(int padding, float value) {
        this(padding, padding, padding, padding, value);
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return new Shape(input.channels(),
                Math.addExact(input.height(), Math.addExact(top, bottom)),
                Math.addExact(input.width(), Math.addExact(left, right)));
    }

    @Override
    public String stem() {
        return "pad";
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return Math.max(1, extent - (rows ? top + bottom : left + right));
    }

    @Override
    public String type() {
        return "constantPad2d";
    }

    /** One number where all paddings are equal, as files always had it. */
    private Object padding() {
        return top == bottom && left == right && top == left ? (Object) top
                : List.of(top, bottom, left, right);
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("padding", padding()).with("value", value).values();
    }

    static ConstantPad2d of(LayerAttributes.Reader from) {
        int[] padding = from.wholes("padding", 4);
        return new ConstantPad2d(padding[0], padding[1], padding[2], padding[3],
                from.number("value"));
    }

    @Override
    public String summary() {
        return "ConstantPad2d " + padding() + ", " + value;
    }
}
