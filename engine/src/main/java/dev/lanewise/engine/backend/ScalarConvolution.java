package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;

/** The convolution of one group as nested loops, the lanes of a tile innermost. */
final class ScalarConvolution {
    private final ConvolutionShape shape;
    private final ConvolutionWindow window;
    private final MapShape in;
    private final MapShape out;

    /** Prepares the convolution. */
    ScalarConvolution(ConvolutionShape shape) {
        this.shape = shape.inPlace();
        this.window = shape.window();
        this.in = shape.in();
        this.out = shape.out();
    }

    /**
     * Index of the first lane that tap (kernelRow, kernelColumn) of map {@code channel} reads for
     * output (row, column).
     */
    private int inputIndex(int channel, int row, int kernelRow, int column, int kernelColumn) {
        return channel * in.channelStride()
                + (row * window.strideHeight() + kernelRow * window.dilationHeight())
                        * in.rowStride()
                + (column * window.strideWidth() + kernelColumn * window.dilationWidth())
                        * in.lanes();
    }

    /** See {@link ConvolutionForward}. */
    void forward(float[] x, int xOffset, float[] w, int wOffset, float[] bias,
            int biasOffset, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        for (int o = 0; o < out.channels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                int target = yOffset + o * out.channelStride() + row * out.rowStride();
                Arrays.fill(y, target, target + out.rowLength(), bias[biasOffset + o]);
                forwardRow(x, xOffset, w, wOffset + o * shape.taps(), row, y, target);
            }
        }
    }

    private void forwardRow(float[] x, int xOffset, float[] w, int weight, int row, float[] y,
            int target) {
        int tap = weight;
        for (int c = 0; c < in.channels(); c++) {
            for (int kernelRow = 0; kernelRow < window.height(); kernelRow++) {
                for (int kernelColumn = 0; kernelColumn < window.width();
                        kernelColumn++, tap++) {
                    for (int column = 0; column < out.width(); column++) {
                        axpy(in.lanes(), w[tap], x,
                                xOffset + inputIndex(c, row, kernelRow, column, kernelColumn), y,
                                target + column * out.lanes());
                    }
                }
            }
        }
    }

    /** See {@link ConvolutionInputGradient}. */
    void inputGradient(float[] dy, int dyOffset, float[] w, int wOffset, float[] dx,
            int dxOffset) {
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(dxOffset, in.span(), dx.length);
        for (int row = 0; row < out.height(); row++) {
            for (int kernelRow = 0; kernelRow < window.height(); kernelRow++) {
                for (int kernelColumn = 0; kernelColumn < window.width(); kernelColumn++) {
                    for (int o = 0; o < out.channels(); o++) {
                        scatter(row, kernelRow, kernelColumn, dy,
                                dyOffset + o * out.channelStride() + row * out.rowStride(), w,
                                wOffset + o * shape.taps(), dx, dxOffset);
                    }
                }
            }
        }
    }

    private void scatter(int row, int kernelRow, int kernelColumn, float[] dy, int source,
            float[] w, int weight, float[] dx, int dxOffset) {
        for (int c = 0; c < in.channels(); c++) {
            float tap = w[weight + (c * window.height() + kernelRow) * window.width()
                    + kernelColumn];
            for (int column = 0; column < out.width(); column++) {
                axpy(in.lanes(), tap, dy, source + column * out.lanes(), dx,
                        dxOffset + inputIndex(c, row, kernelRow, column, kernelColumn));
            }
        }
    }

    private static void axpy(int length, float a, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = Fma.of(a, x[xOffset + i], y[yOffset + i]);
        }
    }

    /** See {@link ConvolutionWeightGradient}. */
    void weightGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int dwOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(dwOffset, Math.multiplyExact(shape.weights(), in.lanes()),
                dw.length);
        int target = dwOffset;
        for (int o = 0; o < out.channels(); o++) {
            for (int c = 0; c < in.channels(); c++) {
                for (int kernelRow = 0; kernelRow < window.height(); kernelRow++) {
                    for (int kernelColumn = 0; kernelColumn < window.width();
                            kernelColumn++, target += in.lanes()) {
                        weightSum(x, xOffset + inputIndex(c, 0, kernelRow, 0, kernelColumn), dy,
                                dyOffset + o * out.channelStride(), dw, target);
                    }
                }
            }
        }
    }

    private void weightSum(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw,
            int target) {
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                int input = xOffset + inputIndex(0, row, 0, column, 0);
                int gradient = dyOffset + row * out.rowStride() + column * out.lanes();
                for (int lane = 0; lane < in.lanes(); lane++) {
                    dw[target + lane] = Fma.of(dy[gradient + lane], x[input + lane],
                            dw[target + lane]);
                }
            }
        }
    }
}
