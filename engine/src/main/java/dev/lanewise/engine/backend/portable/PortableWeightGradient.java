package dev.lanewise.engine.backend.portable;

import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.MapShape;
import java.util.Arrays;
import java.util.Objects;

/**
 * The gradient of the weights of one group. A row of sums holds those of all output maps, and of some rows of
 * the kernel, for one map and one column of the kernel. To it are added, for each row of the input and each
 * column of the output, the gradients of all these maps times one input, which is repeated for each of them.
 * Where a row of the kernel sees no row of the output, the gradients are zeros: they change no sum.
 */
final class PortableWeightGradient implements ConvolutionWeightGradient {
    private final ConvolutionShape shape;
    private final ConvolutionWindow window;
    private final MapShape in;
    private final MapShape out;
    private final int lanes;
    /** Rows of the kernel in a row of sums, and how many rows of sums there are of them. */
    private final int kernelRows;
    private final int parts;
    private final int width;
    /** {@code [part][in · kernelColumns + kernelColumn][kernelRow][out][lane]}. */
    private final float[][][] sums;
    /** {@code [part][column][kernelRow][out][lane]}; columns behind the last hold zeros. */
    private final float[][][] gradients;
    /** Which parts see a row of the output. */
    private final boolean[] seen;
    /** {@code [column][repeated][lane]}. */
    private final float[][] inputs;

    PortableWeightGradient(ConvolutionShape shape) {
        this.shape = shape.inPlace();
        this.window = shape.window();
        this.in = shape.in();
        this.out = shape.out();
        this.lanes = in.lanes();
        int perRow = out.channels() * lanes;
        this.kernelRows = RowProducts.rowsTogether(perRow, window.height());
        this.parts = Math.ceilDiv(window.height(), kernelRows);
        this.width = kernelRows * perRow;
        this.sums = new float[parts][in.channels() * window.width()][width];
        this.gradients = new float[parts][WeightSums.roundUp(out.width())][width];
        this.seen = new boolean[parts];
        this.inputs = new float[in.width()][width];
    }

    @Override
    public void run(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset) {
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(dwOffset, Math.multiplyExact(shape.weights(), lanes), dw.length);
        move(dw, dwOffset, false);
        for (int row = 0; row < in.height(); row++) {
            if (copyGradients(row, dy, dyOffset)) {
                for (int c = 0; c < in.channels(); c++) {
                    repeat(x, xOffset + c * in.channelStride() + row * in.rowStride());
                    addRow(c);
                }
            }
        }
        move(dw, dwOffset, true);
    }

    /** Copies sums to where they are added to, or back. */
    private void move(float[] dw, int dwOffset, boolean back) {
        int at = dwOffset;
        for (int o = 0; o < out.channels(); o++) {
            for (int c = 0; c < in.channels(); c++) {
                for (int row = 0; row < window.height(); row++) {
                    int place = (row % kernelRows * out.channels() + o) * lanes;
                    for (int column = 0; column < window.width(); column++, at += lanes) {
                        float[] sum = sums[row / kernelRows][c * window.width() + column];
                        if (back) {
                            System.arraycopy(sum, place, dw, at, lanes);
                        } else {
                            System.arraycopy(dw, at, sum, place, lanes);
                        }
                    }
                }
            }
        }
    }

    /** The gradients of the rows of the output that see a row of the input; whether there is one. */
    private boolean copyGradients(int inputRow, float[] dy, int dyOffset) {
        boolean any = false;
        Arrays.fill(seen, false);
        for (int kernelRow = 0; kernelRow < window.height(); kernelRow++) {
            if (outputRow(inputRow, kernelRow) >= 0) {
                seen[kernelRow / kernelRows] = true;
                any = true;
            }
        }
        for (int kernelRow = 0; kernelRow < window.height(); kernelRow++) {
            if (seen[kernelRow / kernelRows]) {
                int row = outputRow(inputRow, kernelRow);
                int place = kernelRow % kernelRows * out.channels() * lanes;
                copyColumns(gradients[kernelRow / kernelRows], place, row, dy, dyOffset);
            }
        }
        return any;
    }

    private int outputRow(int inputRow, int kernelRow) {
        int distance = inputRow - kernelRow * window.dilationHeight();
        int row = distance / window.strideHeight();
        return distance < 0 || distance % window.strideHeight() != 0 || row >= out.height() ? -1
                : row;
    }

    private void copyColumns(float[][] to, int place, int row, float[] dy, int dyOffset) {
        for (int column = 0; column < out.width(); column++) {
            float[] target = to[column];
            if (row < 0) {
                Arrays.fill(target, place, place + out.channels() * lanes, 0f);
            } else {
                Columns.gather(dy, dyOffset + row * out.rowStride() + column * lanes,
                        out.channelStride(), target, place, lanes, out.channels() * lanes);
            }
        }
    }

    private void repeat(float[] x, int from) {
        for (int column = 0; column < in.width(); column++) {
            WeightSums.repeat(lanes, width, x, from + column * lanes, inputs[column]);
        }
    }

    private void addRow(int channel) {
        for (int part = 0; part < parts; part++) {
            if (seen[part]) {
                for (int column = 0; column < window.width(); column++) {
                    addColumns(gradients[part], column * window.dilationWidth(),
                            sums[part][channel * window.width() + column]);
                }
            }
        }
    }

    private void addColumns(float[][] dy, int first, float[] to) {
        for (int column = 0; column < out.width(); column += WeightSums.COLUMNS) {
            WeightSums.add(width, dy[column], input(first, column), dy[column + 1],
                    input(first, column + 1),
                    dy[column + 2], input(first, column + 2), dy[column + 3],
                    input(first, column + 3), to);
        }
    }

    /** What an output's column sees; for one behind the last, whose gradient is 0, anything. */
    private float[] input(int first, int column) {
        return inputs[column < out.width() ? first + column * window.strideWidth() : 0];
    }
}
