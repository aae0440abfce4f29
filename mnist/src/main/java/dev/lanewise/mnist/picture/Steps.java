package dev.lanewise.mnist.picture;

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
        float[] first = regions.color(regions.labels(), papers.getFirst().label());
        return papers.stream().anyMatch(paper -> Scenery.distance(first,
                regions.color(regions.labels(), paper.label())) > DIFFERENT);
    }

    private static List<Mark> papers(Regions regions) {
        int[] squares = regions.squares();
        int shorter = Math.min(regions.width(), regions.height());
        return regions.list().stream()
                .filter(region -> squares[region.label()] >= BROAD * shorter && reachesBorder(region.box(), regions))
                .toList();
    }

    private static boolean reachesBorder(Box box, Regions regions) {
        return box.x() <= 1 || box.y() <= 1 || box.x() + box.width() >= regions.width() - 1
                || box.y() + box.height() >= regions.height() - 1;
    }

    /** The picture as if all of it lay in the same light. */
    static ColorPlanes level(ColorPlanes colors, Regions regions) {
        int reach = Math.max(2, (int) (STROKE * Math.min(colors.width(), colors.height())));
        int size = colors.width() * colors.height();
        float[] grey = new float[size];
        for (float[] plane : colors.planes()) {
            for (int i = 0; i < size; i++) {
                grey[i] += plane[i] / ColorPlanes.CHANNELS;
            }
        }
        boolean[] narrow = narrow(colors, regions);
        boolean dark = energy(grey, closing(grey, colors.width(), reach, 1), narrow)
                >= energy(grey, closing(grey, colors.width(), reach, -1), narrow);
        float[][] planes = new float[ColorPlanes.CHANNELS][];
        for (int c = 0; c < planes.length; c++) {
            float[] paper = closing(colors.planes()[c], colors.width(), reach, dark ? 1 : -1);
            planes[c] = dark ? evenLight(colors.planes()[c], paper) : evenDark(colors.planes()[c], paper);
        }
        return new ColorPlanes(colors.width(), colors.height(), colors.factor(), planes);
    }

    /** What belongs to no broad region: the strokes. */
    private static boolean[] narrow(ColorPlanes colors, Regions regions) {
        boolean[] broad = new boolean[regions.labels().length + 1];
        papers(regions).forEach(paper -> broad[paper.label()] = true);
        boolean[] narrow = new boolean[colors.width() * colors.height()];
        for (int i = 0; i < narrow.length; i++) {
            int at = i / colors.width() / regions.factor() * regions.width()
                    + i % colors.width() / regions.factor();
            narrow[i] = !broad[regions.labels()[at]];
        }
        return narrow;
    }

    private static double energy(float[] values, float[] paper, boolean[] where) {
        double energy = 0;
        for (int i = 0; i < values.length; i++) {
            energy += where[i] ? (values[i] - paper[i]) * (values[i] - paper[i]) : 0;
        }
        return energy;
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
    private static void largest(float[] values, int start, int stride, int length, int reach, int sign) {
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
