package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Sums, differences, products and quotients: with constants a scale and a shift of each channel, which go into
 * the layer before where that can be; of branches their sum. Products that are known functions, such as
 * x·σ(x), become these.
 */
final class Arithmetic {
    private static final String CONSTANT = "with a constant, one for all or for each channel";
    private static final float ROOT_HALF = (float) StrictMath.sqrt(0.5);
    private static final float SIX = 6;
    private static final Layer SIX_OF = Clip.relu6();
    private static final float SCALED_TANH_SLOPE = 2f / 3;
    private static final float SCALED_TANH_HEIGHT = 1.7159f;
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("Add", CONSTANT + "; of branches of one shape", Arithmetic::add),
            new Operators.Operator("Sub", CONSTANT + "; of branches of one shape", Arithmetic::sub),
            new Operators.Operator("Mul", CONSTANT
                    + "; of branches only SiLU, hard swish and GELU", Arithmetic::mul),
            new Operators.Operator("Div", "by a constant, one for all or for each channel",
                    Arithmetic::div),
            new Operators.Operator("Neg", "", (op, draft) -> RadialBasis.negated(op, draft)
                    .orElseGet(() -> affine(op, draft, op.maps(0), Draft.Affine.uniform(-1, 0)))),
            new Operators.Operator("Sum", "of branches of one shape", Arithmetic::sum));

    private Arithmetic() {}

    private static Maps affine(Operation op, Draft draft, Maps in, Draft.Affine affine) {
        int index = draft.affine(op, in, affine);
        Layout layout = in.layout();
        return index == in.source() ? in : Maps.of(index, layout);
    }

    /** A constant applied to maps, flattened first where it has one for each feature. */
    private static Maps with(Operation op, Draft draft, Maps in, Constant constant,
            Function<float[], Draft.Affine> affine) {
        boolean flatten = in.layout().rank() == 1 && !constant.isUniform();
        Maps read = flatten ? Products.vector(op, draft, in) : in;
        Maps made = affine(op, draft, read, affine.apply(perChannel(op, read.layout(), constant)));
        return tanh(op, draft, made);
    }

    /** {@return the one value for all channels, or one for each} */
    static float[] perChannel(Operation op, Layout layout, Constant constant) {
        List<Integer> dims = new ArrayList<>(constant.dims());
        while (dims.size() > layout.rank() && dims.getFirst() == 1) {
            dims.removeFirst();
        }
        int offset = layout.rank() - dims.size();
        if (offset < 0 || constant.size() == 0) {
            throw op.refused("must have a constant that fits " + layout + ", but it is "
                    + constant.dims());
        }
        int channelAxis = -1;
        for (int i = 0; i < dims.size(); i++) {
            int extent = dims.get(i);
            if (extent != 1 && extent != layout.extent(offset + i)) {
                throw op.refused("must have a constant that fits " + layout + ", but it is "
                        + constant.dims());
            }
            channelAxis = extent != 1 && layout.isChannel(offset + i) ? offset + i : channelAxis;
        }
        if (constant.isUniform()) {
            return new float[]{(float) constant.at(0)};
        }
        if (channelAxis < 0 || constant.size() != layout.shape().channels()) {
            throw op.misplaced("a constant for each channel, not " + constant.dims(), layout);
        }
        return constant.reals();
    }

    private static float[] each(float[] values, UnaryOperator<Float> function) {
        float[] made = new float[values.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = function.apply(values[i]);
        }
        return made;
    }

    private static Draft.Affine shift(float[] shift) {
        return new Draft.Affine(new float[]{1}, shift);
    }

    private static Draft.Affine scale(float[] scale) {
        return new Draft.Affine(scale, new float[]{0});
    }

    private static Maps add(Operation op, Draft draft) {
        if (op.operand(1) instanceof Constant constant) {
            return with(op, draft, op.maps(0), constant, Arithmetic::shift);
        }
        if (op.operand(0) instanceof Constant constant) {
            return with(op, draft, op.maps(1), constant, Arithmetic::shift);
        }
        return sum(op, draft);
    }

    private static Operand sub(Operation op, Draft draft) {
        Optional<Operand> differences = RadialBasis.differences(op, draft);
        if (differences.isPresent()) {
            return differences.get();
        }
        if (op.operand(1) instanceof Constant constant) {
            return with(op, draft, op.maps(0), constant, values -> shift(each(values, v -> -v)));
        }
        Maps minus = op.maps(1);
        if (op.operand(0) instanceof Constant constant) {
            return with(op, draft, minus, constant,
                    values -> new Draft.Affine(new float[]{-1}, values));
        }
        return joined(op, draft, List.of(op.maps(0),
                affine(op, draft, minus.sharedIf(true), Draft.Affine.uniform(-1, 0))));
    }

    private static Maps div(Operation op, Draft draft) {
        return with(op, draft, op.maps(0), op.constant(1),
                values -> scale(each(values, v -> (float) (1.0 / v))));
    }

    private static Maps sum(Operation op, Draft draft) {
        List<Maps> all = new ArrayList<>();
        for (int i = 0; i < op.inputs(); i++) {
            all.add(op.maps(i));
        }
        return all.size() == 1 ? all.getFirst() : joined(op, draft, all);
    }

    private static Maps joined(Operation op, Draft draft, List<Maps> branches) {
        Layout layout = branches.getFirst().layout();
        for (Maps branch : branches) {
            if (!branch.layout().equals(layout)) {
                throw op.misplaced("branches of one shape, the first of which is " + layout,
                        branch.layout());
            }
        }
        int index = draft.add(op, new Add(), List.of(),
                branches.stream().map(Maps::source).toArray(Integer[]::new));
        return Maps.of(index, layout);
    }

    private static Operand mul(Operation op, Draft draft) {
        Optional<Operand> squares = RadialBasis.squares(op);
        if (squares.isPresent()) {
            return squares.get();
        }
        if (op.operand(1) instanceof Constant constant) {
            return with(op, draft, op.maps(0), constant, Arithmetic::scale);
        }
        if (op.operand(0) instanceof Constant constant) {
            return with(op, draft, op.maps(1), constant, Arithmetic::scale);
        }
        return known(op, draft, op.maps(0), op.maps(1))
                .or(() -> known(op, draft, op.maps(1), op.maps(0)))
                .orElseThrow(() -> op.refused("must multiply by a constant, or be SiLU, hard swish"
                        + " or GELU, but multiplies two branches"));
    }

    /** A function of a layer, times a factor. */
    private record Gated(Activation function, float factor, int source) {}

    /** a·x times b·f(x) + c where that is a known function, times a factor. */
    private static Optional<Maps> known(Operation op, Draft draft, Maps x, Maps gate) {
        Draft.Affine outer = draft.affineOf(x.source());
        if (!x.layout().equals(gate.layout())) {
            return Optional.empty();
        }
        Optional<Gated> found = gated(draft, x.source(), 1, gate.source());
        if (found.isEmpty() && outer.isUniform() && outer.shift()[0] == 0) {
            found = gated(draft, draft.baseOf(x.source()), outer.scale()[0], gate.source());
        }
        return found.map(gated -> {
            Maps made = Maps.of(draft.add(op, gated.function, List.of(), gated.source), x.layout());
            float factor = Draft.Affine.near(gated.factor, 1) ? 1 : gated.factor;
            return affine(op, draft, made, Draft.Affine.uniform(factor, 0));
        });
    }

    private static Optional<Gated> gated(Draft draft, int x, float a, int gate) {
        Draft.Affine inner = draft.affineOf(gate);
        Draft.Step step = draft.at(draft.baseOf(gate));
        if (step == null || step.sources().size() != 1 || !inner.isUniform()) {
            return Optional.empty();
        }
        Layer layer = step.layer();
        float factor = a * inner.scale()[0];
        float shift = inner.shift()[0];
        boolean direct = step.source() == x && shift == 0;
        Draft.Affine before = draft.affineOf(step.source());
        boolean behind = draft.baseOf(step.source()) == x;
        if (direct && layer == Activation.SIGMOID) {
            return Optional.of(new Gated(Activation.SILU, factor, x));
        }
        if (direct && layer == Activation.HARD_SIGMOID) {
            return Optional.of(new Gated(Activation.HARD_SWISH, factor, x));
        }
        if (behind && shift == 0 && SIX_OF.equals(layer) && before.is(1, SIX / 2)) {
            return Optional.of(new Gated(Activation.HARD_SWISH, factor * SIX, x));
        }
        if (behind && shift == inner.scale()[0] && layer == null && before.is(ROOT_HALF, 0)) {
            return Optional.of(new Gated(Activation.GELU, factor * 2, x));
        }
        return Optional.empty();
    }

    /** 1.7159·tanh(2x/3), where it is that. */
    private static Maps tanh(Operation op, Draft draft, Maps made) {
        int tanh = draft.baseOf(made.source());
        Draft.Step step = draft.at(tanh);
        if (step == null || step.layer() != Activation.TANH
                || !draft.affineOf(made.source()).is(SCALED_TANH_HEIGHT, 0)
                || !draft.affineOf(step.source()).is(SCALED_TANH_SLOPE, 0)) {
            return made;
        }
        return Maps.of(draft.add(op, Activation.SCALED_TANH, List.of(),
                draft.baseOf(step.source())), made.layout());
    }
}
