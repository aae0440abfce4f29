package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;

/**
 * The gradient of a convolution's weights by {@link Winograd}: three taps from the six products of a tile of
 * six columns of the input with one of four columns of the gradient. Products are summed over the tiles of
 * a band of rows and then made to taps, which are added to the gradient. Bands depend on shapes alone, since
 * they make the bits. Belongs to one thread.
 */
public final class WinogradWeightGradient implements ConvolutionWeightGradient {
    /** Most floats of the transformed rows of a band: 512 KB of a tile of images. */
    private static final int MOST_FLOATS = 8_192;
    /** Maps of the output whose weights are summed together, by how their number divides. */
    private static final int SIX = 6;
    private static final int FOUR = 4;
    /** Products of a map that are summed together: with six maps 18 KB of sums. */
    private static final int DEPTH = 8;

    private final WinogradKernels kernels;
    private final ConvolutionShape shape;
    private final int kernelRows;
    private final int band;
    private final WinogradInput input;
    private final WinogradInput gradient;
    /** Offset of each tile of a band, and of one that is shorter. */
    private final int[] positions;
    private final int[] lastPositions;
    /** Offsets of what some products of a map are summed from. */
    private final int[][] taps;
    /** {@code [point][map][product][lane]}. */
    private final float[] sums;

    /**
     * Prepares.
     *
     * @param shape one that {@link Winograd#fits}; its input is that with its padding
     */
    public WinogradWeightGradient(Backend kernels, ConvolutionShape shape) {
        MapShape out = shape.out();
        int tiles = Winograd.tiles(out.width());
        int lanes = out.lanes();
        this.kernels = kernels.winograd();
        this.shape = shape.inPlace();
        this.kernelRows = shape.window().height();
        this.band = band(tiles);
        this.input = new WinogradInput(this.kernels, shape.in(), 0, 0, tiles,
                band + kernelRows - 1, false);
        this.gradient = new WinogradInput(this.kernels, out, 0, 0, tiles, band, true);
        this.positions = positions(band * tiles, lanes);
        int rest = out.height() % band;
        this.lastPositions = rest == 0 ? positions : positions(rest * tiles, lanes);
        int depth = shape.in().channels() * kernelRows;
        this.taps = new int[Math.ceilDiv(depth, DEPTH)][];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = new int[Math.min(DEPTH, depth - i * DEPTH)];
            for (int j = 0; j < taps[i].length; j++) {
                int k = i * DEPTH + j;
                taps[i][j] = k / kernelRows * input.map + k % kernelRows * input.row;
            }
        }
        this.sums = new float[Winograd.POINTS * SIX * DEPTH * lanes];
    }

    private static int[] positions(int count, int lanes) {
        int[] positions = new int[count];
        Arrays.setAll(positions, i -> i * lanes);
        return positions;
    }

    private int band(int tiles) {
        int channels = shape.in().channels() + shape.out().channels();
        int height = shape.out().height();
        int most = Math.max(1,
                MOST_FLOATS / (Winograd.POINTS * channels) / tiles - (kernelRows - 1) / 2);
        return Math.ceilDiv(height, Math.ceilDiv(height, most));
    }

    @Override
    public void run(float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset) {
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(dyOffset, out.span(), dy.length);
        Objects.checkFromIndexSize(dwOffset, Math.multiplyExact(shape.weights(), out.lanes()),
                dw.length);
        int maps = out.channels() % SIX == 0 || out.channels() % SIX == FOUR ? SIX : FOUR;
        for (int row = 0; row < out.height(); row += band) {
            int rows = Math.min(band, out.height() - row);
            input.transform(x, xOffset, row, rows + kernelRows - 1);
            gradient.transform(dy, dyOffset, row, rows);
            int[] at = rows == band ? positions : lastPositions;
            for (int map = 0; map < out.channels(); map += maps) {
                for (int block = 0; block < taps.length; block++) {
                    add(map, Math.min(maps, out.channels() - map), block, at, dw, dwOffset);
                }
            }
        }
    }

    /** Adds the gradient of some maps' weights. */
    private void add(int map, int maps, int block, int[] at, float[] dw, int dwOffset) {
        int lanes = shape.out().lanes();
        int depth = taps[block].length;
        int point = maps * depth * lanes;
        Arrays.fill(sums, 0, Winograd.POINTS * point, 0f);
        for (int p = 0; p < Winograd.POINTS; p++) {
            kernels.accumulate(lanes, maps, gradient.values,
                    p * gradient.point + map * gradient.map, gradient.map, input.values,
                    p * input.point, at, taps[block], sums, p * point);
        }
        int all = shape.in().channels() * kernelRows;
        for (int i = 0; i < maps; i++) {
            int first = ((map + i) * all + block * DEPTH) * Winograd.TAPS * lanes;
            kernels.addWeights(depth, lanes, sums, i * depth * lanes, point, dw, dwOffset + first,
                    Winograd.TAPS * lanes, lanes);
        }
    }
}
