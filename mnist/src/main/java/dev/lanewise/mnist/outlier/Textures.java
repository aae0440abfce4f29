package dev.lanewise.mnist.outlier;

/** Surfaces without a figure: stripes, checks, noise of several scales, slow changes of light. */
final class Textures {
    private static final int SIDE = Canvas.SIDE;

    private Textures() {}

    /** Stripes in any direction, hard or soft. */
    static void stripes(Draws draws, Canvas canvas) {
        double angle = draws.between(0, StrictMath.PI);
        double pitch = 2 * StrictMath.PI / draws.between(3, 14);
        double across = pitch * StrictMath.cos(angle);
        double down = pitch * StrictMath.sin(angle);
        double phase = draws.between(0, 6);
        double hardness = draws.between(1, 5);
        double level = draws.between(0.4, 1);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double wave = StrictMath.sin(across * column + down * row + phase);
                canvas.raise(row, column, level * (0.5 + hardness * wave / 2));
            }
        }
    }

    /** Checks of 2 to 9 pixels. */
    static void checks(Draws draws, Canvas canvas) {
        int width = 2 + draws.below(8);
        int height = draws.chance(0.5) ? width : 2 + draws.below(8);
        int shift = draws.below(SIDE);
        double dark = draws.between(0, 0.5);
        double light = draws.between(0.5, 1);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                boolean even = ((row + shift) / height + (column + shift) / width) % 2 == 0;
                canvas.raise(row, column, even ? light : dark);
            }
        }
    }

    /** Noise of one pixel up to ten, hard or soft, over all or fading to the edges. */
    static void noise(Draws draws, Canvas canvas) {
        double scale = draws.chance(0.3) ? 1 : draws.between(1.5, 10);
        int knots = (int) (SIDE / scale) + 2;
        double[] field = new double[knots * knots];
        for (int i = 0; i < field.length; i++) {
            field[i] = draws.between(0, 1);
        }
        double hardness = draws.between(1, 6);
        double threshold = draws.between(0.3, 0.7);
        double fade = draws.chance(0.5) ? draws.between(0.5, 1.5) : 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double value = between(field, knots, column / scale, row / scale);
                double r = (row - 13.5) / 14;
                double c = (column - 13.5) / 14;
                canvas.raise(row, column, Math.max(0, 0.5 + hardness * (value - threshold))
                        * Math.max(0, 1 - fade * (r * r + c * c)));
            }
        }
    }

    private static double between(double[] field, int knots, double u, double v) {
        int column = (int) u;
        int row = (int) v;
        double p = u - column;
        double q = v - row;
        int i = row * knots + column;
        double above = field[i] + p * (field[i + 1] - field[i]);
        double below = field[i + knots] + p * (field[i + knots + 1] - field[i + knots]);
        return above + q * (below - above);
    }

    /** Light that changes from one side to the other, or from the middle to the edge. */
    static void gradient(Draws draws, Canvas canvas) {
        double across = draws.between(-1, 1);
        double down = draws.between(-1, 1);
        double round = draws.chance(0.5) ? draws.between(-1.5, 1.5) : 0;
        double base = draws.between(0.1, 0.8);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double r = (row - 13.5) / 28;
                double c = (column - 13.5) / 28;
                canvas.raise(row, column,
                        Math.max(0, base + across * c + down * r + round * (r * r + c * c)));
            }
        }
    }
}
