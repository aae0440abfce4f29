package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.backend.WinogradKernels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Winograd convolution of one image with the lanes along the output's channels in products and sums. A
 * pooling reads some rows of a panel's outputs, whose channels lie side by side as images do in a tile.
 *
 * <p>The weights lie in the order {@code [panel][point][1 + product][channel]}; before the first product
 * stands what a sum begins with: the biases at the point 1, else 0.
 */
final class VectorChannelWinograd implements PreparedConvolution {
    /** About how many tiles' sums are made at all points before they become outputs: of 64 channels 36 KB. */
    private static final int CHUNK = 24;

    private final Backend kernels;
    private final WinogradKernels winograd;
    private final ConvolutionShape shape;
    private final Winograd form;
    private final MapShape out;
    private final ImagePoints points;
    private final int depth;
    private final int vectors;
    /** Tiles from one chunk to the next. */
    private final int step;
    /** Sums of a chunk, {@code [point][tile][channel]}. */
    private final float[] sums;
    /** {@code [row][column][channel]}: a chunk's, or all where they are pooled. */
    private final float[] outputs;
    private final TransposedMaps maps;
    private final @Nullable Epilogue end;
    private final @Nullable Pooling pooling;

    /** The pooling of a panel's channels, for each number of vectors. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pooling(PoolForward[] byVectors, float[] pooled) {}

    VectorChannelWinograd(ConvolutionShape shape, @Nullable Epilogue end, @Nullable PoolShape pool,
            Backend kernels, WinogradKernels winograd) {
        this.end = end;
        this.kernels = kernels;
        this.winograd = winograd;
        this.shape = shape.inPlace();
        this.form = Winograd.of(shape);
        this.out = pool == null ? shape.out() : pool.out();
        this.points = ChannelPoints.fits(shape) ? new ChannelPoints(shape, kernels, winograd)
                : new TilePoints(shape);
        this.depth = points.taps().length;
        this.vectors = shape.out().channels() / LENGTH;
        int all = points.positions().length;
        this.step = Math.min(CHUNK, all);
        int widest = ChannelMicroKernels.nextPanel(vectors) * LENGTH;
        this.sums = new float[Winograd.POINTS * step * widest];
        this.outputs = new float[TransposedMaps.rows((pool == null ? step : all) * form.outputs())
                * widest];
        this.maps = new TransposedMaps(out, widest, kernels);
        this.pooling = pool == null ? null : pooling(pool, widest);
    }

    private Pooling pooling(PoolShape pool, int widest) {
        PoolForward[] byVectors = new PoolForward[widest / LENGTH + 1];
        for (int panel = 1; panel < byVectors.length; panel *= 2) {
            byVectors[panel] = kernels.maxPool(new PoolShape(side(shape.out(), panel),
                    side(out, panel), pool.rows(), pool.columns(), true));
        }
        return new Pooling(byVectors, new float[TransposedMaps.rows(
                out.height() * out.width()) * widest]);
    }

    /** Channels side by side, as the images of a tile are. */
    private static MapShape side(MapShape maps, int vectors) {
        return MapShape.dense(1, maps.height(), maps.width(), vectors * LENGTH);
    }

    /** Whether this is one image whose channels fill vectors and whose rows fill tiles. */
    static boolean fits(ConvolutionShape shape) {
        MapShape out = shape.out();
        return shape.in().lanes() == 1 && out.channels() % LENGTH == 0
                && (ChannelPoints.fits(shape) || TilePoints.fits(shape))
                && out.width() % Winograd.of(shape).outputs() == 0
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
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        points.transform(x, xOffset);
        int panel;
        for (int v = 0, w = 0; v < vectors; v += panel) {
            panel = ChannelMicroKernels.nextPanel(vectors - v);
            int width = panel * LENGTH;
            for (int i = 0; i < points.positions().length; i += step) {
                int some = Math.min(step, points.positions().length - i);
                multiply(panel, i, some, ordered, w);
                chunk(v * LENGTH, width, i * form.outputs(), some, y, yOffset);
            }
            if (pooling != null) {
                pooling.byVectors[panel].run(outputs, 0, pooling.pooled, 0);
                maps.put(v * LENGTH, width, 0, out.height() * out.width(), pooling.pooled, width,
                        y, yOffset);
            }
            maps.finish(v * LENGTH, width, y, yOffset);
            w += Winograd.POINTS * (1 + depth) * width;
        }
    }

    /** Makes outputs of the sums of some tiles; {@code first} counts outputs. */
    private void chunk(int channel, int width, int first, int tiles, float[] y, int yOffset) {
        int to = pooling == null ? 0 : first * width;
        winograd.output(form, tiles, width, sums, 0, step * width, 1, 0, Float.NEGATIVE_INFINITY,
                outputs, to, form.outputs() * width, width);
        if (end != null) {
            VectorArithmetic.endChannels(end, channel, width, outputs, tiles * form.outputs());
        }
        if (pooling == null) {
            maps.put(channel, width, first, tiles * form.outputs(), outputs, width, y, yOffset);
        }
    }

    private void multiply(int panel, int first, int count, float[] ordered, int w) {
        int width = panel * LENGTH;
        for (int p = 0; p < Winograd.POINTS; p++) {
            ChannelMicroKernels.run(panel, points.values(), p * points.point(), points.positions(),
                    first, count, points.taps(), ordered, w + p * (1 + depth) * width, sums,
                    p * step * width);
        }
    }
}
