package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.NotFinite;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import java.util.Arrays;

/**
 * Reads samples for a network and checks them: a data set may be anybody's code. Refusals name the
 * sample. Immutable, allocates nothing, and safe for any number of threads.
 */
public final class SampleReader {
    private final Shape shape;
    private final Backend kernels;

    /** A reader of samples of the network's input shape. */
    public SampleReader(Network network, Backend kernels) {
        this.shape = network.inputShape();
        this.kernels = kernels;
    }

    /**
     * Copies a sample's raw values.
     *
     * @param into receives them from {@code offset}
     * @throws IllegalArgumentException if one is no finite number, or the data set can't read the
     *     sample, or writes fewer or more values than it should
     * @throws RuntimeException what the data set throws; a suppressed exception names the sample
     */
    public void read(Dataset data, int index, float[] into, int offset) {
        int size = shape.size();
        // What the data set leaves out must not be what another sample left there.
        Arrays.fill(into, offset, offset + size, Float.NaN);
        try {
            data.read(index, into, offset);
        } catch (IndexOutOfBoundsException e) {
            throw unreadable(index, e);
        } catch (RuntimeException e) {
            // What the data set throws comes through as it is; the sample stands beside it.
            e.addSuppressed(new IllegalStateException("Sample " + index
                    + " of the data set was to be read; correct the sample, or leave it out."));
            throw e;
        }
        if (!kernels.isFinite(into, offset, size)) {
            throw notFinite("Sample " + index + " of the data set", into, offset,
                    "correct it, or the data set if it leaves values out");
        }
    }

    /**
     * The class of a sample, or {@link Dataset#NO_CLASS}.
     *
     * @throws IllegalArgumentException if it is not one of the data set's, or the data set can't tell it
     */
    public int labelOrNone(Dataset data, int index) {
        int label;
        try {
            label = data.label(index);
        } catch (IndexOutOfBoundsException e) {
            throw unreadable(index, e);
        }
        return label == Dataset.NO_CLASS ? label : checked(data, index, label);
    }

    /**
     * The class of a sample that must have one.
     *
     * @throws IllegalArgumentException if it has none, it is not one of the data set's, or the data set
     *     can't tell it
     */
    public int label(Dataset data, int index) {
        return checked(data, index, labelOrNone(data, index));
    }

    private static int checked(Dataset data, int index, int label) {
        if (label < 0 || label >= data.classes()) {
            throw new IllegalArgumentException("Label " + index + " must be a class below "
                    + data.classes() + ", but is " + label
                    + "; correct it, or give the data set more classes.");
        }
        return label;
    }

    /**
     * Copies the values of a sample's target.
     *
     * @param into receives them from {@code offset}
     * @throws IllegalArgumentException if one is no finite number, or the data set can't tell the target
     */
    public void target(Dataset data, int index, float[] into, int offset) {
        int count = data.targets();
        Arrays.fill(into, offset, offset + count, Float.NaN);
        try {
            data.target(index, into, offset);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Target " + index + " of the data set must have "
                    + count + " values, but reading it gave " + outOfBounds(e)
                    + "; correct the number of targets that the data set tells.", e);
        }
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(into[offset + i])) {
                throw new IllegalArgumentException("Target " + index + " of the data set must be "
                        + count + " finite numbers, but the value at index " + i + " is "
                        + into[offset + i]
                        + "; correct it, or the data set if it leaves values out.");
            }
        }
    }

    /**
     * How much a sample counts.
     *
     * @throws IllegalArgumentException if that is no finite number of at least 0, or the data set can't
     *     tell it
     */
    public float weight(Dataset data, int index) {
        float weight;
        try {
            weight = data.weight(index);
        } catch (IndexOutOfBoundsException e) {
            throw unreadable(index, e);
        }
        if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("The weight of sample " + index
                    + " must be a finite number of at least 0, but is " + weight
                    + "; correct it.");
        }
        return weight;
    }

    /**
     * Checks raw values that are no data set's.
     *
     * @throws IllegalArgumentException if one is no finite number
     */
    public void check(float[] values) {
        if (!kernels.isFinite(values, 0, values.length)) {
            throw notFinite("The network's input", values, 0, "correct the sample");
        }
    }

    private IllegalArgumentException unreadable(int index, IndexOutOfBoundsException e) {
        return new IllegalArgumentException("Sample " + index + " of the data set must have "
                + shape.size() + " values (" + shape
                + ") and a label, but reading it gave " + outOfBounds(e)
                + "; correct the size or the shape that the data set tells.", e);
    }

    /** Where an exception is thrown often, the compiler leaves its message out. */
    private static String outOfBounds(IndexOutOfBoundsException e) {
        String which = e.getMessage();
        return "an index out of bounds" + (which == null ? "" : " (" + which + ")");
    }

    private IllegalArgumentException notFinite(String what, float[] values, int offset,
            String mend) {
        int at = NotFinite.first(values, offset, shape.size());
        return new IllegalArgumentException(what + " must be " + shape.size() + " finite numbers ("
                + shape + "), but the value at index " + at + " is " + values[offset + at] + "; "
                + mend + ".");
    }
}
