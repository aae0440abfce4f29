package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of one image with the lanes along the output channels. The input is read where it lies,
 * number by number. Some positions of a panel of channels are computed beside the output, where they stand
 * channel by channel, and are transposed into it.
 *
 * <p>The weights lie in the order {@code [panel][1 + tap][channel]}, the biases before the first tap; the
 * last panel is filled up with zeros to whole vectors.
 */
final class VectorChannelConvolution implements PreparedConvolution {
    /** Most positions that are computed before they are transposed: with 64 channels they are 12 KB. */
    private static final int CHUNK = 48;

    /** Fewer cost less than the transposition of what they make. */
    private static final int LEAST_TAPS = 32;

    private final Backend kernels;
    private final ConvolutionShape shape;
    private final int[] taps;
    private final int[] positions;
    private final int vectors;
    /** Positions from one chunk to the next. */
    private final int step;
    private final float[] chunk;
    private final TransposedMaps maps;
    private final @Nullable Epilogue end;

    VectorChannelConvolution(ConvolutionShape shape, Backend kernels, @Nullable Epilogue end) {
        this.end = end;
        MapShape out = shape.out();
        ConvolutionWindow window = shape.window();
        this.kernels = kernels;
        this.shape = shape;
        this.taps = VectorConvolution.taps(shape);
        this.positions = VectorConvolution.positions(out,
                window.strideHeight() * shape.in().rowStride(), window.strideWidth());
        this.vectors = vectors(shape);
        int chunks = Math.ceilDiv(positions.length, CHUNK);
        this.step = Math.ceilDiv(Math.ceilDiv(positions.length, chunks), 12) * 12;
        int widest = ChannelMicroKernels.nextPanel(vectors) * LENGTH;
        this.chunk = new float[TransposedMaps.rows(step) * widest];
        this.maps = new TransposedMaps(out, widest, kernels);
    }

    private static int vectors(ConvolutionShape shape) {
        return Math.ceilDiv(shape.out().channels(), LENGTH);
    }

    /**
     * Whether this is one image in one group, with channels that fill vectors well, and better than
     * positions do.
     */
    static boolean fits(ConvolutionShape shape) {
        int channels = shape.out().channels();
        return shape.in().lanes() == 1 && shape.groups() == 1
                && shape.taps() >= LEAST_TAPS
                && (vectors(shape) > 1 || !VectorConvolution.fillsVectors(shape))
                && !(VectorImageForward.isMatrix(shape) && Lanes.areFilledBy(shape.positions()))
                && Lanes.areFilledBy(channels)
                && (1L + shape.taps()) * vectors(shape) * LENGTH <= Integer.MAX_VALUE
                && TransposedMaps.fits(ChannelMicroKernels.WIDEST * LENGTH, shape.positions());
    }

    @Override
    public float[] order(float[] w, int wOffset, float[] bias, int biasOffset) {
        int channels = shape.out().channels();
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, channels, bias.length);
        float[] ordered = new float[orderedSize()];
        int panel;
        for (int v = 0, at = 0; v < vectors; v += panel, at += (1 + taps.length) * panel * LENGTH) {
            panel = ChannelMicroKernels.nextPanel(vectors - v);
            int first = v * LENGTH;
            int count = Math.min(panel * LENGTH, channels - first);
            System.arraycopy(bias, biasOffset + first, ordered, at, count);
            kernels.transpose(count, taps.length, w, wOffset + first * taps.length, taps.length,
                    ordered, at + panel * LENGTH, panel * LENGTH);
        }
        return ordered;
    }

    private int orderedSize() {
        return (1 + taps.length) * vectors * LENGTH;
    }

    @Override
    public void run(float[] x, int xOffset, float[] ordered, float[] y, int yOffset) {
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        Objects.checkFromIndexSize(0, orderedSize(), ordered.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        int panel;
        for (int v = 0, w = 0; v < vectors; v += panel, w += (1 + taps.length) * panel * LENGTH) {
            panel = ChannelMicroKernels.nextPanel(vectors - v);
            int first = v * LENGTH;
            int count = Math.min(panel * LENGTH, out.channels() - first);
            for (int p = 0; p < positions.length; p += step) {
                int some = Math.min(step, positions.length - p);
                ChannelMicroKernels.run(panel, x, xOffset, positions, p, some, taps, ordered, w,
                        chunk, 0);
                if (end != null) {
                    VectorArithmetic.endChannels(end, first, panel * LENGTH, chunk, some);
                }
                maps.put(first, count, p, some, chunk, panel * LENGTH, y, yOffset);
            }
            maps.finish(first, count, y, yOffset);
        }
    }
}
