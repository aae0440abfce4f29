package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.MapShape;
import java.util.Arrays;
import java.util.Objects;

/**
 * The gradient of a depthwise convolution's input for a tile of images, each pixel's sum in a register
 * from its first term to its last. The output's gradient is copied between columns of zeros, so that the
 * pixels of a row have the same terms but for those that a stride keeps apart: every {@code
 * strideWidth}-th pixel is one run.
 */
final class VectorDepthwiseInputGradient implements ConvolutionInputGradient {
    private final ConvolutionShape shape;
    private final int multiplier;
    /** Columns of zeros before each row of {@link #outputs}. */
    private final int margin;
    private final int outputRow;
    /** Whether {@link DepthwiseRows} are made for it. */
    private final boolean dense;
    /** Rows of zeros above each map of {@link #outputs}, and below it. */
    private final int above;
    /** Floats of a map with its zeros. */
    private final int outputMap;
    /** The gradient of the output maps of one input map. */
    private final float[] outputs;
    /** By row of the input and first pixel of a run, where the terms' weights lie. */
    private final int[][] weights;
    /** Where their output gradients lie, of the first pixel. */
    private final int[][] gradients;

    VectorDepthwiseInputGradient(ConvolutionShape shape) {
        this.shape = shape.inPlace();
        this.multiplier = shape.out().channels() / shape.groups();
        this.dense = VectorDepthwise3x3.fits(shape) && multiplier == 1
                && shape.window().equals(ConvolutionWindow.square(3, 3, 1, 1));
        this.above = dense ? 2 : 0;
        this.margin = margin(shape.window());
        this.outputRow = Math.toIntExact(outputRow(shape));
        this.outputMap = (shape.out().height() + 2 * above) * outputRow;
        this.outputs = new float[multiplier * outputMap];
        int runs = dense ? 0 : shape.in().height() * shape.window().strideWidth();
        this.weights = new int[runs][];
        this.gradients = new int[runs][];
        for (int run = 0; run < runs; run++) {
            place(run);
        }
    }

    /** Whether this is a full tile with a group for each input map. */
    static boolean fits(ConvolutionShape shape) {
        long rows = (shape.out().channels() / shape.groups()) * (shape.out().height() + 4L);
        return VectorDepthwise.fits(shape) && rows * outputRow(shape) <= Integer.MAX_VALUE;
    }

    private static int margin(ConvolutionWindow window) {
        return (window.width() - 1) * window.dilationWidth() / window.strideWidth();
    }

    /** Floats of a row of output gradients with its zeros. */
    private static long outputRow(ConvolutionShape shape) {
        int pixels = Math.ceilDiv(shape.in().width(), shape.window().strideWidth());
        return (margin(shape.window()) + (long) Math.max(pixels, shape.out().width())) * TILE;
    }

    /** Finds the terms of a run, in the order (output row, kernel column, output map). */
    private void place(int run) {
        ConvolutionWindow window = shape.window();
        int row = run / window.strideWidth();
        int column = run % window.strideWidth();
        int[] weight = new int[window.area() * multiplier];
        int[] gradient = new int[weight.length];
        int terms = 0;
        for (int y = 0; y < shape.out().height(); y++) {
            int down = row - y * window.strideHeight();
            if (down < 0 || down % window.dilationHeight() != 0
                    || down / window.dilationHeight() >= window.height()) {
                continue;
            }
            for (int tap = 0; tap < window.width(); tap++) {
                int right = tap * window.dilationWidth() - column;
                if (right % window.strideWidth() != 0) {
                    continue;
                }
                for (int map = 0; map < multiplier; map++) {
                    weight[terms] = map * window.area()
                            + down / window.dilationHeight() * window.width() + tap;
                    gradient[terms++] = map * outputMap + y * outputRow
                            + (margin - right / window.strideWidth()) * TILE;
                }
            }
        }
        weights[run] = Arrays.copyOf(weight, terms);
        gradients[run] = Arrays.copyOf(gradient, terms);
    }

    @Override
    public void run(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx, int dxOffset) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(dxOffset, in.span(), dx.length);
        for (int c = 0; c < in.channels(); c++) {
            for (int map = 0; map < multiplier; map++) {
                copy(dy, dyOffset + (c * multiplier + map) * out.channelStride(), map);
            }
            int weight = wOffset + c * multiplier * shape.taps();
            int to = dxOffset + c * in.channelStride();
            if (dense) {
                rows(w, weight, dx, to);
                continue;
            }
            for (int run = 0; run < weights.length; run++) {
                pixels(run, w, weight, dx, to);
            }
        }
    }

    /** All rows of a map that outputs of three rows reach, or the zeros above and below them. */
    private void rows(float[] w, int weight, float[] dx, int to) {
        for (int row = 0; row < shape.in().height(); row++) {
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                DepthwiseRows.inputGradient1(shape.in().width(), w, weight, outputs,
                        row * outputRow + lane, outputRow, dx,
                        to + row * shape.in().rowStride() + lane);
            }
        }
    }

    private void copy(float[] dy, int from, int map) {
        MapShape out = shape.out();
        for (int row = 0; row < out.height(); row++) {
            System.arraycopy(dy, from + row * out.rowStride(), outputs,
                    map * outputMap + (above + row) * outputRow + margin * TILE,
                    out.rowLength());
        }
    }

    private void pixels(int run, float[] w, int weight, float[] dx, int to) {
        MapShape in = shape.in();
        int stride = shape.window().strideWidth();
        int column = run % stride;
        int first = to + run / stride * in.rowStride() + column * TILE;
        int pixels = Math.ceilDiv(in.width() - column, stride);
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            DepthwiseMicroKernels.run(pixels, w, weight, weights[run], outputs, lane,
                    gradients[run], TILE, dx, first + lane, stride * TILE, null, 0);
        }
    }
}
