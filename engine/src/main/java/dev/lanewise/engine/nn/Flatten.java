package dev.lanewise.engine.nn;

/**
 * Makes one vector of all maps, in the order channel, row, column. Dense layers do so by themselves; the
 * layer is for networks that say it.
 *
 * @since 0.1.0
 */
public record Flatten() implements UnaryLayer {

    @Override
    public Shape outputShape(String name, Shape input) {
        return Shape.flat(input.size());
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return 1;
    }

    @Override
    public String type() {
        return "flatten";
    }

    @Override
    public String stem() {
        return "flatten";
    }
}
