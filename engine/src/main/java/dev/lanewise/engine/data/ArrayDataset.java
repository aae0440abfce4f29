package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import java.util.Objects;

/** Samples in rows of floats, with labels or targets beside them. Safe for any number of threads. */
final class ArrayDataset implements Dataset {
    private final Shape shape;
    private final float[][] x;
    private final int classes;
    private final int[] labels;
    private final int width;
    private final float[][] targets;

    private ArrayDataset(Shape shape, float[][] x, int classes, int[] labels, int width,
            float[][] targets) {
        this.shape = shape;
        this.x = x;
        this.classes = classes;
        this.labels = labels;
        this.width = width;
        this.targets = targets;
        check("Sample", x, shape.size());
    }

    /** The shape of the first row. */
    static Shape flat(float[][] x) {
        if (x.length == 0 || x[0].length == 0) {
            throw new IllegalArgumentException(
                    "A data set must have at least one sample of at least one value; you gave "
                            + x.length + " samples"
                            + (x.length == 0 ? "" : ", the first without values") + ".");
        }
        return Shape.flat(x[0].length);
    }

    static ArrayDataset ofLabels(Shape shape, float[][] x, int[] labels) {
        checkCount(x, labels.length, "labels");
        int most = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Label " + i
                        + " must be a class, a number from 0 to " + (Integer.MAX_VALUE - 1)
                        + ", but is " + labels[i] + "; correct it.");
            }
            most = Math.max(most, labels[i]);
        }
        return new ArrayDataset(shape, x, most + 1, labels, 0, new float[0][]);
    }

    static ArrayDataset ofTargets(Shape shape, float[][] x, float[][] targets) {
        checkCount(x, targets.length, "targets");
        int width = targets.length == 0 ? 0 : targets[0].length;
        if (width == 0) {
            throw new IllegalArgumentException(
                    "A target must have at least one value; the first has none, so give some.");
        }
        check("Target", targets, width);
        return new ArrayDataset(shape, x, 0, new int[0], width, targets);
    }

    private static void checkCount(float[][] x, int count, String what) {
        if (x.length != count) {
            throw new IllegalArgumentException(x.length + " samples must have as many " + what
                    + "; you gave " + count + ".");
        }
    }

    private static void check(String what, float[][] rows, int size) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != size) {
                throw new IllegalArgumentException(what + " " + i + " must have " + size
                        + " values, but has " + rows[i].length + "; make all rows that long.");
            }
            for (int j = 0; j < size; j++) {
                if (!Float.isFinite(rows[i][j])) {
                    throw new IllegalArgumentException(what + " " + i + " must be " + size
                            + " finite numbers, but the value at index " + j + " is " + rows[i][j]
                            + "; correct it, or leave the sample out.");
                }
            }
        }
    }

    @Override
    public int size() {
        return x.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, x.length);
        return classes == 0 ? NO_CLASS : labels[index];
    }

    @Override
    public int targets() {
        return width;
    }

    @Override
    public void target(int index, float[] into, int offset) {
        if (width > 0) {
            System.arraycopy(targets[index], 0, into, offset, width);
        }
    }

    @Override
    public void read(int index, float[] into, int offset) {
        System.arraycopy(x[index], 0, into, offset, shape.size());
    }
}
