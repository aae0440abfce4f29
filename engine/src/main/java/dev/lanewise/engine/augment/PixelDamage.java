package dev.lanewise.engine.augment;

/**
 * Kinds of damage to one map of pixels from 0 to 255, in place. Each takes its amounts from the draws
 * of the image, numbers in [−1, 1), from a given index on; those that differ by pixel come from the
 * noise. Belongs to one {@link Corrupter}.
 */
final class PixelDamage {
    private static final float WHITE = 255;
    /** Knots of the fog along each axis. */
    private static final int KNOTS = 5;

    private final int height;
    private final int width;
    private final float[] draws;
    private final float[] noise;
    private final float[] copy;

    /**
     * For maps of one size.
     *
     * @param draws of the image, filled by the owner
     * @param noise one number in [−1, 1) for each pixel, filled by the owner
     */
    PixelDamage(int height, int width, float[] draws, float[] noise) {
        this.height = height;
        this.width = width;
        this.draws = draws;
        this.noise = noise;
        this.copy = new float[height * width];
    }

    /** Amount {@code draw} as a number between two others. */
    private float between(int draw, float least, float most) {
        return least + (draws[draw] + 1) / 2 * (most - least);
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(WHITE, value));
    }

    private void copy(float[] x, int at) {
        System.arraycopy(x, at, copy, 0, copy.length);
    }

    /** The copied pixel, or that of the nearest edge. */
    private float copied(int row, int column) {
        int r = Math.max(0, Math.min(height - 1, row));
        int c = Math.max(0, Math.min(width - 1, column));
        return copy[r * width + c];
    }

    /** Less contrast and more brightness: ink 40 to 110 %, paper up to 65 %. */
    void contrast(int from, float[] x, int at) {
        float gain = between(from, 0.4f, 1.1f);
        float bias = between(from + 1, 0, 0.65f) * WHITE;
        for (int i = at; i < at + copy.length; i++) {
            x[i] = clamp(gain * x[i] + bias);
        }
    }

    /** A smooth random brightness over all, of which the ink is a part only. */
    void fog(int from, float[] x, int at) {
        float ink = between(from, 0.35f, 0.9f);
        float depth = between(from + 1, 0.2f, 0.8f) * WHITE;
        float floor = between(from + 2, 0, 0.4f) * WHITE;
        for (int row = 0; row < height; row++) {
            float v = (float) row * (KNOTS - 1) / height;
            for (int column = 0; column < width; column++) {
                float u = (float) column * (KNOTS - 1) / width;
                int i = at + row * width + column;
                x[i] = clamp(ink * x[i] + floor + depth * (field(u, v) + 1) / 2);
            }
        }
    }

    /** A value in [−1, 1) between the knots, which are the first numbers of the noise. */
    private float field(float u, float v) {
        int column = (int) u;
        int row = (int) v;
        float p = u - column;
        float q = v - row;
        int knot = row * KNOTS + column;
        float above = noise[knot] + p * (noise[knot + 1] - noise[knot]);
        float below = noise[knot + KNOTS] + p * (noise[knot + KNOTS + 1] - noise[knot + KNOTS]);
        return above + q * (below - above);
    }

    /** Uniform noise of up to 55 % of white. */
    void noise(int from, float[] x, int at) {
        float amount = between(from, 0.1f, 0.55f) * WHITE;
        for (int i = 0; i < copy.length; i++) {
            x[at + i] = clamp(x[at + i] + amount * noise[i]);
        }
    }

    /** Noise in proportion to the pixel and to a little light. */
    void speckle(int from, float[] x, int at) {
        float amount = between(from, 0.3f, 1.2f);
        float light = between(from + 1, 0, 0.15f) * WHITE;
        for (int i = 0; i < copy.length; i++) {
            x[at + i] = clamp(x[at + i] + amount * noise[i] * (x[at + i] + light));
        }
    }

    /** Pixels that are black or white: up to 30 % of them. */
    void impulses(int from, float[] x, int at) {
        float share = between(from, 0.03f, 0.3f);
        float black = -1 + share;
        float white = 1 - share;
        for (int i = 0; i < copy.length; i++) {
            if (noise[i] < black) {
                x[at + i] = 0;
            } else if (noise[i] > white) {
                x[at + i] = WHITE;
            }
        }
    }

    /** The mean of 3×3 pixels, once or twice. */
    void blur(int from, float[] x, int at) {
        int passes = (int) between(from, 1, 3);
        for (int pass = 0; pass < passes; pass++) {
            copy(x, at);
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    float sum = 0;
                    for (int r = row - 1; r <= row + 1; r++) {
                        for (int c = column - 1; c <= column + 1; c++) {
                            sum += copied(r, c);
                        }
                    }
                    x[at + row * width + column] = sum / 9;
                }
            }
        }
    }

    /** The mean along a line of 3 to 9 pixels in any direction. */
    void motion(int from, float[] x, int at) {
        float half = between(from, 1, 4);
        int taps = 2 * (int) half + 1;
        float across = between(from + 1, -1, 1);
        boolean steep = draws[from + 2] > 0;
        copy(x, at);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                float sum = 0;
                for (int tap = -taps / 2; tap <= taps / 2; tap++) {
                    int aside = Math.round(across * tap);
                    sum += steep ? copied(row + tap, column + aside)
                            : copied(row + aside, column + tap);
                }
                x[at + row * width + column] = sum / taps;
            }
        }
    }

    /** Each pixel from a place up to two pixels away, as through structured glass. */
    void shuffle(int from, float[] x, int at) {
        float reach = between(from, 1, 2.4f);
        copy(x, at);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int i = row * width + column;
                int down = Math.round(reach * noise[i]);
                int right = Math.round(reach * noise[(i + width) % copy.length]);
                x[at + i] = copied(row + down, column + right);
            }
        }
    }

    /** A band or an edge that is light, or where ink and paper are swapped. */
    void band(int from, float[] x, int at) {
        boolean vertical = draws[from] > 0;
        int length = vertical ? width : height;
        float thickness = between(from + 1, 1, length / 3f);
        float middle = between(from + 2, -0.1f, 1.1f) * length;
        boolean swaps = draws[from + 3] > 0;
        float level = between(from + 4, 0.3f, 1) * WHITE;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int place = vertical ? column : row;
                if (Math.abs(place - middle) < thickness / 2) {
                    int i = at + row * width + column;
                    x[i] = swaps ? WHITE - x[i] : Math.max(x[i], level);
                }
            }
        }
    }

    /** One to three lines across, whole or dotted, joined to a zigzag or apart. */
    void lines(int from, float[] x, int at) {
        int count = (int) between(from, 1, 4);
        float thickness = between(from + 1, 0.5f, 1.4f);
        int gap = (int) between(from + 2, 0, 5);
        float level = between(from + 3, 0.4f, 1) * WHITE;
        float row = between(from + 4, 0, 1) * height;
        float column = between(from + 5, 0, 1) * width;
        for (int line = 0; line < count; line++) {
            float toRow = between(from + 6 + 2 * line, 0, 1) * height;
            float toColumn = between(from + 7 + 2 * line, 0, 1) * width;
            stroke(x, at, row, column, toRow, toColumn, thickness, gap, level);
            row = toRow;
            column = toColumn;
        }
    }

    private void stroke(float[] x, int at, float row, float column, float toRow, float toColumn,
            float thickness, int gap, float level) {
        int steps = 2 * (height + width) / 2;
        for (int step = 0; step <= steps; step++) {
            if (gap > 1 && step / 2 % (2 * gap) >= gap) {
                continue;
            }
            float part = (float) step / steps;
            spot(x, at, row + part * (toRow - row), column + part * (toColumn - column), thickness,
                    level);
        }
    }

    /** A disc with a soft edge, where it is lighter than what is there. */
    private void spot(float[] x, int at, float row, float column, float radius, float level) {
        int reach = (int) radius + 1;
        int middleRow = Math.round(row);
        int middleColumn = Math.round(column);
        for (int r = Math.max(0, middleRow - reach); r <= Math.min(height - 1,
                middleRow + reach); r++) {
            for (int c = Math.max(0, middleColumn - reach); c <= Math.min(width - 1,
                    middleColumn + reach); c++) {
                float distance = (float) Math.sqrt(
                        (r - row) * (r - row) + (c - column) * (c - column));
                float cover = Math.max(0, Math.min(1, radius + 0.5f - distance));
                int i = at + r * width + c;
                x[i] = Math.max(x[i], cover * level);
            }
        }
    }

    /** Three to a dozen spots; darker ones cut holes into the ink. */
    void spots(int from, float[] x, int at) {
        int count = (int) between(from, 3, 13);
        float radius = between(from + 1, 0.4f, 2.2f);
        float level = between(from + 2, 0.3f, 1) * WHITE;
        for (int spot = 0; spot < count; spot++) {
            float row = (noise[3 * spot] + 1) / 2 * height;
            float column = (noise[3 * spot + 1] + 1) / 2 * width;
            spot(x, at, row, column, radius * (1 + noise[3 * spot + 2] / 2), level);
        }
    }

    /** The edges of the strokes instead of the strokes. */
    void outline(int from, float[] x, int at) {
        float gain = between(from, 0.8f, 2);
        float rest = Math.max(0, between(from + 1, -0.5f, 0.5f));
        copy(x, at);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                float least = WHITE;
                float most = 0;
                for (int step = -1; step <= 1; step++) {
                    least = Math.min(least,
                            Math.min(copied(row + step, column), copied(row, column + step)));
                    most = Math.max(most,
                            Math.max(copied(row + step, column), copied(row, column + step)));
                }
                int i = row * width + column;
                x[at + i] = clamp(gain * (most - least) + rest * copy[i]);
            }
        }
    }
}
