package dev.lanewise.engine.backend;

import java.util.Objects;

/** {@link Warp}, one pixel after the other. */
final class ScalarWarp implements Warp {
    private final WarpShape shape;
    private final float[] image;

    ScalarWarp(WarpShape shape) {
        this.shape = shape;
        this.image = shape.bordered();
    }

    @Override
    public WarpShape shape() {
        return shape;
    }

    @Override
    public void run(float[] x, int xOffset, float[] map, float strength, float[] displacement,
            float[] y, int yOffset) {
        Objects.checkFromIndexSize(0, COEFFICIENTS, map.length);
        Objects.checkFromIndexSize(0, 2 * shape.padded(), displacement.length);
        Objects.checkFromIndexSize(yOffset, shape.pixels(), y.length);
        shape.copyInto(image, x, xOffset);
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                int i = row * shape.width() + column;
                float u = Fma.of(strength, displacement[i],
                        Fma.of(map[0], column, Fma.of(map[1], row, map[2])));
                float v = Fma.of(strength, displacement[shape.padded() + i],
                        Fma.of(map[3], column, Fma.of(map[4], row, map[5])));
                y[yOffset + i] = at(limited(u, shape.width()), limited(v, shape.height()));
            }
        }
    }

    private static float limited(float place, int extent) {
        return Math.min(Math.max(place, -1f), extent) + 1;
    }

    /** The value at a place in the map with its border. */
    private float at(float column, float row) {
        int left = (int) column;
        int top = (int) row;
        float p = column - left;
        float q = row - top;
        int i = top * shape.stride() + left;
        int below = i + shape.stride();
        float t = Fma.of(p, image[i + 1] - image[i], image[i]);
        float s = Fma.of(p, image[below + 1] - image[below], image[below]);
        return Fma.of(q, s - t, t);
    }
}
