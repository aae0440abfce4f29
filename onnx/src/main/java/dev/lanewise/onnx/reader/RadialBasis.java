package dev.lanewise.onnx.reader;

import dev.lanewise.engine.lenet1998.Rbf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Radial basis functions, minus the squared distances from centres of +1 and −1, as Lanewise writes them:
 * {@code Unsqueeze}, {@code Sub}, {@code Mul}, {@code ReduceSum}, {@code Neg}.
 */
final class RadialBasis {
    private static final int AXES_AS_INPUT_SINCE = 13;
    private static final int LAST = 2;
    static final List<Operators.Operator> OPERATORS = List.of(new Operators.Operator("ReduceSum",
            "as a part of radial basis functions", (op, draft) -> sums(op)));

    private RadialBasis() {}

    /** {@return the differences of a vector from centres, if a Sub makes them} */
    static Optional<Operand> differences(Operation op, Draft draft) {
        if (!(op.operand(0) instanceof Maps maps) || !(op.operand(1) instanceof Constant centres)
                || centres.rank() != LAST || maps.layout().rank() != LAST) {
            return Optional.empty();
        }
        Layout layout = maps.layout();
        int features = layout.shape().size();
        boolean row = layout.extent(0) == 1 && layout.isInOrder();
        if (!row || centres.dims().getLast() != features || centres.dims().getFirst() < 2) {
            return Optional.empty();
        }
        draft.take(centres.size());
        StringBuilder signs = new StringBuilder();
        for (int i = 0; i < centres.size(); i++) {
            double component = centres.at(i);
            if (Math.abs(component) != 1) {
                return Optional.empty();
            }
            signs.append(component > 0 ? '+' : '-');
        }
        List<String> codes = new ArrayList<>();
        for (int from = 0; from < signs.length(); from += features) {
            codes.add(signs.substring(from, from + features));
        }
        return Optional.of(
                new Operand.Distances(maps, codes, Operand.Distances.Stage.DIFFERENCES));
    }

    /** {@return the squares of differences, if a Mul makes them} */
    static Optional<Operand> squares(Operation op) {
        return op.operand(0) instanceof Operand.Distances distances
                && distances.stage() == Operand.Distances.Stage.DIFFERENCES
                && distances.equals(op.operand(1))
                        ? Optional.of(distances.at(Operand.Distances.Stage.SQUARES))
                        : Optional.empty();
    }

    private static Operand sums(Operation op) {
        List<Long> axes = op.wholes("axes", 1, AXES_AS_INPUT_SINCE);
        boolean keeps = op.flag("keepdims", true);
        op.requireWhole("noop_with_empty_axes", 0, 0);
        boolean last = List.of((long) LAST).equals(axes) || List.of(-1L).equals(axes);
        if (!(op.operand(0) instanceof Operand.Distances distances)
                || distances.stage() != Operand.Distances.Stage.SQUARES || keeps || !last) {
            throw op.refused("must sum the squares of differences from centres of +1 and -1 over"
                    + " axis 2, without keepdims");
        }
        return distances.at(Operand.Distances.Stage.SUMS);
    }

    /** {@return minus the sums of squares, if a Neg makes them} */
    static Optional<Operand> negated(Operation op, Draft draft) {
        if (!(op.operand(0) instanceof Operand.Distances distances)
                || distances.stage() != Operand.Distances.Stage.SUMS) {
            return Optional.empty();
        }
        int index = draft.add(op, new Rbf(distances.codes()), List.of(),
                distances.maps().source());
        return Optional.of(Maps.of(index, Layout.flat(distances.codes().size())));
    }
}
