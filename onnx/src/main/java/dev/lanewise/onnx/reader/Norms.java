package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerNorm;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalizations with constant scales and shifts. */
final class Norms {
    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.9f;
    private static final int PER_CHANNEL_SINCE = 21;
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("BatchNormalization",
                    "at inference; statistics for each channel", Norms::batch),
            new Operators.Operator("GroupNormalization", "", Norms::group),
            new Operators.Operator("InstanceNormalization", "", Norms::instance),
            new Operators.Operator("LayerNormalization", "over all features of a sample",
                    Norms::layer));

    private Norms() {}

    /** Maps whose first axis are the channels: NCHW, NCL, or vectors. */
    private static Maps channels(Operation op, Draft draft) {
        Maps in = op.maps(0);
        if (in.layout().rank() == 1) {
            return Products.vector(op, draft, in);
        }
        Window.channelsFirst(op, in);
        return in;
    }

    private static Maps batch(Operation op, Draft draft) {
        Maps in = channels(op, draft);
        op.requireWhole("training_mode", 0, 0);
        op.requireWhole("spatial", 1, 1);
        float momentum = 1 - op.real("momentum", MOMENTUM);
        float epsilon = op.real("epsilon", EPSILON);
        float[] variances = op.constant(4).reals();
        for (float variance : variances) {
            if (!(variance + epsilon > 0)) {
                throw op.refused("must have variances above 0, but one is " + variance);
            }
        }
        BatchNorm layer = BatchNorm.of().epsilon(epsilon);
        int index = draft.add(op, momentum > 0 && momentum <= 1 ? layer.momentum(momentum) : layer,
                List.of(op.constant(1).reals(), op.constant(2).reals(), op.constant(3).reals(),
                        variances),
                in.source());
        return Maps.of(index, in.layout());
    }

    private static Maps group(Operation op, Draft draft) {
        Maps in = channels(op, draft);
        op.whole("stash_type", 1);
        long groups = op.whole("num_groups", 0);
        int channels = in.layout().shape().channels();
        if (groups < 1 || groups > channels || channels % groups != 0) {
            throw op.refused("must have num_groups that divide its " + channels
                    + " channels, but has " + groups);
        }
        float[] scale = op.constant(1).reals();
        float[] shift = op.constant(2).reals();
        boolean perGroup = op.opset() < PER_CHANNEL_SINCE;
        int times = perGroup ? (int) (channels / groups) : 1;
        int index = draft.add(op, new GroupNorm((int) groups, op.real("epsilon", EPSILON)),
                List.of(repeated(scale, times), repeated(shift, times)), in.source());
        return Maps.of(index, in.layout());
    }

    private static float[] repeated(float[] values, int times) {
        float[] repeated = new float[Math.multiplyExact(values.length, times)];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = values[i / times];
        }
        return repeated;
    }

    private static Operand instance(Operation op, Draft draft) {
        Operand.@Nullable Grouped seen = op.operand(0) instanceof Operand.Grouped it ? it : null;
        Maps in = seen == null ? op.maps(0) : seen.maps();
        Layout layout = in.layout();
        boolean leading = layout.rank() > 1 && layout.isInOrder() && (layout.extent(0) == 1
                || layout.axes().getFirst().equals(List.of(Layout.Axis.CHANNEL)));
        if (seen == null && !leading) {
            throw op.misplaced("[batch, channels, ...]", layout);
        }
        float[] scale = op.constant(1).reals();
        float[] shift = op.constant(2).reals();
        int channels = layout.shape().channels();
        int groups = seen == null ? layout.extent(0) : seen.groups();
        if (scale.length != groups || shift.length != groups) {
            throw op.refused("must have a scale and a shift for each of " + groups
                    + " channels, but has " + scale.length + " and " + shift.length);
        }
        int index = draft.add(op, new GroupNorm(groups, op.real("epsilon", EPSILON)),
                List.of(repeated(scale, channels / groups), repeated(shift, channels / groups)),
                in.source());
        Maps made = Maps.of(index, layout);
        return seen == null ? made : new Operand.Grouped(made, groups);
    }

    private static Maps layer(Operation op, Draft draft) {
        Maps in = op.maps(0);
        Layout layout = in.layout();
        op.whole("stash_type", 1);
        int axis = op.axis(op.whole("axis", -1), layout.rank() + 1);
        boolean all = axis >= 1 && layout.extents()
                .subList(0, axis - 1)
                .stream()
                .allMatch(
                        extent -> extent == 1);
        if (!all || !layout.isInOrder()) {
            throw op.misplaced("all features of a sample, in the order channel, row, column",
                    layout);
        }
        float[] scale = op.constant(1).reals();
        @Nullable Constant shift = op.optional(2);
        int index = draft.add(op, new LayerNorm(op.real("epsilon", EPSILON)), List.of(scale,
                shift == null ? zeros(scale) : shift.reals()), in.source());
        return Maps.of(index, layout);
    }

    private static float[] zeros(float[] like) {
        float[] zeros = like.clone();
        Arrays.fill(zeros, 0);
        return zeros;
    }
}
