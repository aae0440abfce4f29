package dev.lanewise.mnist.judge;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Fifteen common corruptions of images of 28×28 pixels, light ink from 0 to 1 on black, at a moderate
 * strength. The names are those of MNIST-C (Mu, Gilmer 2019). Written apart from what training does to
 * its images, with which it shares no code.
 */
enum Corruption {
    SHOT_NOISE, IMPULSE_NOISE, GLASS_BLUR, MOTION_BLUR, SHEAR, SCALE, ROTATE, BRIGHTNESS, TRANSLATE,
    STRIPE, FOG, SPATTER, DOTTED_LINE, ZIGZAG, CANNY_EDGES;

    private static final int SIDE = 28;
    private static final double MIDDLE = (SIDE - 1) / 2.0;

    /** A corrupted copy. */
    double[] of(double[] image, RandomGenerator random) {
        double[] y = switch (this) {
            case SHOT_NOISE -> each(image, v -> v + random.nextGaussian() * Math.sqrt(v / 4));
            case IMPULSE_NOISE -> each(image,
                    v -> random.nextDouble() < 0.2 ? random.nextInt(2) : v);
            case GLASS_BLUR -> gaussian(swapped(gaussian(image, 0.6), random), 0.6);
            case MOTION_BLUR -> motion(image, random.nextDouble(-Math.PI / 4, Math.PI / 4));
            case SHEAR -> warped(image, 1, random.nextBoolean() ? 0.5 : -0.5, 0, 1, 0, 0);
            case SCALE -> warped(image, 1.6, 0, 0, 1.6, 0, 0);
            case ROTATE -> rotated(image, random.nextBoolean() ? 0.5 : -0.5);
            case BRIGHTNESS -> each(image, v -> v + 0.5);
            case TRANSLATE -> warped(image, 1, 0, 0, 1, random.nextBoolean() ? 3 : -3,
                    random.nextBoolean() ? 3 : -3);
            case STRIPE -> striped(image);
            case FOG -> fog(image, random);
            case SPATTER -> spatter(image, random);
            case DOTTED_LINE -> dotted(image, random);
            case ZIGZAG -> zigzag(image, random);
            case CANNY_EDGES -> edges(image);
        };
        return each(y, v -> Math.max(0, Math.min(1, v)));
    }

    private interface PixelFunction {
        double of(double value);
    }

    private static double[] each(double[] x, PixelFunction function) {
        return Arrays.stream(x).map(function::of).toArray();
    }

    private static double at(double[] x, int row, int column) {
        return row < 0 || column < 0 || row >= SIDE || column >= SIDE ? 0
                : x[row * SIDE + column];
    }

    private static double between(double[] x, double row, double column) {
        int r = (int) Math.floor(row);
        int c = (int) Math.floor(column);
        double q = row - r;
        double p = column - c;
        return (1 - q) * ((1 - p) * at(x, r, c) + p * at(x, r, c + 1))
                + q * ((1 - p) * at(x, r + 1, c) + p * at(x, r + 1, c + 1));
    }

