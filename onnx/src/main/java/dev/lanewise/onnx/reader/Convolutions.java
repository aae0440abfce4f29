package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Convolutions of maps, and of rows, which are maps of one row. */
final class Convolutions {
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("Conv",
                    "one or two spatial axes; constant weights; any group, stride, dilation,"
                            + " padding and auto_pad",
                    Convolutions::convolution),
            new Operators.Operator("ConvTranspose",
                    "as Conv; output_padding below the stride or the dilation; no output_shape",
                    Convolutions::transposed));

    private Convolutions() {}

    private static Maps convolution(Operation op, Draft draft) {
        Maps in = op.maps(0);
        Constant weight = op.constant(1);
        Window window = Window.of(op, in, kernel(op, in, weight));
        int outChannels = weight.dims().getFirst();
        Border pads = window.pads();
        Optional<Tables.Found> table = Tables.of(op, in.layout().shape(), weight, window,
                outChannels);
        if (table.isPresent()) {
            return place(op, draft, table.get().weight(), outChannels, table.get()::layer);
        }
        return place(op, draft, weight.reals(), outChannels, () -> Conv2d
                .of(outChannels, window.kernel().rows(), window.kernel().columns())
                .stride(window.stride().rows(), window.stride().columns())
                .dilation(window.dilation().rows(), window.dilation().columns())
                .padding(pads.top(), pads.bottom(), pads.left(), pads.right())
                .groups(groups(op)));
    }

    private static Maps transposed(Operation op, Draft draft) {
        Maps in = op.maps(0);
        Constant weight = op.constant(1);
        if (op.hasAttribute("output_shape")) {
            throw op.refused("must say its pads, but has an output_shape");
        }
        Window.Pair kernel = kernel(op, in, weight);
        Window window = Window.of(op, in, kernel);
        Window.Pair more = Window.pair(op, "output_padding", in.layout().rank() - 1, 0,
                new Window.Pair(0, 0));
        if (more == null) {
            throw new AssertionError();
        }
        int groups = groups(op);
        long outChannels = (long) weight.dims().get(1) * groups;
        if (outChannels > Integer.MAX_VALUE) {
            throw op.refused("must have fewer groups, but has " + groups);
        }
        Border pads = cut(op, window, more);
        return place(op, draft, weight.reals(), (int) outChannels, () -> ConvTranspose2d
                .of((int) outChannels, kernel.rows(), kernel.columns())
                .stride(window.stride().rows(), window.stride().columns())
                .dilation(window.dilation().rows(), window.dilation().columns())
                .padding(pads.top(), pads.bottom(), pads.left(), pads.right())
                .outputPadding(more.rows(), more.columns())
                .groups(groups));
    }

    /** What is cut off so that the output has the input's extent times the stride, where that is asked. */
    private static Border cut(Operation op, Window window, Window.Pair more) {
        String auto = op.text("auto_pad", "NOTSET");
        if (!auto.startsWith("SAME")) {
            return window.pads();
        }
        long rows = (window.kernel().rows() - 1L) * window.dilation().rows() + 1 + more.rows()
                - window.stride().rows();
        long columns = (window.kernel().columns() - 1L) * window.dilation().columns() + 1
                + more.columns() - window.stride().columns();
        if (rows < 0 || columns < 0) {
            throw op.refused("must have a kernel that reaches over its stride with auto_pad "
                    + auto);
        }
        return Window.split(Math.toIntExact(rows), Math.toIntExact(columns),
                auto.equals("SAME_UPPER"));
    }

    private static Window.Pair kernel(Operation op, Maps in, Constant weight) {
        Layout layout = Window.channelsFirst(op, in);
        if (weight.rank() != layout.rank() + 1) {
            throw op.refused("must have weights of " + (layout.rank() + 1) + " extents, but they"
                    + " have " + weight.rank());
        }
        return new Window.Pair(layout.rank() == 2 ? 1 : weight.dims().get(2),
                weight.dims().getLast());
    }

    private static int groups(Operation op) {
        long groups = op.whole("group", 1);
        if (groups < 1 || groups > Integer.MAX_VALUE) {
            throw op.refused("must have a group from 1, but has " + groups);
        }
        return (int) groups;
    }

    /** What makes a layer; throws ShapeException if a number is out of its range. */
    interface Making {
        Layer layer();
    }

    private static Maps place(Operation op, Draft draft, float[] weight, int outputs,
            Making making) {
        Maps in = op.maps(0);
        @Nullable Constant bias = op.optional(2);
        Layer layer = making.layer();
        int index = bias == null
                ? draft.addWithoutBias(op, layer, weight, outputs, in.source())
                : draft.add(op, layer, List.of(weight, bias.reals()), in.source());
        Draft.Step step = draft.at(index);
        Shape output = step == null ? in.layout().shape() : step.output();
        return Maps.of(index, Layout.channelsFirst(output, in.layout().rank()));
    }
}
