package dev.lanewise.engine.backend;

import java.util.Objects;

/**
 * Sums the lanes of a tile into one number, by halves: the only sum in the engine that runs across
 * lanes.
 */
final class LaneFold {
    private LaneFold() {}

    static void fold(int lanes, int count, float[] x, int xOffset, float[] y, int yOffset) {
        if (lanes != 1 && lanes != Backend.TILE) {
            throw new IllegalArgumentException(
                    "A fold must have 1 or " + Backend.TILE + " lanes; you gave " + lanes + ".");
        }
        Objects.checkFromIndexSize(xOffset, Math.multiplyExact(lanes, count), x.length);
        Objects.checkFromIndexSize(yOffset, count, y.length);
        if (lanes == 1) {
            System.arraycopy(x, xOffset, y, yOffset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int at = xOffset + i * Backend.TILE;
            float a = x[at] + x[at + 8] + (x[at + 4] + x[at + 12]);
            float b = x[at + 1] + x[at + 9] + (x[at + 5] + x[at + 13]);
            float c = x[at + 2] + x[at + 10] + (x[at + 6] + x[at + 14]);
            float d = x[at + 3] + x[at + 11] + (x[at + 7] + x[at + 15]);
            y[yOffset + i] = a + c + (b + d);
        }
    }
}
