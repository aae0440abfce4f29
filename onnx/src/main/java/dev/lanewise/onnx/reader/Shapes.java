package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Concat;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.onnx.proto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What moves no number but in name, joins branches, or pads. */
final class Shapes {
    private static final int AXES_AS_INPUT_SINCE = 13;
    private static final int PADS_AS_INPUT_SINCE = 11;
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("Identity", "", (op, draft) -> op.maps(0)),
            new Operators.Operator("Cast", "to a type with fractions, computed as float32",
                    Shapes::cast),
            new Operators.Operator("Flatten", "axis 1", Shapes::flatten),
            new Operators.Operator("Reshape",
                    "not of the batch; only the input and groups to normalize are parted",
                    Shapes::reshape),
            new Operators.Operator("Squeeze", "not the batch", Shapes::squeeze),
            new Operators.Operator("Unsqueeze", "not before the batch", Shapes::unsqueeze),
            new Operators.Operator("Transpose",
                    "not of the batch; later operators must find NCHW again", Shapes::transpose),
            new Operators.Operator("Concat", "over the channels or all features", Shapes::concat),
            new Operators.Operator("Pad", "of rows and columns, by a constant", Shapes::pad));

    private Shapes() {}

    private static Maps cast(Operation op, Draft draft) {
        DataType type = DataType.of(op.whole("to", 0));
        op.whole("saturate", 1);
        if (!type.isReal()) {
            throw op.refused("must cast to a type with fractions, but casts to " + type);
        }
        return op.maps(0);
    }

    private static Maps flatten(Operation op, Draft draft) {
        Maps in = op.maps(0);
        long axis = op.whole("axis", 1);
        if (op.axis(axis, in.layout().rank() + 2) != 1 && axis != -in.layout().rank()) {
            throw op.refused("must have the axis 1, but has " + axis);
        }
        return in.with(new Layout(in.layout().shape(), List.of(in.layout().order())));
    }

    private static Operand reshape(Operation op, Draft draft) {
        Maps in = op.operand(0) instanceof Operand.Grouped grouped ? grouped.maps() : op.maps(0);
        Constant shape = op.constant(1);
        List<Integer> extents = extents(op, in.layout(), shape.wholes(),
                op.flag("allowzero", false));
        Layout made = in.layout().reshaped(extents);
        if (made != null) {
            return in.with(made);
        }
        if (in.source() == Node.NETWORK_INPUT && !in.shared() && in.layout().isVector()
                && extents.size() == 3) {
            Shape maps = new Shape(extents.get(0), extents.get(1), extents.get(2));
            if (draft.reshapeInput(maps)) {
                return in.with(Layout.channelsFirst(maps, 3));
            }
        }
        int groups = extents.getFirst();
        if (in.layout().isInOrder() && in.layout().shape().channels() % groups == 0
                && groups < in.layout().shape().channels()) {
            return new Operand.Grouped(in, groups);
        }
        throw op.misplaced("what can be seen as " + extents + " without parting an axis",
                in.layout());
    }

    /** The extents after the batch. */
    private static List<Integer> extents(Operation op, Layout layout, long[] wanted, boolean zero) {
        int size = layout.shape().size();
        List<Long> extents = new ArrayList<>();
        long product = 1;
        int open = -1;
        for (int i = 1; i < wanted.length; i++) {
            long extent = wanted[i];
            if (extent == 0 && !zero && i <= layout.rank()) {
                extent = layout.extent(i - 1);
            }
            if (extent == -1 && open < 0) {
                open = i - 1;
                extents.add(1L);
                continue;
            }
            if (extent < 1 || extent > size) {
                throw op.refused("must reshape " + layout + " to as many values, but has the"
                        + " extent " + (extent == Constant.BATCH ? "of the batch" : extent));
            }
            product = Math.multiplyExact(product, extent);
            extents.add(extent);
        }
        if (open >= 0 && size % product == 0) {
            extents.set(open, size / product);
            product = size;
        }
        boolean batch = wanted.length > 1 && (wanted[0] == Constant.BATCH
                || (wanted[0] == 0 && !zero) || (wanted[0] == -1 && open < 0) || wanted[0] > 0);
        if (!batch || product != size) {
            throw op.refused("must keep the batch and reshape " + layout + " to as many values,"
                    + " but has the shape " + Arrays.toString(wanted));
        }
        return extents.stream().map(Math::toIntExact).toList();
    }

    private static Maps squeeze(Operation op, Draft draft) {
        Maps in = op.maps(0);
        Layout layout = in.layout();
        @Nullable List<Long> axes = op.wholes("axes", 1, AXES_AS_INPUT_SINCE);
        List<Integer> removed = axes == null
                ? IntStream.range(0, layout.rank())
                        .filter(axis -> layout.extent(axis) == 1)
                        .boxed()
                        .toList()
                : op.axes(axes, layout.rank() + 1).stream().map(axis -> axis - 1).toList();
        if (removed.contains(-1) || removed.size() >= layout.rank()
                || removed.stream().anyMatch(axis -> layout.extent(axis) != 1)) {
            throw op.refused("must squeeze axes of extent 1, and not the batch, but has the axes "
                    + axes + " of " + layout);
        }
        return in.with(layout.without(removed));
    }

    private static Maps unsqueeze(Operation op, Draft draft) {
        Maps in = op.maps(0);
        @Nullable List<Long> axes = op.wholes("axes", 1, AXES_AS_INPUT_SINCE);
        if (axes == null || axes.size() > 4) {
            throw op.refused("must have 1 to 4 axes");
        }
        int rank = in.layout().rank() + axes.size();
        List<Integer> added = op.axes(axes, rank + 1);
        if (added.contains(0)) {
            throw op.refused("must keep the batch first, but has the axes " + axes);
        }
        List<List<Layout.Axis>> made = new ArrayList<>();
        int next = 0;
        for (int axis = 1; axis <= rank; axis++) {
            made.add(added.contains(axis) ? List.of() : in.layout().axes().get(next++));
        }
        return in.with(new Layout(in.layout().shape(), made));
    }

    private static Maps transpose(Operation op, Draft draft) {
        Maps in = op.maps(0);
        @Nullable List<Long> perm = op.wholes("perm");
        int rank = in.layout().rank();
        List<Integer> places = perm == null ? List.of() : op.axes(perm, rank + 1);
        if (places.size() != rank + 1 || places.getFirst() != 0) {
            throw op.refused("must have a perm of " + (rank + 1) + " axes that keeps the batch"
                    + " first, but has " + perm);
        }
        return in.with(in.layout()
                .transposed(places.stream().skip(1).map(place -> place - 1).toList()));
    }

    private static Maps concat(Operation op, Draft draft) {
        List<Maps> branches = new ArrayList<>();
        for (int i = 0; i < op.inputs(); i++) {
            Maps branch = op.maps(i);
            branches.add(branch.layout().rank() == 1 ? Products.vector(op, draft, branch) : branch);
        }
        Layout first = branches.getFirst().layout();
        int axis = op.axis(op.whole("axis", 1), first.rank() + 1) - 1;
        long channels = 0;
        for (Maps branch : branches) {
            Layout layout = branch.layout();
            if (axis < 0 || layout.rank() != first.rank() || !layout.isChannel(axis)) {
                throw op.misplaced("branches whose channels are the axis that it joins", layout);
            }
            channels += layout.shape().channels();
        }
        if (branches.size() == 1) {
            return branches.getFirst();
        }
        Shape shape = new Shape(Math.toIntExact(channels), first.shape().height(),
                first.shape().width());
        int index = draft.add(op, new Concat(), List.of(),
                branches.stream().map(Maps::source).toArray(Integer[]::new));
        return Maps.of(index, first.withChannels(shape, axis));
    }

    private static Maps pad(Operation op, Draft draft) {
        Maps in = op.maps(0);
        Layout layout = Window.channelsFirst(op, in);
        op.choice("mode", "constant", List.of("constant"));
        boolean inputs = op.opset() >= PADS_AS_INPUT_SINCE;
        @Nullable List<Long> pads = op.wholes("pads", 1, PADS_AS_INPUT_SINCE);
        @Nullable Constant given = inputs ? op.optional(2) : null;
        float value = inputs ? given == null ? 0 : (float) given.at(0) : op.real("value", 0);
        int rank = layout.rank() + 1;
        List<Integer> axes = op.has(3) ? op.axes(longs(op.constant(3)), rank)
                : IntStream.range(0, rank).boxed().toList();
        if (pads == null || pads.size() != 2 * axes.size()) {
            throw op.refused("must have two pads for each of " + axes.size() + " axes, but has "
                    + pads);
        }
        List<Long> spatial = new ArrayList<>(Collections.nCopies(2 * (rank - 2), 0L));
        for (int i = 0; i < pads.size(); i++) {
            int axis = axes.get(i % axes.size());
            if (axis < 2 && pads.get(i) != 0) {
                throw op.refused("must pad rows and columns alone, but has the pads " + pads);
            }
            if (axis >= 2) {
                spatial.set(axis - 2 + (i < axes.size() ? 0 : rank - 2), pads.get(i));
            }
        }
        Border border = Window.border(op, spatial, rank - 2);
        boolean widened = value == 0 && !in.shared() && draft.widen(in.source(), border);
        if (widened) {
            return in.with(Layout.channelsFirst(draft.shapeOf(in.source()), layout.rank()));
        }
        return border.isNone() ? in
                : Pools.placed(op, draft, new ConstantPad2d(border.top(),
                        border.bottom(), border.left(), border.right(), value), in.source(),
                        layout.rank());
    }

    private static List<Long> longs(Constant constant) {
        return Arrays.stream(constant.wholes()).boxed().toList();
    }
}
