package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The depthwise convolution of a tile of images. A matrix product would have one row: there is nothing
 * that a loaded vector could be used for twice, so the pixels of a row share the broadcast weights
 * instead ({@link DepthwiseTiles}).
 */
final class VectorDepthwise implements ConvolutionForward {
    private final ConvolutionShape shape;
    /** Output maps of an input map. */
    private final int multiplier;
    private final int[] weights;
    /** Offset in x of each tap of the first output. */
    private final int[] taps;
    private final @Nullable Epilogue end;

    VectorDepthwise(ConvolutionShape shape, @Nullable Epilogue end) {
        this.end = end;
        this.shape = shape.inPlace();
        this.multiplier = shape.out().channels() / shape.groups();
        this.weights = DepthwiseMicroKernels.ascending(shape.taps());
        this.taps = VectorConvolution.taps(shape);
    }

    /** Whether this is a full tile with a group for each input map. */
    static boolean fits(ConvolutionShape shape) {
        return shape.in().lanes() == TILE && shape.isDepthwise();
    }

    @Override
    public void run(float[] x, int xOffset, float[] w, int wOffset, float[] bias, int biasOffset,
            float[] y, int yOffset) {
        MapShape in = shape.in();
        MapShape out = shape.out();
        Objects.checkFromIndexSize(xOffset, in.span(), x.length);
        Objects.checkFromIndexSize(wOffset, shape.weights(), w.length);
        Objects.checkFromIndexSize(biasOffset, out.channels(), bias.length);
        Objects.checkFromIndexSize(yOffset, out.span(), y.length);
        int rowStep = shape.window().strideHeight() * in.rowStride();
        int step = shape.window().strideWidth() * TILE;
        for (int o = 0; o < out.channels(); o++) {
            int from = xOffset + o / multiplier * in.channelStride();
            int to = yOffset + o * out.channelStride();
            for (int row = 0; row < out.height(); row++) {
                for (int lane = 0; lane < TILE; lane += LENGTH) {
                    DepthwiseMicroKernels.run(out.width(), w, wOffset + o * taps.length, weights, x,
                            from + row * rowStep + lane, taps, step, y,
                            to + row * out.rowStride() + lane, TILE, bias, biasOffset + o);
                }
                if (end != null) {
                    VectorArithmetic.end(end, o, y, to + row * out.rowStride(), out.rowLength());
                }
            }
        }
    }
}
