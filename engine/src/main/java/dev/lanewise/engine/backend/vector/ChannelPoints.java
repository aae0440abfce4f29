package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradKernels;

/** Channels that fill vectors: the image is transposed, and they are transformed side by side. */
final class ChannelPoints implements ImagePoints {
    private final Backend kernels;
    private final WinogradKernels winograd;
    private final MapShape in;
    private final int outputs;
    private final int tiles;
    /** The input, {@code [row][column][channel]}, with what lies between its rows. */
    private final float[] pixels;
    /** {@code [point][row][tile][channel]}. */
    private final float[] values;
    private final int point;
    private final int[] positions;
    private final int[] taps;

    ChannelPoints(ConvolutionShape shape, Backend kernels, WinogradKernels winograd) {
        Winograd form = Winograd.of(shape);
        int kernelRows = shape.window().height();
        this.kernels = kernels;
        this.winograd = winograd;
        this.in = shape.in();
        int channels = in.channels();
        this.outputs = form.outputs();
        this.tiles = form.tiles(shape.out().width());
        this.pixels = new float[columns(in) * channels];
        this.point = in.height() * tiles * channels;
        this.values = new float[Winograd.POINTS * point];
        this.positions = new int[shape.out().height() * tiles];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i * channels;
        }
        this.taps = new int[channels * kernelRows];
        for (int k = 0; k < taps.length; k++) {
            taps[k] = k % kernelRows * tiles * channels + k / kernelRows;
        }
    }

    /** Floats of a map from the first to the last, gaps included. */
    private static int columns(MapShape map) {
        return (map.height() - 1) * map.rowStride() + map.width();
    }

    /** Whether channels fill vectors and whole tiles rows. */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        return in.channels() % LENGTH == 0
                && VectorTranspose.fits(in.channels(), columns(in))
                && in.height() * (long) in.rowStride() * in.channels() <= Integer.MAX_VALUE
                        / Winograd.POINTS;
    }

    @Override
    public void transform(float[] x, int xOffset) {
        int channels = in.channels();
        kernels.transpose(channels, columns(in), x, xOffset, in.channelStride(), pixels, 0,
                channels);
        for (int row = 0; row < in.height(); row++) {
            winograd.transformInput(tiles, channels, pixels, row * in.rowStride() * channels,
                    outputs * channels, channels, values, row * tiles * channels, point);
        }
    }

    @Override
    public float[] values() {
        return values;
    }

    @Override
    public int point() {
        return point;
    }

    @Override
    public int[] positions() {
        return positions;
    }

    @Override
    public int[] taps() {
        return taps;
    }
}
