package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWindow;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The depthwise convolution of one image. At a stride a map is copied such that what a tap sees lies
 * without gaps: one plane for each row and column that the stride tells apart. Outputs are then computed
 * along the planes' rows and over their ends, in whole vectors however narrow the map; the few outputs
 * between two rows mean nothing and are left behind.
 */
final class VectorImageDepthwise implements ConvolutionForward {
    private final ConvolutionShape shape;
    private final int multiplier;
    private final int[] weights;
    /** Offset in {@link #planes} of each tap of the first output. */
    private final int[] taps;
    private final int planeWidth;
    private final int planeSize;
    private final float[] planes;
    /** Vectors from the first output to the last. */
    private final int vectors;
    private final float[] outputs;
    /** Floats of a map that the vectors read, if they may read it in place. */
    private final int inPlace;
    /** Whether a row may be written as a whole vector, whose surplus the next row overwrites. */
    private final boolean wholeVectors;
    private final @Nullable Epilogue epilogue;

    VectorImageDepthwise(ConvolutionShape shape, @Nullable Epilogue epilogue) {
        this.epilogue = epilogue;
        ConvolutionWindow window = shape.inPlace().window();
        MapShape out = shape.out();
        this.shape = shape;
        this.multiplier = out.channels() / shape.groups();
        this.weights = DepthwiseMicroKernels.ascending(shape.taps());
        boolean dense = window.isDense();
        this.planeWidth = dense ? shape.in().rowStride()
                : Math.ceilDiv(shape.in().width(), window.strideWidth());
        this.planeSize = planeWidth * Math.ceilDiv(shape.in().height(), window.strideHeight());
        this.planes = new float[Math.toIntExact(planes(window)) * planeSize + LENGTH];
        this.taps = new int[shape.taps()];
        for (int tap = 0; tap < taps.length; tap++) {
            int row = tap / window.width() * window.dilationHeight();
            int column = tap % window.width() * window.dilationWidth();
            taps[tap] = place(row, column);
        }
        this.vectors = Math.ceilDiv((out.height() - 1) * planeWidth + out.width(), LENGTH);
        this.outputs = new float[vectors * LENGTH + LENGTH];
        this.inPlace = dense ? taps[taps.length - 1] + vectors * LENGTH : Integer.MAX_VALUE;
        this.wholeVectors = out.width() <= LENGTH && out.isDense();
    }

    /** Whether this is one image with a group for each input map. */
    static boolean fits(ConvolutionShape shape) {
        MapShape in = shape.in();
        ConvolutionWindow window = shape.window();
        long plane = (long) Math.ceilDiv(in.width(), window.strideWidth())
                * Math.ceilDiv(in.height(), window.strideHeight());
        return in.lanes() == 1 && shape.isDepthwise()
                && plane <= (Integer.MAX_VALUE - LENGTH) / planes(window);
    }

    private static long planes(ConvolutionWindow window) {
        return (long) window.strideHeight() * window.strideWidth();
    }

    /** Where a pixel of the input lies in the planes. */
    private int place(int row, int column) {
        ConvolutionWindow window = shape.window();
        int plane = row % window.strideHeight() * window.strideWidth()
                + column % window.strideWidth();
        return plane * planeSize + row / window.strideHeight() * planeWidth
                + column / window.strideWidth();
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
        int end = yOffset + out.span();
        for (int o = 0; o < out.channels(); o++) {
            int map = xOffset + o / multiplier * in.channelStride();
            boolean copied = inPlace > x.length - map;
            if (copied && o % multiplier == 0) {
                copy(x, map);
            }
            DepthwiseMicroKernels.run(vectors, w, wOffset + o * taps.length, weights,
                    copied ? planes : x, copied ? 0 : map, taps, LENGTH, outputs, 0, LENGTH, bias,
                    biasOffset + o);
            if (epilogue != null) {
                VectorArithmetic.end(epilogue, o, outputs, 0, vectors * LENGTH);
            }
            store(y, yOffset + o * out.channelStride(), end);
        }
    }

    private void store(float[] y, int to, int end) {
        MapShape out = shape.out();
        for (int row = 0; row < out.height(); row++) {
            int at = to + row * out.rowStride();
            if (wholeVectors && at + LENGTH <= end) {
                FloatVector.fromArray(SPECIES, outputs, row * planeWidth).intoArray(y, at);
            } else {
                System.arraycopy(outputs, row * planeWidth, y, at, out.width());
            }
        }
    }

    private void copy(float[] x, int from) {
        MapShape in = shape.in();
        int stride = shape.window().strideWidth();
        for (int row = 0; row < in.height(); row++) {
            int source = from + row * in.rowStride();
            for (int first = 0; first < Math.min(stride, in.width()); first++) {
                StridedCopy.copy(x, source + first, stride, planes, place(row, first),
                        Math.ceilDiv(in.width() - first, stride));
            }
        }
    }
}
