package dev.lanewise.onnx.reader;

import dev.lanewise.onnx.proto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose numbers are known. Numbers with fractions are floats, whole ones and truth values longs. Its
 * arrays are not to be changed.
 */
final class Constant implements Operand {
    /** Among the extents that {@code Shape} tells, the one of the batch where the file leaves it open. */
    static final long BATCH = Long.MIN_VALUE + 7;
    private final List<Integer> dims;
    private final float @Nullable [] reals;
    private final long[] wholes;

    private Constant(List<Integer> dims, float @Nullable [] reals, long[] wholes) {
        this.dims = List.copyOf(dims);
        this.reals = reals;
        this.wholes = wholes;
    }

    static Constant of(List<Integer> dims, float[] values) {
        return new Constant(dims, values, new long[0]);
    }

    static Constant of(List<Integer> dims, long[] values) {
        return new Constant(dims, null, values);
    }

    /** {@return the extents} */
    List<Integer> dims() {
        return dims;
    }

    /** {@return the number of extents} */
    int rank() {
        return dims.size();
    }

    /** {@return the number of elements} */
    int size() {
        float[] values = reals;
        return values == null ? wholes.length : values.length;
    }

    /** {@return whether elements are whole numbers} */
    boolean isWhole() {
        return reals == null;
    }

    /** {@return an element} */
    double at(int index) {
        float[] values = reals;
        return values == null ? wholes[index] : values[index];
    }

    /** {@return the elements as floats} */
    float[] reals() {
        float[] values = reals;
        if (values != null) {
            return values;
        }
        float[] converted = new float[wholes.length];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = wholes[i];
        }
        return converted;
    }

    /** {@return the elements as whole numbers; fractions are cut} */
    long[] wholes() {
        float[] values = reals;
        if (values == null) {
            return wholes;
        }
        long[] converted = new long[values.length];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = (long) values[i];
        }
        return converted;
    }

    /** {@return the same elements with other extents, of the same product} */
    Constant reshaped(List<Integer> other) {
        return new Constant(other, reals, wholes);
    }

    /** {@return as many elements as the extents say: at each place the one at that index here} */
    Constant picked(List<Integer> extents, int size, IntUnaryOperator from) {
        float[] values = reals;
        if (values == null) {
            long[] picked = new long[size];
            Arrays.setAll(picked, i -> wholes[from.applyAsInt(i)]);
            return of(extents, picked);
        }
        float[] picked = new float[size];
        for (int i = 0; i < size; i++) {
            picked[i] = values[from.applyAsInt(i)];
        }
        return of(extents, picked);
    }

    /** {@return the same, its elements as this type has them} */
    Constant cast(DataType type) {
        if (type == DataType.BOOL) {
            long[] truths = new long[size()];
            Arrays.setAll(truths, i -> at(i) != 0 ? 1 : 0);
            return of(dims, truths);
        }
        return type.isWhole() ? of(dims, wholes()) : of(dims, reals());
    }

    /** {@return whether all elements are the same number, of which there is at least one} */
    boolean isUniform() {
        for (int i = 1; i < size(); i++) {
            if (at(i) != at(0)) {
                return false;
            }
        }
        return size() > 0;
    }
}
