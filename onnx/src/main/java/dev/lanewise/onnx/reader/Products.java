package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** Matrix products with constant weights: dense layers, at each position a convolution of 1×1. */
final class Products {
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("Gemm",
                    "constant weights and bias, the bias one for each output or for all; any"
                            + " transB, alpha, beta; no transA",
                    Products::gemm),
            new Operators.Operator("MatMul",
                    "constant weights of two extents on the right, over all features or the"
                            + " channels",
                    Products::matMul));

    private Products() {}

    /** Weights [outputs, features] in ONNX's order of features. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Matrix(float[] values, int outputs, int features) {

        static Matrix of(Operation op, Constant weight, boolean transposed, float factor) {
            if (weight.rank() != 2 || weight.size() == 0) {
                throw op.refused("must have weights of two extents above 0, but they have "
                        + weight.dims());
            }
            int outputs = weight.dims().get(transposed ? 0 : 1);
            int features = weight.dims().get(transposed ? 1 : 0);
            float[] from = weight.reals();
            float[] values = new float[from.length];
            for (int i = 0; i < values.length; i++) {
                int at = transposed ? i : i % features * outputs + i / features;
                values[i] = from[at] * factor;
            }
            return new Matrix(values, outputs, features);
        }

        /** The same for features that lie as in the engine. */
        Matrix ordered(Layout layout) {
            if (layout.isInOrder()) {
                return this;
            }
            int[] places = places(layout);
            float[] moved = new float[values.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i - i % features + places[i % features]] = values[i];
            }
            return new Matrix(moved, outputs, features);
        }

        /** Where each of ONNX's features is in the engine. */
        private static int[] places(Layout layout) {
            Shape shape = layout.shape();
            Map<Layout.Axis, Integer> strides = new EnumMap<>(Map.of(Layout.Axis.CHANNEL,
                    shape.height() * shape.width(), Layout.Axis.ROW, shape.width(),
                    Layout.Axis.COLUMN, 1));
            List<Layout.Axis> order = layout.order();
            int[] places = new int[shape.size()];
            for (int i = 0; i < places.length; i++) {
                int rest = i;
                for (Layout.Axis axis : order.reversed()) {
                    int extent = axis.extent(shape);
                    places[i] += rest % extent * strides.getOrDefault(axis, 0);
                    rest /= extent;
                }
            }
            return places;
        }
    }

    private static Maps gemm(Operation op, Draft draft) {
        Maps in = op.maps(0);
        op.requireWhole("transA", 0, 0);
        Matrix matrix = Matrix.of(op, op.constant(1), op.flag("transB", false),
                op.real("alpha", 1));
        float beta = op.real("beta", 1);
        if (in.layout().rank() != 1) {
            throw op.misplaced("[batch, features]", in.layout());
        }
        @Nullable Constant given = op.optional(2);
        return dense(op, draft, in, matrix, given == null ? null
                : bias(op, given, matrix.outputs, beta));
    }

    private static float[] bias(Operation op, Constant given, int outputs, float factor) {
        boolean one = given.size() == 1;
        boolean row = given.size() == outputs && !given.dims().isEmpty()
                && given.dims().getLast() == outputs;
        if (!one && !row) {
            throw op.refused("must have a bias of 1 or " + outputs + " values, but has one of "
                    + given.dims());
        }
        float[] from = given.reals();
        float[] bias = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            bias[i] = from[one ? 0 : i] * factor;
        }
        return bias;
    }

    private static Maps matMul(Operation op, Draft draft) {
        Maps in = op.maps(0);
        Matrix matrix = Matrix.of(op, op.constant(1), false, 1);
        Layout layout = in.layout();
        int last = layout.rank() - 1;
        if (last < 0) {
            throw op.misplaced("[batch, features] or [batch, rows, columns, channels]", layout);
        }
        if (layout.extent(last) == layout.shape().size()) {
            Maps made = dense(op, draft, in, matrix, null);
            List<List<Layout.Axis>> axes = new ArrayList<>(
                    Collections.nCopies(last, List.of()));
            axes.add(List.of(Layout.Axis.CHANNEL));
            return made.with(new Layout(made.layout().shape(), axes));
        }
        if (!layout.isChannel(last)) {
            throw op.misplaced("[batch, features] or [batch, rows, columns, channels]", layout);
        }
        requireFeatures(op, layout.extent(last), matrix);
        Shape shape = layout.shape();
        int index = draft.addWithoutBias(op, Conv2d.of(matrix.outputs, 1), matrix.values,
                matrix.outputs, in.source());
        return Maps.of(index, layout.withChannels(
                new Shape(matrix.outputs, shape.height(), shape.width()), last));
    }

    private static void requireFeatures(Operation op, int features, Matrix matrix) {
        if (features != matrix.features) {
            throw op.refused("must have weights for " + features + " features, but has them for "
                    + matrix.features);
        }
    }

    private static Maps dense(Operation op, Draft draft, Maps in, Matrix matrix,
            float @Nullable [] bias) {
        requireFeatures(op, in.layout().shape().size(), matrix);
        float[] weight = matrix.ordered(in.layout()).values;
        Dense layer = new Dense(matrix.outputs);
        int index = bias == null
                ? draft.addWithoutBias(op, layer, weight, matrix.outputs, in.source())
                : draft.add(op, layer, List.of(weight, bias), in.source());
        return Maps.of(index, Layout.flat(matrix.outputs));
    }

    /** {@return the values as a vector}, which a layer makes if they are no vector yet. */
    static Maps vector(Operation op, Draft draft, Maps in) {
        if (in.layout().rank() != 1) {
            throw op.misplaced("[batch, features]", in.layout());
        }
        Shape shape = in.layout().shape();
        if (shape.height() * shape.width() == 1) {
            return in;
        }
        if (!in.layout().isInOrder()) {
            throw op.misplaced("features in the order channel, row, column", in.layout());
        }
        int index = draft.add(op, new Flatten(), List.of(), in.source());
        return Maps.of(index, Layout.flat(shape.size()));
    }
}
