package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Softmax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elementwise functions, and those over the channels. */
final class Activations {
    private static final float SIXTH = 1f / 6;
    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_GAMMA = 1.050701f;
    private static final int SINGLE_AXIS_SINCE = 13;
    private static final int LIMITS_AS_INPUTS_SINCE = 11;
    private static final int RATIO_AS_INPUT_SINCE = 12;
    static final List<Operators.Operator> OPERATORS = List.of(
            of("Relu", Activation.RELU),
            of("Tanh", Activation.TANH),
            of("Sigmoid", Activation.SIGMOID),
            of("Softplus", Activation.SOFTPLUS),
            of("HardSwish", Activation.HARD_SWISH),
            new Operators.Operator("LeakyRelu", "",
                    (op, draft) -> same(op, draft, new LeakyRelu(op.real("alpha", 0.01f)))),
            new Operators.Operator("Elu", "",
                    (op, draft) -> same(op, draft, new Elu(op.real("alpha", 1)))),
            new Operators.Operator("Selu", "", Activations::selu),
            new Operators.Operator("PRelu", "constant slopes, one for each channel or for all",
                    Activations::pRelu),
            new Operators.Operator("HardSigmoid", "", Activations::hardSigmoid),
            new Operators.Operator("Gelu", "the exact one, no approximate", Activations::gelu),
            new Operators.Operator("Erf", "as a part of GELU", (op, draft) -> {
                Maps in = op.maps(0);
                return Maps.of(draft.addErf(in.source()), in.layout());
            }),
            new Operators.Operator("Clip", "constant limits", Activations::clip),
            new Operators.Operator("Dropout", "at inference; no mask", Activations::dropout),
            new Operators.Operator("Softmax", "over the channels or all features",
                    (op, draft) -> overChannels(op, draft, new Softmax())),
            new Operators.Operator("LogSoftmax", "over the channels or all features",
                    (op, draft) -> overChannels(op, draft, new LogSoftmax())));

    private Activations() {}

    private static Operators.Operator of(String name, Activation activation) {
        return new Operators.Operator(name, "", (op, draft) -> same(op, draft, activation));
    }

    private static Maps same(Operation op, Draft draft, Layer layer) {
        Maps in = op.maps(0);
        return Maps.of(draft.add(op, layer, List.of(), in.source()), in.layout());
    }

    private static Maps selu(Operation op, Draft draft) {
        Maps elu = same(op, draft, new Elu(op.real("alpha", SELU_ALPHA)));
        return Maps.of(draft.affine(op, elu,
                Draft.Affine.uniform(op.real("gamma", SELU_GAMMA), 0)), elu.layout());
    }

    private static Maps hardSigmoid(Operation op, Draft draft) {
        float alpha = op.real("alpha", 0.2f);
        float beta = op.real("beta", 0.5f);
        Draft.Affine line = Draft.Affine.uniform(alpha, beta);
        if (line.is(SIXTH, 0.5f)) {
            return same(op, draft, Activation.HARD_SIGMOID);
        }
        Maps in = op.maps(0);
        int index = draft.affine(op, in, line);
        return Maps.of(draft.add(op, new Clip(0, 1), List.of(), index), in.layout());
    }

    private static Maps gelu(Operation op, Draft draft) {
        op.choice("approximate", "none", List.of("none"));
        return same(op, draft, Activation.GELU);
    }

    private static Maps pRelu(Operation op, Draft draft) {
        Maps in = op.maps(0);
        float[] slope = Arithmetic.perChannel(op, in.layout(), op.constant(1));
        float[] all = new float[in.layout().shape().channels()];
        for (int i = 0; i < all.length; i++) {
            all[i] = slope[slope.length == 1 ? 0 : i];
        }
        return Maps.of(draft.add(op, new PRelu(), List.of(all), in.source()), in.layout());
    }

    private static Maps clip(Operation op, Draft draft) {
        boolean inputs = op.opset() >= LIMITS_AS_INPUTS_SINCE;
        float low = limit(op, inputs ? op.optional(1) : null,
                inputs ? -Float.MAX_VALUE : op.real("min", -Float.MAX_VALUE));
        float high = limit(op, inputs ? op.optional(2) : null,
                inputs ? Float.MAX_VALUE : op.real("max", Float.MAX_VALUE));
        if (low <= -Float.MAX_VALUE && high >= Float.MAX_VALUE) {
            return op.maps(0);
        }
        return same(op, draft, low == 0 && high >= Float.MAX_VALUE ? Activation.RELU
                : new Clip(Math.max(low, -Float.MAX_VALUE), Math.min(high, Float.MAX_VALUE)));
    }

    private static float limit(Operation op, @Nullable Constant given, float otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (given.size() != 1) {
            throw op.refused("must have one number as a limit, but has " + given.size());
        }
        return (float) given.at(0);
    }

    private static Maps dropout(Operation op, Draft draft) {
        boolean input = op.opset() >= RATIO_AS_INPUT_SINCE;
        float rate = input ? limit(op, op.optional(1), 0.5f) : op.real("ratio", 0.5f);
        op.whole("seed", 0);
        @Nullable Constant training = op.optional(2);
        if (training != null && training.size() > 0 && training.at(0) != 0) {
            throw op.refused("must be for inference, but is for training");
        }
        return rate > 0 && rate < 1 ? same(op, draft, new Dropout(rate)) : op.maps(0);
    }

    private static Maps overChannels(Operation op, Draft draft, Layer layer) {
        Maps in = op.maps(0).layout().rank() == 1 ? Products.vector(op, draft, op.maps(0))
                : op.maps(0);
        Layout layout = in.layout();
        boolean single = op.opset() >= SINGLE_AXIS_SINCE;
        int axis = op.axis(op.whole("axis", single ? -1 : 1), layout.rank() + 1) - 1;
        // Before opset 13 an axis stood for all from it on.
        boolean alone = single || (axis >= 0 && layout.extents()
                .subList(axis + 1, layout.rank())
                .stream()
                .allMatch(extent -> extent == 1));
        if (axis < 0 || !alone || !layout.isChannel(axis)) {
            throw op.misplaced("its channels in the axis that it is computed over", layout);
        }
        return Maps.of(draft.add(op, layer, List.of(), in.source()), layout);
    }
}
