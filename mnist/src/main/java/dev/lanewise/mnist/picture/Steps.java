package dev.lanewise.mnist.picture;

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
    private static final double LARGE = 0.1;
    private static final double SHARE = 0.5;

    private Steps() {}

    /** Whether at least two large regions, together half of the picture, make it up. */
    static boolean isStepped(Regions regions) {
        int count = 0;
        int area = 0;
        for (Mark region : regions.list()) {
            if (region.area() >= LARGE * regions.labels().length) {
                count++;
                area += region.area();
            }
        }
        return count > 1 && area >= SHARE * regions.labels().length;
    }

    /** The picture as if all of it lay in the same light. */
    static ColorPlanes level(ColorPlanes colors) {
        int reach = Math.max(2, (int) (STROKE * Math.min(colors.width(), colors.height())));
        int size = colors.width() * colors.height();
        float[] grey = new float[size];
        for (float[] plane : colors.planes()) {
            for (int i = 0; i < size; i++) {
                grey[i] += plane[i] / ColorPlanes.CHANNELS;
            }
        }
        boolean dark = energy(grey, closing(grey, colors.width(), reach, 1))
                >= energy(grey, closing(grey, colors.width(), reach, -1));
        float[][] planes = new float[ColorPlanes.CHANNELS][];
        for (int c = 0; c < planes.length; c++) {
            float[] paper = closing(colors.planes()[c], colors.width(), reach, dark ? 1 : -1);
            planes[c] = dark ? evenLight(colors.planes()[c], paper) : evenDark(colors.planes()[c], paper);
        }
        return new ColorPlanes(colors.width(), colors.height(), colors.factor(), planes);
    }

    private static double energy(float[] values, float[] paper) {
        double energy = 0;
        for (int i = 0; i < values.length; i++) {
            energy += (values[i] - paper[i]) * (values[i] - paper[i]);
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
