package dev.lanewise.onnx.reader;

import dev.lanewise.onnx.proto.AttributeProto;
import dev.lanewise.onnx.proto.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Computes what depends on constants alone, and on the shapes of what is computed. */
final class ConstantFolding {
    private static final int MOST_AXES = 16;
    private static final int AXES_AS_INPUT_SINCE = 13;
    private static final int SLICE_AS_INPUT_SINCE = 10;
    static final Set<String> NAMES = Set.of("Add", "Sub", "Mul", "Div", "Neg", "Sqrt", "Floor",
            "Ceil", "Abs", "Reciprocal", "Constant", "ConstantOfShape", "Shape", "Gather", "Slice",
            "Concat", "Cast", "Unsqueeze", "Squeeze", "Reshape", "Flatten", "Identity",
            "Transpose");
    private final ConstantArithmetic arithmetic = new ConstantArithmetic(this);
    private final Budget budget;
    private final TensorData tensors;
    private final long batch;

    /**
     * For a file.
     *
     * @param budget what the numbers are taken from
     * @param tensors takes numbers out of attributes
     * @param batch the extent of the batch, or {@link Constant#BATCH}
     */
    ConstantFolding(Budget budget, TensorData tensors, long batch) {
        this.budget = budget;
        this.tensors = tensors;
        this.batch = batch;
    }

    /** {@return whether an operator is computed here} */
    boolean takes(Operation op) {
        return NAMES.contains(op.type()) && (op.isConstant() || op.type().equals("Shape"));
    }

    /** {@return what the operator makes} */
    Constant apply(Operation op) throws IOException {
        return switch (op.type()) {
            case "Constant" -> value(op);
            case "ConstantOfShape" -> filled(op);
            case "Shape" -> shape(op);
            case "Gather" -> gather(op);
            case "Slice" -> slice(op);
            case "Concat" -> concat(op);
            case "Cast" -> cast(op);
            case "Unsqueeze" -> unsqueeze(op);
            case "Squeeze" -> squeeze(op);
            case "Reshape" -> reshape(op);
            case "Flatten" -> flatten(op);
            case "Identity" -> op.constant(0);
            case "Transpose" -> transpose(op);
            default -> arithmetic.apply(op);
        };
    }

    int counted(Operation op, List<Integer> dims) {
        long size = 1;
        for (int extent : dims) {
            size = Math.multiplyExact(size, extent);
        }
        if (dims.size() > MOST_AXES) {
            throw op.refused("must make at most " + MOST_AXES + " axes, but makes " + dims.size());
        }
        budget.take(size);
        return Math.toIntExact(size);
    }

    private Constant value(Operation op) throws IOException {
        AttributeProto.@Nullable Tensor tensor = op.tensor("value");
        if (tensor != null) {
            return tensors.constant(tensor.value());
        }
        @Nullable List<Long> wholes = op.wholes("value_ints");
        @Nullable List<Float> reals = op.reals("value_floats");
        if (wholes != null) {
            return Constant.of(List.of(wholes.size()),
                    wholes.stream().mapToLong(each -> each).toArray());
        }
        if (reals != null) {
            float[] values = new float[reals.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = reals.get(i);
            }
            return Constant.of(List.of(values.length), values);
        }
        if (op.hasAttribute("value_int")) {
            return Constant.of(List.of(), new long[]{op.whole("value_int", 0)});
        }
        if (op.hasAttribute("value_float")) {
            return Constant.of(List.of(), new float[]{op.real("value_float", 0)});
        }
        throw op.refused("must have a value of numbers");
    }

    private Constant filled(Operation op) throws IOException {
        AttributeProto.@Nullable Tensor tensor = op.tensor("value");
        Constant value = tensor == null ? Constant.of(List.of(1), new float[1])
                : tensors.constant(tensor.value());
        if (value.size() != 1) {
            throw op.refused("must have one number as its value");
        }
        List<Integer> dims = extents(op, op.constant(0).wholes());
        return value.picked(dims, counted(op, dims), i -> 0);
    }

