package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.ConvolutionShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * The im2col matrix of one image, {@code [tap][position]}. At stride 1 a row of a map is copied as
 * whole vectors, whose surplus the next row overwrites.
 */
final class ImageColumns {
    private final ConvolutionShape shape;
    private final int[] taps;
    /** Floats from what a tap sees at one output to the next, along the row and down. */
    private final int step;
    private final int rowStep;
    private final int pitch;
    private final float[] values;

    /** Prepares a matrix whose rows are {@code pitch} floats apart, at least the positions. */
    ImageColumns(ConvolutionShape shape, int pitch) {
        this.pitch = pitch;
        this.shape = shape;
        this.taps = VectorConvolution.taps(shape);
        this.step = shape.window().strideWidth();
        this.rowStep = shape.window().strideHeight() * shape.in().rowStride();
        this.values = new float[taps.length * pitch + LENGTH];
    }

    /** Whether an array can hold the matrix. */
    static boolean fits(ConvolutionShape shape) {
        return (long) shape.taps() * Math.max(shape.positions(), LENGTH)
                <= Integer.MAX_VALUE - LENGTH;
    }

    /** The matrix of the maps in {@code x}; the array itself, overwritten by the next call. */
    float[] of(float[] x, int xOffset) {
        Objects.checkFromIndexSize(xOffset, shape.in().span(), x.length);
        int width = shape.out().width();
        for (int tap = 0; tap < taps.length; tap++) {
            int to = tap * pitch;
            for (int row = 0; row < shape.out().height(); row++, to += width) {
                copyRow(x, xOffset + taps[tap] + row * rowStep, width, to);
            }
        }
        return values;
    }

    private void copyRow(float[] x, int from, int width, int to) {
        if (step > 1) {
            StridedCopy.copy(x, from, step, values, to, width);
            return;
        }
        int vectors = Math.ceilDiv(width, LENGTH) * LENGTH;
        if (from + vectors <= x.length && to + vectors <= values.length) {
            for (int i = 0; i < vectors; i += LENGTH) {
                FloatVector.fromArray(SPECIES, x, from + i).intoArray(values, to + i);
            }
        } else {
            System.arraycopy(x, from, values, to, width);
        }
    }
}
