package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pooling over windows and over whole maps. */
final class Pools {
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("MaxPool",
                    "one or two spatial axes; any stride, padding, auto_pad; ceil_mode if padding is even;"
                            + " no dilation",
                    (op, draft) -> pool(op, draft, true)),
            new Operators.Operator("AveragePool",
                    "as MaxPool; uneven padding with count_include_pad, or at the end where ceil_mode would do",
                    (op, draft) -> pool(op, draft, false)),
            new Operators.Operator("GlobalAveragePool", "",
                    (op, draft) -> global(op, draft, GlobalPool2d.AVERAGE)),
            new Operators.Operator("GlobalMaxPool", "",
                    (op, draft) -> global(op, draft, GlobalPool2d.MAX)),
            new Operators.Operator("ReduceMean", "over all rows and columns",
                    (op, draft) -> reduce(op, draft, GlobalPool2d.AVERAGE)),
            new Operators.Operator("ReduceMax", "over all rows and columns",
                    (op, draft) -> reduce(op, draft, GlobalPool2d.MAX)));

    private Pools() {}

    private static Maps pool(Operation op, Draft draft, boolean max) {
        Maps in = op.maps(0);
        Window window = Window.of(op, in, null);
        if (!window.dilation().equals(Window.Pair.ONE)) {
            throw op.refused("must have dilations of 1, but has others");
        }
        boolean ceil = op.flag("ceil_mode", false);
        boolean counts = max || op.flag("count_include_pad", false);
        if (max) {
            op.requireWhole("storage_order", 0, 0);
        }
        Border pads = window.pads();
        boolean half = pads.top() <= window.kernel().rows() / 2
                && pads.left() <= window.kernel().columns() / 2;
        if (half && pads.top() == pads.bottom() && pads.left() == pads.right()) {
            return placed(op, draft, layer(window, pads, max, counts, ceil), in.source(),
                    in.layout().rank());
        }
        @Nullable Layer roundedUp = half && !ceil && (max || !counts)
                ? layer(window, pads, max, counts, true)
                : null;
        if (roundedUp != null && makes(roundedUp, in.layout().shape(), window)) {
            return placed(op, draft, roundedUp, in.source(), in.layout().rank());
        }
        if (ceil || !counts) {
            throw op.refused("must have even pads of at most half a window"
                    + (ceil ? " with ceil_mode" : ", or count_include_pad")
                    + ", but has " + pads + " (top, bottom, left, right)");
        }
        int source = draft.add(op, new ConstantPad2d(pads.top(), pads.bottom(), pads.left(),
                pads.right(), max ? -Float.MAX_VALUE : 0), List.of(), in.source());
        return placed(op, draft, layer(window, Border.NONE, max, counts, false), source,
                in.layout().rank());
    }

    private static Layer layer(Window window, Border pads, boolean max, boolean counts,
            boolean ceil) {
        int rows = window.kernel().rows();
        int columns = window.kernel().columns();
        return max ? MaxPool2d.of(rows, columns)
                .stride(window.stride().rows(), window.stride().columns())
                .padding(pads.top(), pads.left())
                .ceilMode(ceil)
                : AveragePool2d.of(rows, columns)
                        .stride(window.stride().rows(), window.stride().columns())
                        .padding(pads.top(), pads.left())
                        .ceilMode(ceil)
                        .countIncludePad(counts);
    }

    /** Whether a layer that rounds up has the windows that more padding at the end makes. */
    private static boolean makes(Layer layer, Shape shape, Window window) {
        Border pads = window.pads();
        long rows = ((long) shape.height() + pads.top() + pads.bottom() - window.kernel().rows())
                / window.stride().rows() + 1;
        long columns = ((long) shape.width() + pads.left() + pads.right()
                - window.kernel().columns())
                / window.stride().columns() + 1;
        Shape made = layer.outputShape(layer.stem(), List.of(shape));
        return made.height() == rows && made.width() == columns;
    }

    /** Adds a layer of maps; returns what it makes. */
    static Maps placed(Operation op, Draft draft, Layer layer, int source, int rank) {
        int index = draft.add(op, layer, List.of(), source);
        Draft.Step step = draft.at(index);
        if (step == null) {
            throw new AssertionError();
        }
        return Maps.of(index, Layout.channelsFirst(step.output(), rank));
    }

    private static Maps global(Operation op, Draft draft, GlobalPool2d layer) {
        Maps in = op.maps(0);
        int rank = Window.channelsFirst(op, in).rank();
        int index = draft.add(op, layer, List.of(), in.source());
        return Maps.of(index,
                Layout.channelsFirst(Shape.flat(in.layout().shape().channels()), rank));
    }

    private static Maps reduce(Operation op, Draft draft, GlobalPool2d layer) {
        Maps in = op.maps(0);
        int rank = in.layout().rank();
        List<Long> axes = op.wholes("axes", 1, 18);
        boolean keep = op.flag("keepdims", true);
        op.requireWhole("noop_with_empty_axes", 0, 0);
        List<Integer> reduced = axes == null ? List.of()
                : op.axes(axes, rank + 1).stream().map(axis -> axis - 1).toList();
        if (reduced.isEmpty() || reduced.contains(-1) || !in.layout().isSpatial(reduced)) {
            throw op.misplaced("maps whose rows and columns are its axes, here "
                    + (axes == null ? "all" : axes), in.layout());
        }
        int index = draft.add(op, layer, List.of(), in.source());
        List<List<Layout.Axis>> left = new ArrayList<>(Collections.nCopies(rank, List.of()));
        IntStream.range(0, rank)
                .filter(axis -> !reduced.contains(axis))
                .forEach(axis -> left.set(axis, in.layout().axes().get(axis)));
        Layout layout = new Layout(Shape.flat(in.layout().shape().channels()), left);
        return Maps.of(index, keep ? layout : layout.without(reduced));
    }
}
