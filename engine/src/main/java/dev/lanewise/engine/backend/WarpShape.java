package dev.lanewise.engine.backend;

import java.util.Objects;

/**
 * The size of a map that {@link Warp} resamples.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record WarpShape(int height, int width) {
    /** One row or column of 0 before the map, and two behind it for the last neighbours. */
    private static final int BORDER = 3;

    /** Checks the extents. */
    public WarpShape {
        if (height < 1 || width < 1
                || ((long) height + BORDER) * ((long) width + BORDER) > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "A map to resample must have at least 1×1 pixels that fit one array; you gave "
                            + height + "×" + width + ".");
        }
    }

    /** Number of pixels. */
    public int pixels() {
        return height * width;
    }

    /** Number of pixels, rounded up to a multiple of {@link Backend#TILE}. */
    public int padded() {
        return Math.ceilDiv(pixels(), Backend.TILE) * Backend.TILE;
    }

    /** Floats from a row to the next in a map with its border. */
    public int stride() {
        return width + BORDER;
    }

    /** A map of zeros with its border. */
    public float[] bordered() {
        return new float[(height + BORDER) * stride()];
    }

    /** Copies a map from {@code x} into one with a border. */
    public void copyInto(float[] bordered, float[] x, int xOffset) {
        Objects.checkFromIndexSize(xOffset, pixels(), x.length);
        for (int row = 0; row < height; row++) {
            System.arraycopy(x, xOffset + row * width, bordered, (row + 1) * stride() + 1, width);
        }
    }
}
