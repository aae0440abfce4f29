package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradKernels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Winograd convolution of one image with the lanes along channels: those of the input in its transform,
 * those of the output in products and sums. The image is transposed, so that its channels lie side by side.
 *
 * <p>The weights lie in the order {@code [panel][point][1 + product][channel]}; before the first product
 * stands what a sum begins with: the biases at the point 1, else 0.
 */
final class VectorChannelWinograd implements PreparedConvolution {
    /** Most tiles whose sums at all points are made before they become outputs: with 64 channels 36 KB. */
    private static final int CHUNK = 24;

    private final Backend kernels;
    private final WinogradKernels winograd;
    private final ConvolutionShape shape;
    private final int tiles;
    private final int depth;
    private final int vectors;
    /** The input, {@code [row][column][channel]}, with what lies between its rows. */
    private final float[] pixels;
    /** The input at the points, {@code [point][row][tile][channel]}. */
    private final float[] values;
    /** Floats from point to point there. */
    private final int point;
    private final int[] positions;
    private final int[] taps;
    /** Tiles from one chunk to the next. */
    private final int step;
    /** Sums of a chunk, {@code [point][tile][channel]}, and their outputs, {@code [column][channel]}. */
    private final float[] sums;
    private final float[] outputs;
    private final TransposedMaps maps;
    private final @Nullable Epilogue end;

    VectorChannelWinograd(ConvolutionShape shape, Backend kernels, WinogradKernels winograd,
            @Nullable Epilogue end) {
        this.end = end;
        MapShape in = shape.inPlace().in();
        MapShape out = shape.out();
        int channels = in.channels();
        int kernelRows = shape.window().height();
        this.kernels = kernels;
        this.winograd = winograd;
        this.shape = shape;
        this.tiles = Winograd.tiles(out.width());
        this.depth = channels * kernelRows;
        this.vectors = out.channels() / LENGTH;
        this.pixels = new float[columns(in) * channels];
        this.point = in.height() * tiles * channels;
        this.values = new float[Winograd.POINTS * point];
        this.positions = new int[out.height() * tiles];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i * channels;
        }
        this.taps = new int[depth];
        for (int k = 0; k < depth; k++) {
            taps[k] = k % kernelRows * tiles * channels + k / kernelRows;
        }
        this.step = Math.min(CHUNK, positions.length);
        int widest = ChannelMicroKernels.nextPanel(vectors) * LENGTH;
        this.sums = new float[Winograd.POINTS * step * widest];
        this.outputs = new float[TransposedMaps.rows(step * Winograd.OUTPUTS) * widest];
        this.maps = new TransposedMaps(out, widest, kernels);
    }

    /** Floats of a map from the first to the last, gaps included. */
    private static int columns(MapShape map) {
        return (map.height() - 1) * map.rowStride() + map.width();
    }

    /** Whether this is one image whose channels fill vectors and whose rows fill tiles. */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        return in.lanes() == 1 && in.channels() % LENGTH == 0 && out.channels() % LENGTH == 0
                && VectorTranspose.fits(in.channels(), columns(in))
                && out.width() % Winograd.OUTPUTS == 0
                && in.height() * (long) in.rowStride() * in.channels()
                        <= Integer.MAX_VALUE / Winograd.POINTS
                && (1L + shape.taps()) * out.channels() <= Integer.MAX_VALUE / Winograd.POINTS
                && TransposedMaps.fits(ChannelMicroKernels.WIDEST * LENGTH, shape.positions());
    }

    @Override
    public float[] order(float[] w, int wOffset, float[] bias, int biasOffset) {
        int channels = shape.out().channels();
        Objects.checkFromIndexSize(wOffset, Winograd.POINTS * channels * depth, w.length);
        Objects.checkFromIndexSize(biasOffset, channels, bias.length);
        float[] ordered = new float[orderedSize()];
        int at = 0;
        int panel;
        for (int v = 0; v < vectors; v += panel) {
            panel = ChannelMicroKernels.nextPanel(vectors - v);
            int width = panel * LENGTH;
            for (int p = 0; p < Winograd.POINTS; p++, at += (1 + depth) * width) {
                if (p == Winograd.ONE) {
                    System.arraycopy(bias, biasOffset + v * LENGTH, ordered, at, width);
                }
                kernels.transpose(width, depth, w, wOffset + (p * channels + v * LENGTH) * depth,
                        depth, ordered, at + width, width);
            }
        }
        return ordered;
    }

    private int orderedSize() {
        return Winograd.POINTS * (1 + depth) * vectors * LENGTH;
    }

    @Override
    public void run(float[] x, int xOffset, float[] ordered, float[] y, int yOffset) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(0, orderedSize(), ordered.length);
        Objects.checkFromIndexSize(yOffset, shape.out().span(), y.length);
        transform(x, xOffset);
        int panel;
        for (int v = 0, w = 0; v < vectors; v += panel) {
            panel = ChannelMicroKernels.nextPanel(vectors - v);
            int width = panel * LENGTH;
            for (int i = 0; i < positions.length; i += step) {
                int some = Math.min(step, positions.length - i);
                multiply(panel, i, some, ordered, w);
                winograd.output(some, width, sums, 0, step * width, 1, 0, Float.NEGATIVE_INFINITY,
                        outputs, 0, Winograd.OUTPUTS * width, width);
                if (end != null) {
                    VectorArithmetic.endChannels(end, v * LENGTH, width, outputs,
                            some * Winograd.OUTPUTS);
                }
                maps.put(v * LENGTH, width, i * Winograd.OUTPUTS, some * Winograd.OUTPUTS, outputs,
                        width, y, yOffset);
            }
            maps.finish(v * LENGTH, width, y, yOffset);
            w += Winograd.POINTS * (1 + depth) * width;
        }
    }

    private void transform(float[] x, int xOffset) {
        MapShape in = shape.in();
        int channels = in.channels();
        kernels.transpose(channels, columns(in), x, xOffset, in.channelStride(), pixels, 0,
                channels);
        for (int row = 0; row < in.height(); row++) {
            winograd.transformInput(tiles, channels, pixels, row * in.rowStride() * channels,
                    Winograd.OUTPUTS * channels, channels, values, row * tiles * channels, point);
        }
    }

    private void multiply(int panel, int first, int count, float[] ordered, int w) {
        int width = panel * LENGTH;
        for (int p = 0; p < Winograd.POINTS; p++) {
            ChannelMicroKernels.run(panel, values, p * point, positions, first, count, taps,
                    ordered, w + p * (1 + depth) * width, sums, p * step * width);
        }
    }
}
