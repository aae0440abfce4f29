package dev.lanewise.mnist.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The parts of a picture in which colours change slowly from pixel to pixel: paper, a desk, the
 * inside of a frame. Edges, thin strokes and noise are in none. Looked for in a small copy of the picture.
 *
 * @param width number of columns of the copy
 * @param height number of rows of the copy
 * @param factor side, in values of the planes, of the block behind one pixel of the copy
 * @param planes red, green and blue of the copy
 * @param labels the number of the region of every pixel, from 1 on; 0 where there is none
 * @param list the regions of at least {@link #MIN_SHARE} of the picture
 */
@SuppressWarnings("ArrayRecordComponent")
record Regions(int width, int height, int factor, float[][] planes, int[] labels, List<Mark> list) {
    private static final int MAX_SIDE = 160;
    private static final double MIN_SHARE = 0.02;
    /** Neighbours in a region differ by at most so many levels, and so many times the median difference. */
    private static final double MIN_STEP = 9;
    private static final double STEP_MEDIANS = 3;
    private static final double MAX_STEP = 30;
    /** A picture whose neighbours differ more is smoothed, but not more than twice. */
    private static final double NOISY = 3;
    private static final int MAX_PASSES = 2;

    static Regions of(ColorPlanes colors) {
        int factor = Math.ceilDiv(Math.max(colors.width(), colors.height()), MAX_SIDE);
        int width = Math.ceilDiv(colors.width(), factor);
        int height = Math.ceilDiv(colors.height(), factor);
        float[][] planes = new float[ColorPlanes.CHANNELS][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = reduced(colors.planes()[c], colors.width(), factor, width, height);
        }
        double median = medianStep(planes, width);
        for (int pass = 0; pass < MAX_PASSES && median > NOISY; pass++) {
            for (int c = 0; c < planes.length; c++) {
                planes[c] = smooth(planes[c], width);
            }
            median = medianStep(planes, width);
        }
        double step = Math.clamp(STEP_MEDIANS * median, MIN_STEP, MAX_STEP);
        int[] labels = new int[width * height];
        List<Mark> list = label(planes, width, step * step, labels);
        return new Regions(width, height, factor, planes, labels, list);
    }

    private static float[] reduced(float[] plane, int planeWidth, int factor, int width,
            int height) {
        float[] sums = new float[width * height];
        int[] counts = new int[width * height];
        for (int i = 0; i < plane.length; i++) {
            int at = i / planeWidth / factor * width + i % planeWidth / factor;
            sums[at] += plane[i];
            counts[at]++;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        return sums;
    }

    /** The mean of nine pixels; the border stays. */
    private static float[] smooth(float[] plane, int width) {
        float[] result = plane.clone();
        for (int i = width + 1; i < plane.length - width - 1; i++) {
            if (i % width > 0 && i % width < width - 1) {
                float sum = 0;
                for (int row = i - width; row <= i + width; row += width) {
                    sum += plane[row - 1] + plane[row] + plane[row + 1];
                }
                result[i] = sum / 9;
            }
        }
        return result;
    }

    private static double medianStep(float[][] planes, int width) {
        double[] steps = new double[planes[0].length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (i + 1) % width == 0 ? 0 : Math.sqrt(square(planes, i, i + 1));
        }
        return RobustStatistics.median(steps);
    }

    private static double square(float[][] planes, int first, int second) {
        double square = 0;
        for (float[] plane : planes) {
            double difference = plane[first] - plane[second];
            square += difference * difference;
        }
        return square;
    }

    private static List<Mark> label(float[][] planes, int width, double limit, int[] labels) {
        List<Mark> list = new ArrayList<>();
        Flood flood = new Flood(width, labels, false,
                (pixel, neighbor) -> square(planes, pixel, neighbor) <= limit);
        int next = 1;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == 0) {
                Mark region = flood.from(i, next);
                if (region.area() >= MIN_SHARE * labels.length) {
                    list.add(region);
                }
                next++;
            }
        }
        return list;
    }

    /** The colour of a pixel. */
    float[] colorAt(int index) {
        float[] color = new float[planes.length];
        for (int c = 0; c < color.length; c++) {
            color[c] = planes[c][index];
        }
        return color;
    }

    /** The mean colour of a region. */
    float[] color(int label) {
        float[] color = new float[planes.length];
        int count = 0;
        double[] sums = new double[color.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                count++;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += planes[c][i];
                }
            }
        }
        for (int c = 0; c < color.length; c++) {
            color[c] = (float) (sums[c] / Math.max(1, count));
        }
        return color;
    }

    /** The side of the largest square in each region, by label. */
    int[] squares() {
        int[] squares = new int[labels.length + 1];
        int[] sides = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            sides[i] = 1;
            if (i >= width && i % width > 0 && labels[i - 1] == labels[i]
                    && labels[i - width] == labels[i]
                    && labels[i - width - 1] == labels[i]) {
                sides[i] += Math.min(sides[i - width - 1],
                        Math.min(sides[i - 1], sides[i - width]));
            }
            squares[labels[i]] = Math.max(squares[labels[i]], sides[i]);
        }
        return squares;
    }

    /** The median of each channel over some pixels; black if there are none. */
    float[] medianColor(IntPredicate where) {
        int[] indices = IntStream.range(0, labels.length).filter(where).toArray();
        float[] color = new float[planes.length];
        for (int c = 0; c < color.length; c++) {
            float[] plane = planes[c];
            color[c] = (float) RobustStatistics.median(
                    Arrays.stream(indices).mapToDouble(i -> plane[i]).toArray());
        }
        return color;
    }
}
