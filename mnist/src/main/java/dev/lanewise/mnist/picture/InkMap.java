package dev.lanewise.mnist.picture;

import java.util.Arrays;

/**
 * How much ink there is at every pixel: the difference in colour to the paper, along the direction
 * in which the ink differs from it. So blue ink on red paper of the same luminance is seen, and
 * what differs another way, such as a coloured rule or a reflection, fades.
 *
 * @param width number of columns
 * @param height number of rows
 * @param contrast the difference in levels, row by row; negative where the paper is away from the
 *     ink's colour
 * @param noise its standard deviation on paper, in levels
 * @param threshold contrast from which on there is ink (Otsu 1979, over the pixels above noise)
 * @param strong the median contrast above Otsu's threshold
 * @param paperLuminance luminance of the paper, 0…255
 * @param darkOnLight whether the ink is darker than the paper
 */
@SuppressWarnings("ArrayRecordComponent")
record InkMap(int width, int height, float[] contrast, double noise, double threshold,
        double strong,
        double paperLuminance, boolean darkOnLight) {
    private static final int BINS = 256;
    /** Paper stays below this many standard deviations of its noise. */
    private static final double NOISE_MARGIN = 4;
    /** Ink differs from paper by at least so many levels, whatever the noise. */
    private static final double MIN_CONTRAST = 8;
    /** Below Otsu's threshold, which may fall between strong and weak strokes of one digit. */
    private static final double SHARE_OF_OTSU = 0.7;
    /** At most this share of the contrast of full ink is taken for noise. */
    private static final double MAX_PAPER = 0.1;
    /** The noise is estimated from about so many pixels. */
    private static final int NOISE_SAMPLES = 10_000;

    /** Subtracts the paper. */
    static InkMap of(ColorPlanes colors, Paper paper) {
        int size = colors.width() * colors.height();
        float[][] differences = new float[ColorPlanes.CHANNELS][size];
        float[] pixel = new float[ColorPlanes.CHANNELS];
        double[] basis = paper.newBasis();
        double[] direction = new double[ColorPlanes.CHANNELS];
        for (int i = 0; i < size; i++) {
            paper.differenceAt(i, basis, pixel);
            double square = 0;
            for (float difference : pixel) {
                square += difference * difference;
            }
            for (int c = 0; c < pixel.length; c++) {
                differences[c][i] = pixel[c];
                direction[c] += square * pixel[c];
            }
        }
        double length = 0;
        for (double component : direction) {
            length += component * component;
        }
        length = Math.max(Math.sqrt(length), Double.MIN_NORMAL);
        float[] contrast = new float[size];
        float[] inkColor = new float[ColorPlanes.CHANNELS];
        for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
            float share = (float) (direction[c] / length);
            inkColor[c] = share;
            for (int i = 0; i < size; i++) {
                contrast[i] += share * differences[c][i];
            }
        }
        return measure(colors, contrast, paper, ColorPlanes.luminance(inkColor) < 0);
    }

    private static InkMap measure(ColorPlanes colors, float[] contrast,
            Paper paper, boolean darkOnLight) {
        float peak = 0;
        for (float value : contrast) {
            peak = Math.max(peak, value);
        }
        double noise = noise(contrast, peak);
        if (paper.isScarce()) {
            noise = Math.min(noise, noiseOfNeighbors(contrast));
        }
        double floor = Math.max(NOISE_MARGIN * noise, MIN_CONTRAST);
        int[] histogram = new int[BINS];
        double bin = (peak - floor) / BINS;
        for (float value : contrast) {
            if (value > floor) {
                histogram[Math.min(BINS - 1, (int) ((value - floor) / bin))]++;
            }
        }
        int split = otsu(histogram);
        double threshold = Math.max(floor, SHARE_OF_OTSU * (floor + bin * (split + 1)));
        double strong = floor + bin * (quantileFrom(histogram, split + 1, 0.5) + 1);
        return new InkMap(colors.width(), colors.height(), contrast, noise, threshold, strong,
                paper.luminance(), darkOnLight);
    }

    /** Standard deviation of the contrast of what is paper rather than ink. */
    private static double noise(float[] contrast, float peak) {
        int stride = Math.ceilDiv(contrast.length, NOISE_SAMPLES);
        double[] paper = new double[Math.ceilDiv(contrast.length, stride)];
        int count = 0;
        for (int i = 0; i < contrast.length; i += stride) {
            if (contrast[i] <= peak / 2) {
                paper[count++] = Math.abs(contrast[i]);
            }
        }
        return RobustStatistics.sigma(Arrays.copyOf(paper, count));
    }

    /** The same from differences of neighbours, which soft edges of strokes hardly make larger. */
    private static double noiseOfNeighbors(float[] contrast) {
        double[] differences = new double[contrast.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.abs(contrast[i + 1] - contrast[i]);
        }
        return RobustStatistics.sigma(differences) / Math.sqrt(2);
    }

    /** The last bin of the lower class when the variance between both classes is largest. */
    private static int otsu(int[] histogram) {
        double total = 0;
        double moment = 0;
        for (int i = 0; i < histogram.length; i++) {
            total += histogram[i];
            moment += (double) i * histogram[i];
        }
        double below = 0;
        double belowMoment = 0;
        double best = -1;
        int split = 0;
        for (int i = 0; i < histogram.length - 1; i++) {
            below += histogram[i];
            belowMoment += (double) i * histogram[i];
            double above = total - below;
            if (below > 0 && above > 0) {
                double gap = belowMoment / below - (moment - belowMoment) / above;
                double between = below * above * gap * gap;
                if (between > best) {
                    best = between;
                    split = i;
                }
            }
        }
        return split;
    }

    /** The bin, from {@code first} on, below which the share {@code q} of the pixels is. */
    private static int quantileFrom(int[] histogram, int first, double q) {
        long total = 0;
        for (int i = first; i < histogram.length; i++) {
            total += histogram[i];
        }
        long below = 0;
        int bin = first;
        while (bin < histogram.length - 1 && below + histogram[bin] < q * total) {
            below += histogram[bin++];
        }
        return bin;
    }

    /** The same measures with other contrasts. */
    InkMap withContrast(float[] values) {
        return new InkMap(width, height, values, noise, threshold, strong, paperLuminance,
                darkOnLight);
    }

    /** Whether the strongest contrast is ink, and not the noise of empty paper. */
    boolean hasInk() {
        return strong > Math.max(1.5 * NOISE_MARGIN * noise, MIN_CONTRAST);
    }

    /** Whether there is surely ink at a pixel. */
    boolean isCore(int index) {
        return contrast[index] >= threshold;
    }

    /** Where there is surely ink. */
    boolean[] core() {
        boolean[] core = new boolean[contrast.length];
        for (int i = 0; i < core.length; i++) {
            core[i] = isCore(i);
        }
        return core;
    }

    /**
     * The ink at a pixel: 0 for paper, 1 for full ink, in between at the edges of strokes.
     *
     * @param fullInk the contrast of full ink in the digit; above the threshold
     */
    float inkAt(int index, double fullInk) {
        double paper = Math.min(NOISE_MARGIN / 2 * noise, MAX_PAPER * fullInk);
        return (float) Math.clamp((contrast[index] - paper) / (fullInk - paper), 0, 1);
    }
}
