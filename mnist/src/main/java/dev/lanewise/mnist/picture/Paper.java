package dev.lanewise.mnist.picture;

import java.util.Arrays;

/**
 * The colour of the paper at every place: an estimate of the picture without its ink.
 *
 * <p>Light falls on paper unevenly but smoothly, so each channel is a polynomial in the place, of
 * degree four, as a lens that darkens the corners asks for. It is fitted by iteratively reweighted
 * least squares with weights that go down fast (Holland and Welsch 1977): what does not look like
 * paper, the ink, loses its say. Since such a fit ends near where it begins, it begins with a plane
 * through the border, which is paper all round most digits.
 */
final class Paper {
    private static final int DEGREE = 4;
    /** Powers xⁱyʲ with i + j ≤ 4, lower degrees first. */
    private static final int TERMS = terms(DEGREE);
    private static final int ITERATIONS = 8;
    /** At this many standard deviations the weight of a sample is down to a quarter. */
    private static final double SPREAD = 2;
    /** Samples in a row or column of the grid on which the paper is fitted. */
    private static final int GRID = 64;
    /** A smaller picture has one colour of paper: it shows too little paper to fit more. */
    private static final int MIN_SIDE = 48;
    /** A border that differs by no more than this many levels needs no fit. */
    private static final double EVEN = 3;

    /** A fit whose median residual is this share of nearly the largest follows no paper. */
    private static final double BENT = 0.06;
    /** So is one whose residual is so many levels above the noise. */
    private static final double LEAST_BENT = 6;
    private static final double FARTHEST = 0.95;

    private final ColorPlanes colors;
    private final double[][] coefficients = new double[ColorPlanes.CHANNELS][TERMS];

    private boolean scarce;

    private Paper(ColorPlanes colors) {
        this.colors = colors;
    }

