package dev.lanewise.onnx.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Computes with constants element by element; extents of 1 are repeated. */
final class ConstantArithmetic {
    private static final Map<String, DoubleBinaryOperator> BINARY = Map.of("Add",
            (a, b) -> a + b, "Sub", (a, b) -> a - b, "Mul", (a, b) -> a * b, "Div",
            (a, b) -> a / b);
    private static final Map<String, DoubleUnaryOperator> UNARY = Map.of("Neg", a -> -a, "Sqrt",
            StrictMath::sqrt, "Floor", StrictMath::floor, "Ceil", StrictMath::ceil, "Abs",
            Math::abs, "Reciprocal", a -> 1 / a);
    private final ConstantFolding folding;

    ConstantArithmetic(ConstantFolding folding) {
        this.folding = folding;
    }

    /** {@return what the operator makes} */
    Constant apply(Operation op) {
        return UNARY.containsKey(op.type()) ? unary(op) : binary(op);
    }

    private Constant unary(Operation op) {
        Constant in = op.constant(0);
        DoubleUnaryOperator function = UNARY.getOrDefault(op.type(), a -> a);
        int size = folding.counted(op, in.dims());
        return made(in.dims(), size, in.isWhole(), i -> function.applyAsDouble(
                known(op, in, i)));
    }

    private Constant binary(Operation op) {
        Constant left = op.constant(0);
        Constant right = op.constant(1);
        DoubleBinaryOperator function = BINARY.getOrDefault(op.type(), (a, b) -> a);
        int rank = Math.max(left.rank(), right.rank());
        List<Integer> a = padded(left.dims(), rank);
        List<Integer> b = padded(right.dims(), rank);
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int extent = a.get(axis) == 1 ? b.get(axis) : a.get(axis);
            if (b.get(axis) != 1 && b.get(axis) != extent) {
                throw op.refused("must have constants that fit one another, but has " + left.dims()
                        + " and " + right.dims());
            }
            dims.add(extent);
        }
        int size = folding.counted(op, dims);
        int[] leftStrides = repeated(a);
        int[] rightStrides = repeated(b);
        return made(dims, size, left.isWhole() && right.isWhole(),
                i -> function.applyAsDouble(
                        known(op, left, ConstantFolding.place(dims, leftStrides, i)),
                        known(op, right, ConstantFolding.place(dims, rightStrides, i))));
    }

    private static List<Integer> padded(List<Integer> dims, int rank) {
        List<Integer> padded = new ArrayList<>(Collections.nCopies(rank - dims.size(), 1));
        padded.addAll(dims);
        return padded;
    }

    private static int[] repeated(List<Integer> dims) {
        int[] strides = ConstantFolding.strides(dims);
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = dims.get(axis) == 1 ? 0 : strides[axis];
        }
        return strides;
    }

    private static double known(Operation op, Constant constant, int index) {
        if (constant.isWhole() && constant.wholes()[index] == Constant.BATCH) {
            throw op.refused("must not compute with the extent of the batch, which is open");
        }
        return constant.at(index);
    }

    /** Whole numbers stay whole, a quotient cut; a float is rounded once. */
    private static Constant made(List<Integer> dims, int size, boolean whole,
            IntToDoubleFunction function) {
        if (whole) {
            long[] wholes = new long[size];
            Arrays.setAll(wholes, i -> (long) function.applyAsDouble(i));
            return Constant.of(dims, wholes);
        }
        float[] reals = new float[size];
        for (int i = 0; i < size; i++) {
            reals[i] = (float) function.applyAsDouble(i);
        }
        return Constant.of(dims, reals);
    }
}
