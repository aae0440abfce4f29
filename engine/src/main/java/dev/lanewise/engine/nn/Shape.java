package dev.lanewise.engine.nn;

/**
 * The shape of one sample between two layers: {@code channels} feature maps of {@code height ×
 * width}. A vector of n features is {@code n×1×1}.
 *
 * @param channels number of feature maps, at least 1
 * @param height rows of a map, at least 1
 * @param width columns of a map, at least 1
 * @since 0.1.0
 */
public record Shape(int channels, int height, int width) {

    /** Checks that every extent is positive and that the number of elements fits an {@code int}. */
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new ShapeException(
                    "A shape needs at least one channel, row and column; this one is "
                            + channels + "×" + height + "×" + width + ".");
        }
        if ((long) channels * height > Integer.MAX_VALUE / width) {
            throw new ShapeException("The shape " + channels + "×" + height + "×" + width
                    + " has more elements than an array can hold; use a smaller one.");
        }
    }

    /**
     * {@return the shape of a plain vector of {@code features} values}
     *
     * @param features the number of values
     */
    public static Shape flat(int features) {
        return new Shape(features, 1, 1);
    }

    /** {@return the number of values in one sample: channels · height · width} */
    public int size() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return height == 1 && width == 1 ? Integer.toString(channels)
                : channels + "×" + height + "×" + width;
    }
}