    private static List<Integer> extents(Operation op, long[] extents) {
        List<Integer> dims = new ArrayList<>();
        for (long extent : extents) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw op.refused("must have extents that are known and from 0, but one is "
                        + (extent == Constant.BATCH ? "that of the batch" : extent));
            }
            dims.add((int) extent);
        }
        return dims;
    }

    private Constant shape(Operation op) {
        List<Long> all = new ArrayList<>();
        switch (op.operand(0)) {
            case Constant constant -> constant.dims().forEach(extent -> all.add((long) extent));
            case Operand.Grouped grouped -> op.maps(0); // Refused.
            case Operand.Distances distances -> op.maps(0); // Refused.
            case Maps maps -> {
                all.add(batch);
                maps.layout().extents().forEach(extent -> all.add((long) extent));
            }
        }
        int start = bounded(op.whole("start", 0), all.size());
        int end = bounded(op.whole("end", all.size()), all.size());
        List<Long> part = all.subList(start, Math.max(start, end));
        return Constant.of(List.of(part.size()), part.stream().mapToLong(each -> each).toArray());
    }

    private static int bounded(long place, int size) {
        return (int) Math.max(0, Math.min(size, place < 0 ? place + size : place));
    }

    private Constant gather(Operation op) {
        Constant data = op.constant(0);
        Constant indices = op.constant(1);
        int axis = op.axis(op.whole("axis", 0), data.rank());
        int extent = data.dims().get(axis);
        int[] places = new int[indices.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = op.axis(indices.wholes()[i], extent);
        }
        List<Integer> dims = new ArrayList<>(data.dims().subList(0, axis));
        dims.addAll(indices.dims());
        dims.addAll(data.dims().subList(axis + 1, data.rank()));
        int size = counted(op, dims);
        int inner = product(data.dims().subList(axis + 1, data.rank()));
        int row = inner * places.length;
        return data.picked(dims, size, i -> i / row * extent * inner
                + places[i % row / inner] * inner + i % inner);
    }

    private static int product(List<Integer> dims) {
        return dims.stream().reduce(1, (a, b) -> a * b);
    }

    private Constant slice(Operation op) {
        Constant data = op.constant(0);
        List<Long> starts = required(op, "starts", 1);
        List<Long> ends = required(op, "ends", 2);
        @Nullable List<Long> axes = op.wholes("axes", 3, SLICE_AS_INPUT_SINCE);
        @Nullable List<Long> steps = op.opset() < SLICE_AS_INPUT_SINCE ? null
                : op.wholes("steps", 4, SLICE_AS_INPUT_SINCE);
        List<Integer> places = axes == null ? IntStream.range(0, starts.size()).boxed().toList()
                : op.axes(axes, data.rank());
        if (ends.size() != starts.size() || places.size() != starts.size()
                || places.size() > data.rank()
                || (steps != null && !steps.stream().allMatch(step -> step == 1))) {
            throw op.refused("must have as many starts, ends and axes, and steps of 1");
        }
        List<Integer> dims = new ArrayList<>(data.dims());
        int[] first = new int[data.rank()];
        for (int i = 0; i < places.size(); i++) {
            int axis = places.get(i);
            int extent = data.dims().get(axis);
            first[axis] = bounded(starts.get(i), extent);
            dims.set(axis, Math.max(0, bounded(ends.get(i), extent) - first[axis]));
        }
        return data.picked(dims, counted(op, dims), i -> {
            int rest = i;
            int from = 0;
            int stride = 1;
            for (int axis = dims.size() - 1; axis >= 0; axis--) {
                from += (rest % dims.get(axis) + first[axis]) * stride;
                rest /= dims.get(axis);
                stride *= data.dims().get(axis);
            }
            return from;
        });
    }

    private static List<Long> required(Operation op, String name, int input) {
        List<Long> found = op.wholes(name, input, SLICE_AS_INPUT_SINCE);
        if (found == null) {
            throw op.refused("must have " + name);
        }
        return found;
    }

    private Constant concat(Operation op) {
        Constant first = op.constant(0);
        int axis = op.axis(op.whole("axis", 0), first.rank());
        List<Constant> parts = new ArrayList<>();
        long extent = 0;
        boolean whole = true;
        for (int i = 0; i < op.inputs(); i++) {
            Constant part = op.constant(i);
            List<Integer> like = new ArrayList<>(part.dims());
            if (like.size() == first.rank()) {
                extent += like.set(axis, first.dims().get(axis));
            }
            if (!like.equals(first.dims())) {
                throw op.refused("must join constants of one shape but for the axis, but has "
                        + first.dims() + " and " + part.dims());
            }
            whole &= part.isWhole();
            parts.add(part);
        }
        List<Integer> dims = new ArrayList<>(first.dims());
        dims.set(axis, Math.toIntExact(extent));
        int size = counted(op, dims);
        int inner = product(first.dims().subList(axis + 1, first.rank()));
        float[] reals = new float[whole ? 0 : size];
        long[] wholes = new long[whole ? size : 0];
        int at = 0;
        for (int row = 0; size > 0 && row < size / (extent * inner); row++) {
            for (Constant part : parts) {
                int length = part.dims().get(axis) * inner;
                if (whole) {
                    System.arraycopy(part.wholes(), row * length, wholes, at, length);
                } else {
                    System.arraycopy(part.reals(), row * length, reals, at, length);
                }
                at += length;
            }
        }
        return whole ? Constant.of(dims, wholes) : Constant.of(dims, reals);
    }

    private Constant cast(Operation op) {
        DataType type = DataType.of(op.whole("to", 0));
        op.whole("saturate", 1);
        if (type.bytes() == 0) {
            throw op.refused("must cast to a type of numbers, but casts to " + type);
        }
        Constant in = op.constant(0);
        budget.take(in.size());
        return in.cast(type);
    }

    private Constant unsqueeze(Operation op) {
        Constant data = op.constant(0);
        @Nullable List<Long> axes = op.wholes("axes", 1, AXES_AS_INPUT_SINCE);
        if (axes == null || axes.size() > MOST_AXES) {
            throw op.refused("must have axes, at most " + MOST_AXES);
        }
        int rank = data.rank() + axes.size();
        List<Integer> added = op.axes(axes, rank);
        List<Integer> dims = new ArrayList<>();
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            dims.add(added.contains(axis) ? 1 : data.dims().get(next++));
        }
        return reshaped(op, data, dims);
    }

    private Constant squeeze(Operation op) {
        Constant data = op.constant(0);
        @Nullable List<Long> axes = op.wholes("axes", 1, AXES_AS_INPUT_SINCE);
        List<Integer> removed = axes == null ? List.of() : op.axes(axes, data.rank());
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < data.rank(); axis++) {
            if (axes == null ? data.dims().get(axis) != 1 : !removed.contains(axis)) {
                dims.add(data.dims().get(axis));
            }
        }
        return reshaped(op, data, dims);
    }

    private Constant reshape(Operation op) {
        Constant data = op.constant(0);
        long[] wanted = op.constant(1).wholes().clone();
        boolean zero = op.flag("allowzero", false);
        int open = -1;
        long product = 1;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == 0 && !zero && i < data.rank()) {
                wanted[i] = data.dims().get(i);
            }
            if (wanted[i] == -1 && open < 0) {
                open = i;
            } else {
                product = Math.multiplyExact(product, wanted[i]);
            }
        }
        if (open >= 0) {
            wanted[open] = product == 0 ? 0 : data.size() / product;
        }
        return reshaped(op, data, extents(op, wanted));
    }

    private Constant flatten(Operation op) {
        Constant data = op.constant(0);
        long given = op.whole("axis", 1);
        int axis = given == data.rank() ? data.rank() : op.axis(given, data.rank());
        return reshaped(op, data, List.of(product(data.dims().subList(0, axis)),
                product(data.dims().subList(axis, data.rank()))));
    }

    private Constant reshaped(Operation op, Constant data, List<Integer> dims) {
        if (counted(op, dims) != data.size()) {
            throw op.refused("must reshape " + data.dims() + " to as many values, but to " + dims);
        }
        return data.reshaped(dims);
    }

    private Constant transpose(Operation op) {
        Constant data = op.constant(0);
        @Nullable List<Long> perm = op.wholes("perm");
        List<Integer> places = perm == null
                ? IntStream.range(0, data.rank()).boxed().toList().reversed()
                : op.axes(perm, data.rank());
        if (places.size() != data.rank()) {
            throw op.refused("must have a perm of " + data.rank() + " axes, but has " + perm);
        }
        List<Integer> dims = places.stream().map(data.dims()::get).toList();
        int[] strides = strides(data.dims());
        int[] moved = places.stream().mapToInt(place -> strides[place]).toArray();
        return data.picked(dims, counted(op, dims), i -> place(dims, moved, i));
    }

    static int[] strides(List<Integer> dims) {
        int[] strides = new int[dims.size()];
        int stride = 1;
        for (int axis = dims.size() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims.get(axis);
        }
        return strides;
    }

    static int place(List<Integer> dims, int[] strides, int index) {
        int rest = index;
        int from = 0;
        for (int axis = dims.size() - 1; axis >= 0; axis--) {
            from += rest % dims.get(axis) * strides[axis];
            rest /= dims.get(axis);
        }
        return from;
    }
}
