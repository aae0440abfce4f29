package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;

/** Samples without labels in arrays of the caller's, which are not copied. */
final class SampleArrays implements Dataset {
    private final Shape shape;
    private final float[][] arrays;
    private final int each;
    private final int size;

    private SampleArrays(Shape shape, float[][] arrays, int each, int size) {
        this.shape = shape;
        this.arrays = arrays;
        this.each = each;
        this.size = size;
    }

    /**
     * One sample an array.
     *
     * @throws ShapeException if one has more or fewer values than a sample
     */
    static SampleArrays of(Shape shape, float[][] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (samples[i].length != shape.size()) {
                throw new ShapeException("Sample " + i + " must have " + shape.size() + " values ("
                        + shape + "), but has " + samples[i].length + "; make all samples that"
                        + " long.");
            }
        }
        return new SampleArrays(shape, samples, 1, samples.length);
    }

    /**
     * All of them in one array.
     *
     * @throws ShapeException if it has more or fewer values than so many samples
     */
    static SampleArrays of(Shape shape, float[] samples, int count) {
        if (count < 0 || samples.length != (long) count * shape.size()) {
            throw new ShapeException("An array of " + count + " samples must have " + shape.size()
                    + " values for each (" + shape + "), but has " + samples.length
                    + " in all; give as many samples as you say.");
        }
        return new SampleArrays(shape, new float[][]{samples}, count, count);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        System.arraycopy(arrays[index / each], index % each * shape.size(), into, offset,
                shape.size());
    }
}
