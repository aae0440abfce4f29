package dev.lanewise.mnist.picture;

import java.util.Arrays;
import java.util.List;

/**
 * Takes hard steps out of the paper: the edge of a shadow, a fold, two sheets. The paper at a place is the
 * picture without what is narrower than a stroke (a closing: the largest value around each pixel, then
 * the smallest; of light ink an opening).
 */
final class Steps {
    /** Half the width of what is taken for a stroke, as a share of the shorter side. */
    private static final double STROKE = 0.08;
    /** Shadowed ink is brightened at most so many times. */
    private static final float MAX_GAIN = 4;
    /** Paper holds a square of this share of the shorter side, broader than any stroke. */
    private static final double BROAD = 0.21;
    /** From one paper to another are so many pixels. */
    private static final int EDGE = 5;
    /** And has this share of the picture's border. */
    private static final double CONTACT = 0.1;
    /** The darkest and the lightest strokes are this share of all. */
    private static final double EXTREME = 0.1;
    /** Papers make up this share of the picture, and differ by so many levels. */
    private static final double SHARE = 0.45;
    private static final double DIFFERENT = 25;

    private Steps() {}

    /**
     * Whether the picture is made up of at least two broad regions of different colours that reach its border.
     */
    static boolean isStepped(Regions regions) {
        List<Mark> papers = papers(regions);
        double area = papers.stream().mapToInt(Mark::area).sum();
        if (papers.size() < 2 || area < SHARE * regions.labels().length) {
            return false;
        }
        boolean[] isPaper = new boolean[regions.labels().length + 1];
        papers.forEach(paper -> isPaper[paper.label()] = true);
        return edge(regions, isPaper, 1) > DIFFERENT
                || edge(regions, isPaper, regions.width()) > DIFFERENT;
    }

    /**
     * The mean step from one paper to another, in levels, along rows or columns; 0 if they hardly touch. Paper on
     * both sides of a rule makes no step.
     */
    private static double edge(Regions regions, boolean[] isPaper, int stride) {
        int[] labels = regions.labels();
        double sum = 0;
        int count = 0;
        for (int i = 0; i + EDGE * stride < labels.length; i++) {
            int next = i + EDGE * stride;
            boolean sameLine = stride > 1 || i % regions.width() + EDGE < regions.width();
            if (sameLine && labels[i] != labels[next] && isPaper[labels[i]]
                    && isPaper[labels[next]]) {
                sum += Scenery.distance(regions.colorAt(i), regions.colorAt(next));
                count++;
            }
        }
        return count < BROAD * Math.min(regions.width(), regions.height()) ? 0 : sum / count;
    }

    private static List<Mark> papers(Regions regions) {
        int[] squares = regions.squares();
        int[] contacts = contacts(regions);
        double least = CONTACT * 2 * (regions.width() + regions.height());
        int shorter = Math.min(regions.width(), regions.height());
        return regions.list()
                .stream()
                .filter(region -> squares[region.label()] >= BROAD * shorter
                        && contacts[region.label()] >= least)
                .toList();
    }

    /** How many pixels of the border each region has, by label. */
    private static int[] contacts(Regions regions) {
        int[] contacts = new int[regions.labels().length + 1];
        for (int i = 0; i < regions.labels().length; i++) {
            int x = i % regions.width();
            int y = i / regions.width();
            if (x == 0 || y == 0 || x == regions.width() - 1 || y == regions.height() - 1) {
                contacts[regions.labels()[i]]++;
            }
        }
        return contacts;
    }

    /** The picture as if all of it lay in the same light. */
    static ColorPlanes level(ColorPlanes colors, Regions regions) {
        int reach = Math.max(2, (int) (STROKE * Math.min(colors.width(), colors.height())));
        boolean dark = isInkDark(regions);
        float[][] planes = new float[ColorPlanes.CHANNELS][];
        for (int c = 0; c < planes.length; c++) {
            float[] paper = closing(colors.planes()[c], colors.width(), reach, dark ? 1 : -1);
            planes[c] = dark ? evenLight(colors.planes()[c], paper)
                    : evenDark(colors.planes()[c], paper);
        }
        return new ColorPlanes(colors.width(), colors.height(), colors.factor(), planes);
    }

    /**
     * Whether what belongs to no paper, the strokes, is darker than the darkest paper by more than it is lighter
     * than the lightest.
     */
    private static boolean isInkDark(Regions regions) {
        boolean[] isPaper = new boolean[regions.labels().length + 1];
        double darkest = Double.MAX_VALUE;
        double lightest = 0;
        for (Mark paper : papers(regions)) {
            double level = ColorPlanes.luminance(regions.color(paper.label()));
            isPaper[paper.label()] = true;
            darkest = Math.min(darkest, level);
            lightest = Math.max(lightest, level);
        }
        double[] strokes = new double[regions.labels().length];
        int count = 0;
        for (int i = 0; i < strokes.length; i++) {
            if (!isPaper[regions.labels()[i]]) {
                strokes[count++] = ColorPlanes.luminance(regions.colorAt(i));
            }
        }
        double[] found = Arrays.copyOf(strokes, count);
        return darkest - RobustStatistics.quantile(found, EXTREME)
                >= RobustStatistics.quantile(found, 1 - EXTREME) - lightest;
    }

    /** Light paper reflects a share of the light, and ink of it another. */
    private static float[] evenLight(float[] values, float[] paper) {
        float brightest = 1;
        for (float value : paper) {
            brightest = Math.max(brightest, value);
        }
        float[] even = new float[values.length];
        for (int i = 0; i < even.length; i++) {
            even[i] = values[i] * Math.min(MAX_GAIN, brightest / Math.max(1, paper[i]));
        }
        return even;
    }

    private static float[] evenDark(float[] values, float[] paper) {
        float[] even = new float[values.length];
        for (int i = 0; i < even.length; i++) {
            even[i] = values[i] - paper[i];
        }
        return even;
    }

    /** A closing with a square, or an opening if {@code sign} is −1. */
    private static float[] closing(float[] plane, int width, int reach, int sign) {
        float[] result = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            result[i] = sign * plane[i];
        }
        for (int step = 1; step >= -1; step -= 2) {
            for (int start = 0; start < plane.length; start += width) {
                largest(result, start, 1, width, reach, step);
            }
            for (int x = 0; x < width; x++) {
                largest(result, x, width, plane.length / width, reach, step);
            }
        }
        for (int i = 0; i < plane.length; i++) {
            result[i] *= sign;
        }
        return result;
    }

    /** The largest value (the smallest if {@code sign} is −1) at most {@code reach} away, with a queue. */
    private static void largest(float[] values, int start, int stride, int length, int reach,
            int sign) {
        float[] line = new float[length];
        for (int i = 0; i < length; i++) {
            line[i] = sign * values[start + i * stride];
        }
        int[] queue = new int[length];
        int head = 0;
        int tail = 0;
        for (int i = 0; i < length + reach; i++) {
            if (i < length) {
                while (tail > head && line[queue[tail - 1]] <= line[i]) {
                    tail--;
                }
                queue[tail++] = i;
            }
            int center = i - reach;
            if (center >= 0) {
                while (queue[head] < center - reach) {
                    head++;
                }
                values[start + center * stride] = sign * line[queue[head]];
            }
        }
    }
}
