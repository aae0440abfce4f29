package dev.lanewise.engine.nn;

/**
 * Pooling over the whole of each map, whatever its extent: one value of every map is left.
 *
 * @since 0.1.0
 */
public enum GlobalPool2d implements UnaryLayer {
    /** The mean. */
    AVERAGE("globalAveragePool2d", "gap"),
    /** The maximum; ties go to the first value. */
    MAX("globalMaxPool2d", "gmp");

    private final String type;
    private final String stem;

    GlobalPool2d(String type, String stem) {
        this.type = type;
        this.stem = stem;
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return Shape.flat(input.channels());
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return 1;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String stem() {
        return stem;
    }

    @Override
    public String summary() {
        return this == AVERAGE ? "GlobalAveragePool2d" : "GlobalMaxPool2d";
    }
}
