package dev.lanewise.mnist.picture;

import java.util.Random;

/**
 * A picture to draw a scene on: grey or coloured shapes with sharp edges, made soft by
 * {@link #blur}. All from plain arithmetic, so that equal seeds give equal pictures everywhere.
 */
final class SceneCanvas {
    private static final int SIDE = 28;

    final int width;
    final int height;
    private final float[][] planes;
    private final Random random;

    SceneCanvas(int width, int height, Random random) {
        this.width = width;
        this.height = height;
        this.random = random;
        planes = new float[3][width * height];
    }

    /** Whether a place belongs to a shape. */
    @FunctionalInterface
    interface Shape {
        boolean holds(double x, double y);
    }

    /** A colour at a place. */
    @FunctionalInterface
    interface Tint {
        double at(double x, double y, int channel);
    }

    static Shape rectangle(double left, double top, double right, double bottom) {
        return (x, y) -> x >= left && x < right && y >= top && y < bottom;
    }

    static Shape ellipse(double centerX, double centerY, double radiusX, double radiusY) {
        return (x, y) -> {
            double dx = (x - centerX) / radiusX;
            double dy = (y - centerY) / radiusY;
            return dx * dx + dy * dy < 1;
        };
    }

    /** A rectangle turned about its centre; {@code tangent} is that of the angle. */
    static Shape turned(double centerX, double centerY, double halfWidth, double halfHeight,
            double tangent) {
        double cos = 1 / Math.sqrt(1 + tangent * tangent);
        double sin = tangent * cos;
        return (x, y) -> {
            double dx = x - centerX;
            double dy = y - centerY;
            return Math.abs(cos * dx + sin * dy) < halfWidth
                    && Math.abs(cos * dy - sin * dx) < halfHeight;
        };
    }

    static Shape without(Shape outer, Shape inner) {
        return (x, y) -> outer.holds(x, y) && !inner.holds(x, y);
    }

    /** Paints a shape. */
    void paint(Shape shape, float[] color) {
        tint(shape, (x, y, channel) -> color[channel]);
    }

    /** Multiplies the light in a shape. */
    void light(Shape shape, double factor) {
        for (int i = 0; i < width * height; i++) {
            if (shape.holds(i % width + 0.5, i / width + 0.5)) {
                for (float[] plane : planes) {
                    plane[i] *= (float) factor;
                }
            }
        }
    }

    void tint(Shape shape, Tint tint) {
        for (int i = 0; i < width * height; i++) {
            double x = i % width + 0.5;
            double y = i / width + 0.5;
            if (shape.holds(x, y)) {
                for (int c = 0; c < 3; c++) {
                    planes[c][i] = (float) tint.at(x, y, c);
                }
            }
        }
    }

    /** Light that falls off from one side to the other. */
    void slope(double left, double right) {
        for (int i = 0; i < width * height; i++) {
            double factor = left + (right - left) * (i % width + 0.5) / width;
            for (float[] plane : planes) {
                plane[i] *= (float) factor;
            }
        }
    }

    /**
     * Writes an image of MNIST; tells the box of what is more than half ink.
     *
     * @param size pixels for its 28
     * @param level ink from this value, 0…1, on; below 0.5 the strokes get fat
     * @param opacity 1 for ink that covers
     */
    Box digit(float[] image, double left, double top, double size, double level, double opacity,
            float[] ink) {
        double soft = Math.max(0.08, 0.5 * SIDE / size);
        Box box = new Box(0, 0, 0, 0);
        for (int i = 0; i < width * height; i++) {
            double value = at(image, (i % width + 0.5 - left) * SIDE / size,
                    (i / width + 0.5 - top) * SIDE / size);
            double share = opacity * Math.clamp((value - level) / soft + 0.5, 0, 1);
            if (value > 0 && share > 0.5) {
                Box pixel = new Box(i % width, i / width, 1, 1);
                box = box.width() == 0 ? pixel : box.union(pixel);
            }
            if (value > 0 && share > 0) {
                for (int c = 0; c < 3; c++) {
                    planes[c][i] += (float) (share * (ink[c] - planes[c][i]));
                }
            }
        }
        return box;
    }

    private static double at(float[] image, double x, double y) {
        double column = x - 0.5;
        double row = y - 0.5;
        if (column < 0 || row < 0 || column >= SIDE - 1 || row >= SIDE - 1) {
            return 0;
        }
        int index = (int) row * SIDE + (int) column;
        double right = column - (int) column;
        double down = row - (int) row;
        double upper = image[index] + right * (image[index + 1] - image[index]);
        double lower = image[index + SIDE]
                + right * (image[index + SIDE + 1] - image[index + SIDE]);
        return (upper + down * (lower - upper)) / 255;
    }

    /** Three box filters, close to a normal one. */
    void blur(int radius) {
        for (int pass = 0; radius > 0 && pass < 3; pass++) {
            for (float[] plane : planes) {
                for (int y = 0; y < height; y++) {
                    line(plane, y * width, 1, width, radius);
                }
                for (int x = 0; x < width; x++) {
                    line(plane, x, width, height, radius);
                }
            }
        }
    }

    private static void line(float[] plane, int start, int stride, int length, int radius) {
        float[] source = new float[length];
        for (int i = 0; i < length; i++) {
            source[i] = plane[start + i * stride];
        }
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int j = i - radius; j <= i + radius; j++) {
                sum += source[Math.clamp(j, 0, length - 1)];
            }
            plane[start + i * stride] = (float) (sum / (2 * radius + 1));
        }
    }

    /** Adds noise of a standard deviation to each channel. */
    void noise(double sigma) {
        for (int i = 0; sigma > 0 && i < width * height; i++) {
            for (float[] plane : planes) {
                double sum = random.nextDouble() + random.nextDouble() + random.nextDouble()
                        + random.nextDouble() - 2;
                plane[i] += (float) (sigma * Math.sqrt(3) * sum);
            }
        }
    }

    void invert() {
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = 255 - plane[i];
            }
        }
    }

    Picture picture(int left, int top, int right, int bottom) {
        int[] argb = new int[(right - left) * (bottom - top)];
        for (int i = 0; i < argb.length; i++) {
            int at = (top + i / (right - left)) * width + left + i % (right - left);
            int pixel = 0xFF;
            for (float[] plane : planes) {
                pixel = pixel << 8 | Math.clamp(Math.round(plane[at]), 0, 255);
            }
            argb[i] = pixel;
        }
        return new Picture(right - left, bottom - top, argb);
    }

    Picture picture() {
        return picture(0, 0, width, height);
    }
}
