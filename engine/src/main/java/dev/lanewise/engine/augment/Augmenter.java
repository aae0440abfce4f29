package dev.lanewise.engine.augment;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.Warp;
import dev.lanewise.engine.backend.WarpShape;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.random.CounterRandom;

/**
 * Distorts images by an {@link Augmentation}, in place. Holds scratch arrays: belongs to one worker.
 *
 * <p>The Gaussian that smooths the noise of the elastic displacements is separable, so a smoothed
 * field of H × W is {@code G[H × H] · noise · G[W × W]} with banded Toeplitz matrices G: two matrix
 * products of 44,000 multiply-adds for 28×28 pixels and both axes. Beyond the edge the noise is 0;
 * the weights of a row that no edge cuts sum to 1.
 */
final class Augmenter {
    private static final int AXES = 2;
    /** Numbers an image: rotation, scale, shear, two shifts, and what fills a multiple of four. */
    private static final int DRAWS = 8;
    private static final int LAST_POWER = 15;
    /** What a random fill takes. */
    private static final int MULTIPLE = 4;

    private final Augmentation augmentation;
    private final Shape shape;
    private final Warp warp;
    private final float[] draws = new float[DRAWS];
    private final float[] map = new float[Warp.COEFFICIENTS];
    private final float[] displacement;
    private final float[] noise;
    private final float[] smoothedColumns;
    private final float[] verticalGaussian;
    private final float[] horizontalGaussian;
    private final GemmKernel vertical;
    private final GemmKernel horizontal;

    Augmenter(Augmentation augmentation, Shape shape, Backend kernels) {
        this.augmentation = augmentation;
        this.shape = shape;
        int height = shape.height();
        int width = shape.width();
        this.warp = kernels.warp(new WarpShape(height, width));
        this.displacement = new float[AXES * warp.shape().padded()];
        int pixels = augmentation.elasticity() > 0 ? height * width : 0;
        this.noise = new float[Math.ceilDiv(AXES * pixels, MULTIPLE) * MULTIPLE];
        this.smoothedColumns = new float[AXES * pixels];
        int rows = pixels > 0 ? height : 0;
        int columns = pixels > 0 ? width : 0;
        // Rows of both fields side by side: 2·W columns.
        this.vertical = kernels.gemm(GemmProblem.of(rows, AXES * columns, rows));
        this.horizontal = kernels.gemm(new GemmProblem(rows, columns, columns, false,
                Math.max(1, AXES * columns), false, Math.max(1, columns), Math.max(1, columns),
                GemmProblem.Start.ZERO));
        this.verticalGaussian = gaussian(rows);
        this.horizontalGaussian = gaussian(columns);
    }

    /** The matrix that smooths {@code size} values. */
    private float[] gaussian(int size) {
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = i / augmentation.smoothness();
            weights[i] = StrictMath.exp(-distance * distance / 2);
            sum += (i == 0 ? 1 : 2) * weights[i];
        }
        float[] matrix = new float[size * size];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) (weights[Math.abs(i / size - i % size)] / sum);
        }
        return matrix;
    }

    /**
     * Distorts a sample in place.
     *
     * @param random of the epoch
     * @param sample its index
     * @param values its raw values, channel after channel from {@code offset}; modified
     */
    void apply(CounterRandom random, int sample, float[] values, int offset) {
        random.fillSymmetric(2L * sample, draws);
        drawMap();
        if (augmentation.elasticity() > 0) {
            random.fillSymmetric(2L * sample + 1, noise);
            smooth();
        }
        int pixels = warp.shape().pixels();
        for (int channel = 0; channel < shape.channels(); channel++) {
            int at = offset + channel * pixels;
            warp.run(values, at, map, (float) augmentation.elasticity(), displacement, values, at);
        }
    }

    /** The map that leads from a place of the new image to that of the old one. */
    private void drawMap() {
        double angle = StrictMath.toRadians(augmentation.rotation() * draws[0]);
        double scale = 1 + augmentation.scale() * draws[1];
        double shear = augmentation.shear() * draws[2];
        double half = sine(angle / 2);
        double cos = scale * (1 - 2 * half * half);
        double sin = scale * sine(angle);
        double middleColumn = (shape.width() - 1) / 2.0;
        double middleRow = (shape.height() - 1) / 2.0;
        double byRow = shear * cos - sin;
        double rowByRow = shear * sin + cos;
        map[0] = (float) cos;
        map[1] = (float) byRow;
        map[2] = (float) (middleColumn - cos * middleColumn - byRow * middleRow
                + augmentation.shift() * draws[3]);
        map[3] = (float) sin;
        map[4] = (float) rowByRow;
        map[5] = (float) (middleRow - sin * middleColumn - rowByRow * middleRow
                + augmentation.shift() * draws[4]);
    }

    /**
     * The sine of an angle of at most π/2, by its series up to the power of 15, to 10⁻¹¹. (That of
     * StrictMath allocates.)
     */
    private static double sine(double x) {
        double square = x * x;
        double sum = 1;
        for (int n = LAST_POWER; n > 1; n -= 2) {
            sum = 1 - square / (n * (n - 1)) * sum;
        }
        return x * sum;
    }

    private void smooth() {
        int width = shape.width();
        vertical.run(verticalGaussian, 0, noise, 0, smoothedColumns, 0);
        for (int axis = 0; axis < AXES; axis++) {
            horizontal.run(smoothedColumns, axis * width, horizontalGaussian, 0, displacement,
                    axis * warp.shape().padded());
        }
    }
}