    private static double[] warped(double[] x, double a, double b, double c, double d, double right,
            double down) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            double column = i % SIDE - MIDDLE - right;
            double row = i / SIDE - MIDDLE - down;
            y[i] = between(x, MIDDLE + c * column + d * row, MIDDLE + a * column + b * row);
        }
        return y;
    }

    private static double[] rotated(double[] x, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return warped(x, cos, -sin, sin, cos, 0, 0);
    }

    private static double[] gaussian(double[] x, double sigma) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int r = -3; r <= 3; r++) {
                for (int c = -3; c <= 3; c++) {
                    double weight = Math.exp(-(r * r + c * c) / (2 * sigma * sigma));
                    sum += weight * at(x, i / SIDE + r, i % SIDE + c);
                    weights += weight;
                }
            }
            y[i] = sum / weights;
        }
        return y;
    }

    /** Pixels trade places with neighbours. */
    private static double[] swapped(double[] x, RandomGenerator random) {
        double[] y = x.clone();
        for (int row = SIDE - 2; row > 0; row--) {
            for (int column = SIDE - 2; column > 0; column--) {
                int i = row * SIDE + column;
                int j = (row + random.nextInt(-1, 2)) * SIDE + column + random.nextInt(-1, 2);
                double kept = y[i];
                y[i] = y[j];
                y[j] = kept;
            }
        }
        return y;
    }

    private static double[] motion(double[] x, double angle) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            for (int tap = -4; tap <= 4; tap++) {
                y[i] += between(x, i / SIDE + tap * Math.sin(angle),
                        i % SIDE + tap * Math.cos(angle)) / 9;
            }
        }
        return y;
    }

    /** The quarters at both sides in negative. */
    private static double[] striped(double[] x) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            int column = i % SIDE;
            y[i] = column < 7 || column >= 21 ? 1 - y[i] : y[i];
        }
        return y;
    }

    /** Clouds of several sizes, twice as strong as the ink. */
    private static double[] fog(double[] x, RandomGenerator random) {
        double[] clouds = new double[x.length];
        for (int size = 14; size >= 2; size /= 2) {
            double[] knots = random.doubles(400).toArray();
            int knotted = SIDE / size + 2;
            for (int i = 0; i < clouds.length; i++) {
                double row = (double) (i / SIDE) / size;
                double column = (double) (i % SIDE) / size;
                int k = (int) row * knotted + (int) column;
                double q = row - (int) row;
                double p = column - (int) column;
                clouds[i] += size / 14.0 * ((1 - q) * ((1 - p) * knots[k] + p * knots[k + 1])
                        + q * ((1 - p) * knots[k + knotted] + p * knots[k + knotted + 1]));
            }
        }
        double most = Arrays.stream(clouds).max().orElseThrow();
        double strength = 1.5;
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (x[i] + strength * clouds[i] / most) / (1 + strength);
        }
        return y;
    }

    /** Drops: what exceeds a level in smoothed noise is light. */
    private static double[] spatter(double[] x, RandomGenerator random) {
        double[] noise = gaussian(random.doubles(x.length, 0, 1).toArray(), 1.0);
        double[] sorted = noise.clone();
        Arrays.sort(sorted);
        double level = sorted[(int) (0.90 * sorted.length)];
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] = noise[i] > level ? Math.max(y[i], 0.75) : y[i];
        }
        return y;
    }

    private static void stroke(double[] y, double row, double column, double toRow,
            double toColumn, boolean dotted) {
        int steps = 60;
        for (int step = 0; step <= steps; step++) {
            if (dotted && step / 4 % 2 == 1) {
                continue;
            }
            int r = (int) Math.round(row + (toRow - row) * step / steps);
            int c = (int) Math.round(column + (toColumn - column) * step / steps);
            if (r >= 0 && c >= 0 && r < SIDE && c < SIDE) {
                y[r * SIDE + c] = 1;
            }
        }
    }

    private static double[] dotted(double[] x, RandomGenerator random) {
        double[] y = x.clone();
        stroke(y, random.nextInt(SIDE), 0, random.nextInt(SIDE), SIDE - 1.0, true);
        return y;
    }

    private static double[] zigzag(double[] x, RandomGenerator random) {
        double[] y = x.clone();
        double base = random.nextInt(6, 22);
        double slope = random.nextDouble(-0.4, 0.4);
        double last = base;
        for (int k = 1; k <= 7; k++) {
            double next = base + slope * 4 * k + (k % 2 == 0 ? 2 : -2);
            stroke(y, last, 4 * (k - 1), next, 4 * k, false);
            last = next;
        }
        return y;
    }

    /** Thin edges: where the slope of the smoothed image is steep and largest along its direction. */
    private static double[] edges(double[] x) {
        double[] smooth = gaussian(x, 1);
        double[] y = new double[x.length];
        for (int row = 1; row < SIDE - 1; row++) {
            for (int column = 1; column < SIDE - 1; column++) {
                double[] slope = slope(smooth, row, column);
                double steep = Math.hypot(slope[0], slope[1]);
                int down = (int) Math.round(slope[0] / Math.max(1e-9, steep));
                int right = (int) Math.round(slope[1] / Math.max(1e-9, steep));
                double[] before = slope(smooth, row - down, column - right);
                double[] after = slope(smooth, row + down, column + right);
                boolean edge = steep > 0.12 && steep >= Math.hypot(before[0], before[1])
                        && steep >= Math.hypot(after[0], after[1]);
                y[row * SIDE + column] = edge ? 1 : 0;
            }
        }
        return y;
    }

    private static double[] slope(double[] x, int row, int column) {
        return new double[]{(at(x, row + 1, column) - at(x, row - 1, column)) / 2,
                (at(x, row, column + 1) - at(x, row, column - 1)) / 2};
    }
}
