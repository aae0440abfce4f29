package dev.lanewise.mnist.picture;

/** Enlarging and reducing of grey values that lie row by row. Pure functions. */
final class Resampling {
    private Resampling() {}

    /**
     * Reduces (or enlarges) a square part of an image by area: every new pixel is the mean of what
     * it covers, pixels cut by its edges counting by their parts.
     *
     * @param source the image; what lies outside it is 0
     * @param width its number of columns
     * @param left first column of the square, may be outside the image
     * @param top first row of the square, may be outside the image
     * @param side side of the square
     * @param newSide side of the result
     */
    static float[] square(float[] source, int width, int left, int top, int side, int newSide) {
        int height = source.length / width;
        float[] narrow = new float[height * newSide];
        for (int y = 0; y < height; y++) {
            line(source, y * width, 1, width, left, side, narrow, y * newSide, 1, newSide);
        }
        float[] result = new float[newSide * newSide];
        for (int x = 0; x < newSide; x++) {
            line(narrow, x, newSide, height, top, side, result, x, newSide, newSide);
        }
        return result;
    }

    private static void line(float[] source, int start, int stride, int length, int first,
            int count, float[] into, int intoStart, int intoStride, int newCount) {
        double scale = (double) count / newCount;
        for (int i = 0; i < newCount; i++) {
            double from = first + i * scale;
            double to = first + (i + 1) * scale;
            double sum = 0;
            int end = Math.min(length, (int) Math.ceil(to));
            for (int j = Math.max(0, (int) Math.floor(from)); j < end; j++) {
                double covered = Math.min(to, j + 1) - Math.max(from, j);
                sum += covered * source[start + j * stride];
            }
            into[intoStart + i * intoStride] = (float) (sum / scale);
        }
    }

    /** Enlarges an image {@code factor} times in both directions by bilinear interpolation. */
    static float[] enlarge(float[] source, int width, int factor) {
        int height = source.length / width;
        float[] result = new float[source.length * factor * factor];
        for (int y = 0; y < height * factor; y++) {
            double row = Math.clamp((y + 0.5) / factor - 0.5, 0, height - 1);
            int above = (int) row;
            int below = Math.min(height - 1, above + 1);
            for (int x = 0; x < width * factor; x++) {
                double column = Math.clamp((x + 0.5) / factor - 0.5, 0, width - 1);
                int left = (int) column;
                int right = Math.min(width - 1, left + 1);
                double upper = mix(source[above * width + left], source[above * width + right],
                        column - left);
                double lower = mix(source[below * width + left], source[below * width + right],
                        column - left);
                result[y * width * factor + x] = (float) mix(upper, lower, row - above);
            }
        }
        return result;
    }

    private static double mix(double first, double second, double share) {
        return first + share * (second - first);
    }
}
