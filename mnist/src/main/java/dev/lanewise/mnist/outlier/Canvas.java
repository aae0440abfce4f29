package dev.lanewise.mnist.outlier;

import java.util.Arrays;

/**
 * An image of 28×28 pixels of ink from 0 to 1 that is drawn on. Drawings have coordinates from 0 to 1,
 * which a frame places on the image: turned, slanted, of any width and height.
 */
final class Canvas {
    static final int SIDE = 28;
    private static final double MIDDLE = SIDE / 2.0;
    private static final int INK = 255;

    private final float[] ink = new float[SIDE * SIDE];
    private final double[] xs = new double[2];
    private final double[] ys = new double[2];

    /** A canvas that places drawings by the two columns of a matrix, with its centre in the middle. */
    Canvas(double rightX, double rightY, double downX, double downY) {
        xs[0] = rightX;
        ys[0] = rightY;
        xs[1] = downX;
        ys[1] = downY;
    }

    /** A canvas with drawings of a random size, slant and rotation. */
    static Canvas random(Draws draws) {
        double width = draws.between(12, 27);
        double height = draws.between(14, 27);
        double angle = StrictMath.toRadians(draws.between(-15, 15));
        double slant = draws.between(-0.25, 0.25);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new Canvas(cos * width, sin * width, (slant * cos - sin) * height,
                (slant * sin + cos) * height);
    }

    /** A canvas whose drawings are as large as the image. */
    static Canvas full() {
        return new Canvas(SIDE, 0, 0, SIDE);
    }

    private double x(double u, double v) {
        return MIDDLE + (u - 0.5) * xs[0] + (v - 0.5) * xs[1];
    }

    private double y(double u, double v) {
        return MIDDLE + (u - 0.5) * ys[0] + (v - 0.5) * ys[1];
    }

    /** Sets a pixel to a level, where it is lighter so far. */
    void raise(int row, int column, double level) {
        int i = row * SIDE + column;
        ink[i] = (float) Math.max(ink[i], Math.min(1, level));
    }

    /** A line of strokes through points {@code u, v, u, v …}, in pixels of half its thickness. */
    void line(double[] points, double radius, double level) {
        for (int i = 0; i + 3 < points.length; i += 2) {
            segment(x(points[i], points[i + 1]), y(points[i], points[i + 1]),
                    x(points[i + 2], points[i + 3]), y(points[i + 2], points[i + 3]), radius,
                    level);
        }
    }

    private void segment(double x0, double y0, double x1, double y1, double radius, double level) {
        double reach = radius + 1;
        int top = (int) Math.max(0, Math.min(y0, y1) - reach);
        int bottom = (int) Math.min(SIDE - 1.0, Math.max(y0, y1) + reach);
        int left = (int) Math.max(0, Math.min(x0, x1) - reach);
        int right = (int) Math.min(SIDE - 1.0, Math.max(x0, x1) + reach);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = Math.max(1e-9, dx * dx + dy * dy);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - x0;
                double py = row + 0.5 - y0;
                double part = Math.max(0, Math.min(1, (px * dx + py * dy) / square));
                double ex = px - part * dx;
                double ey = py - part * dy;
                raise(row, column, level * (radius + 0.5 - Math.sqrt(ex * ex + ey * ey)));
            }
        }
    }

    /** A filled polygon through points {@code u, v, u, v …}; four samples a pixel and axis. */
    void fill(double[] points, double level) {
        double[] x = new double[points.length / 2];
        double[] y = new double[x.length];
        Arrays.setAll(x, i -> x(points[2 * i], points[2 * i + 1]));
        Arrays.setAll(y, i -> y(points[2 * i], points[2 * i + 1]));
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                int inside = 0;
                for (int sample = 0; sample < 16; sample++) {
                    inside += contains(x, y, column + (sample % 4 + 0.5) / 4,
                            row + ((sample >> 2) + 0.5) / 4) ? 1 : 0;
                }
                raise(row, column, level * inside / 16);
            }
        }
    }

    /** Whether a point lies inside, by the number of edges to its right. */
    private static boolean contains(double[] x, double[] y, double px, double py) {
        boolean inside = false;
        int j = x.length - 1;
        for (int i = 0; i < x.length; i++) {
            if (y[i] > py != y[j] > py
                    && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
            j = i;
        }
        return inside;
    }

    /** The image as bytes, ink white. */
    void copyTo(byte[] pixels, int offset) {
        for (int i = 0; i < ink.length; i++) {
            pixels[offset + i] = (byte) Math.round(INK * Math.max(0, ink[i]));
        }
    }
}