    /** Estimates the paper of a picture. */
    static Paper of(ColorPlanes colors) {
        Paper paper = new Paper(colors);
        int[] border = paper.samples(Math.max(1, Math.min(colors.width(), colors.height()) / 16));
        for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
            double[] values = new double[border.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = colors.planes()[c][border[i]];
            }
            paper.coefficients[c][0] = RobustStatistics.mode(values);
        }
        boolean small = Math.max(colors.width(), colors.height()) < MIN_SIDE;
        boolean even = RobustStatistics.median(paper.distances(border)) <= EVEN;
        paper.scarce = small && !even;
        if (!small && !even) {
            paper.fit(border, 1);
            int[] all = paper.samples(Integer.MAX_VALUE);
            paper.fit(all, 2);
            paper.fit(all, DEGREE);
            paper.flattenIfBent(border, all);
        }
        return paper;
    }

    /**
     * Goes back to one colour if the fit is bad: little paper is seen beside a digit that is cut to its box, and
     * the fit bends through its ink.
     */
    private void flattenIfBent(int[] border, int[] all) {
        double[] distances = distances(all);
        double median = RobustStatistics.median(distances);
        if (median < BENT * RobustStatistics.quantile(distances, FARTHEST)
                || median < LEAST_BENT + 2 * medianStep(all)) {
            return;
        }
        double[] levels = luminances(all);
        double low = RobustStatistics.quantile(levels, 1 - FARTHEST);
        double high = RobustStatistics.quantile(levels, FARTHEST);
        double middle = (low + high) / 2;
        double[] edge = luminances(border);
        boolean light = RobustStatistics.median(edge) >= middle;
        for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
            double[] values = new double[all.length];
            int count = 0;
            for (int i = 0; i < all.length; i++) {
                if (levels[i] >= middle == light) {
                    values[count++] = colors.planes()[c][all[i]];
                }
            }
            Arrays.fill(coefficients[c], 0);
            scarce = true;
            coefficients[c][0] = RobustStatistics.mode(Arrays.copyOf(values, count));
        }
    }

    /** The median distance of a colour to the next. */
    private double medianStep(int[] samples) {
        double[] steps = new double[samples.length];
        for (int i = 0; i < steps.length; i++) {
            int next = Math.max(0, samples[i] - 1);
            double square = 0;
            for (float[] plane : colors.planes()) {
                double difference = plane[samples[i]] - plane[next];
                square += difference * difference;
            }
            steps[i] = Math.sqrt(square);
        }
        return RobustStatistics.median(steps);
    }

    private double[] luminances(int[] samples) {
        double[] levels = new double[samples.length];
        float[] color = new float[ColorPlanes.CHANNELS];
        for (int i = 0; i < samples.length; i++) {
            for (int c = 0; c < color.length; c++) {
                color[c] = colors.planes()[c][samples[i]];
            }
            levels[i] = ColorPlanes.luminance(color);
        }
        return levels;
    }

    /** Indices of the points of the grid at most {@code depth} pixels inside the picture. */
    private int[] samples(int depth) {
        int width = colors.width();
        int height = colors.height();
        int stride = Math.ceilDiv(Math.max(width, height), GRID);
        int[] indices = new int[width * height];
        int count = 0;
        for (int y = 0; y < height; y += stride) {
            for (int x = 0; x < width; x += stride) {
                int inside = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
                if (inside < depth) {
                    indices[count++] = y * width + x;
                }
            }
        }
        return Arrays.copyOf(indices, count);
    }

    private static int terms(int degree) {
        return (degree + 1) * (degree + 2) / 2;
    }

    private void fit(int[] samples, int degree) {
        int terms = terms(degree);
        double[] basis = new double[TERMS];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] distances = distances(samples);
            double scale = Math.max(1, SPREAD * RobustStatistics.sigma(distances));
            double[][] normal = new double[terms][terms + ColorPlanes.CHANNELS];
            for (int i = 0; i < samples.length; i++) {
                double ratio = distances[i] / scale;
                double root = 1 / (1 + ratio * ratio);
                double weight = root * root;
                setBasis(samples[i], basis);
                for (int row = 0; row < terms; row++) {
                    double weighted = weight * basis[row];
                    for (int column = 0; column < terms; column++) {
                        normal[row][column] += weighted * basis[column];
                    }
                    for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
                        normal[row][terms + c] += weighted * colors.planes()[c][samples[i]];
                    }
                }
            }
            solve(normal);
            for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
                for (int term = 0; term < terms; term++) {
                    coefficients[c][term] = normal[term][terms + c];
                }
            }
        }
    }

    /** The terms at a pixel. */
    private void setBasis(int index, double[] basis) {
        double x = placeX(index);
        double y = placeY(index);
        basis[0] = 1;
        int term = 1;
        for (int degree = 1; degree <= DEGREE; degree++) {
            for (int i = 0; i < degree; i++, term++) {
                basis[term] = x * basis[term - degree];
            }
            basis[term] = y * basis[term - degree - 1];
            term++;
        }
    }

    /** Where a pixel is between left and right, from −1 to 1. */
    private double placeX(int index) {
        int column = index % colors.width();
        return (2.0 * column + 1) / colors.width() - 1;
    }

    /** Where a pixel is between top and bottom, from −1 to 1. */
    private double placeY(int index) {
        int row = index / colors.width();
        return (2.0 * row + 1) / colors.height() - 1;
    }

    /**
     * Solves positive definite equations by Gauss-Jordan elimination, in place: the right-hand
     * sides, which are the columns behind the square, become the solutions. A small ridge keeps
     * the equations of a picture one pixel wide solvable.
     */
    private static void solve(double[][] rows) {
        int n = rows.length;
        double ridge = 1e-9 * rows[0][0] + Double.MIN_NORMAL;
        for (int pivot = 0; pivot < n; pivot++) {
            double inverse = 1 / (rows[pivot][pivot] + ridge);
            for (int row = 0; row < n; row++) {
                double ratio = row == pivot ? 0 : rows[row][pivot] * inverse;
                for (int column = pivot; column < rows[row].length; column++) {
                    rows[row][column] -= ratio * rows[pivot][column];
                }
            }
            for (int column = pivot; column < rows[pivot].length; column++) {
                rows[pivot][column] *= inverse;
            }
        }
    }

    /** How far the colours of some pixels are from the paper: Euclidean distances. */
    private double[] distances(int[] samples) {
        double[] distances = new double[samples.length];
        float[] difference = new float[ColorPlanes.CHANNELS];
        double[] basis = new double[TERMS];
        for (int i = 0; i < samples.length; i++) {
            differenceAt(samples[i], basis, difference);
            distances[i] = Math.sqrt(difference[0] * difference[0] + difference[1] * difference[1]
                    + difference[2] * difference[2]);
        }
        return distances;
    }

    /** Whether too little paper is seen for its noise to be told from ink. */
    boolean isScarce() {
        return scarce;
    }

    /** Room for {@link #differenceAt} to work in. */
    double[] newBasis() {
        return new double[TERMS];
    }

    /** The colour of a pixel less that of the paper there; overwrites {@code basis}. */
    void differenceAt(int index, double[] basis, float[] into) {
        setBasis(index, basis);
        for (int c = 0; c < into.length; c++) {
            double paper = 0;
            for (int term = 0; term < TERMS; term++) {
                paper += coefficients[c][term] * basis[term];
            }
            into[c] = (float) (colors.planes()[c][index] - paper);
        }
    }

    /** The luminance of the paper in the middle of the picture, 0…255. */
    double luminance() {
        float[] color = new float[ColorPlanes.CHANNELS];
        for (int c = 0; c < color.length; c++) {
            color[c] = (float) coefficients[c][0];
        }
        return ColorPlanes.luminance(color);
    }
}
