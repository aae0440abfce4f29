package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What slides over maps: each pair is rows and columns. Over NCL there is one row.
 *
 * @param kernel its extents
 * @param stride from one place to the next
 * @param dilation from one tap to the next
 * @param pads what stands around the maps
 */
record Window(Pair kernel, Pair stride, Pair dilation, Border pads) {
    private static final List<String> PADDINGS = List.of("NOTSET", "SAME_UPPER", "SAME_LOWER",
            "VALID");

    /**
     * Rows and columns.
     *
     * @param rows of rows
     * @param columns of columns
     */
    record Pair(int rows, int columns) {
        static final Pair ONE = new Pair(1, 1);
    }

    /** {@return the window of an operator over maps}, padded so that all of it lies in them. */
    static Window of(Operation op, Maps maps, @Nullable Pair weight) {
        Layout layout = channelsFirst(op, maps);
        int rank = layout.rank() - 1;
        Pair kernel = pair(op, "kernel_shape", rank, 1, weight);
        if (kernel == null || (weight != null && !kernel.equals(weight))) {
            throw op.refused("must have a kernel_shape, that of its weights");
        }
        Pair stride = pair(op, "strides", rank, 1, Pair.ONE);
        Pair dilation = pair(op, "dilations", rank, 1, Pair.ONE);
        if (stride == null || dilation == null) {
            throw new AssertionError();
        }
        Window bare = new Window(kernel, stride, dilation, Border.NONE);
        return new Window(kernel, stride, dilation, pads(op, bare, layout.shape(), rank));
    }

    /** {@return a square one that goes from each place to the next, without padding} */
    static Window bare(int extent) {
        return new Window(new Pair(extent, extent), Pair.ONE, Pair.ONE, Border.NONE);
    }

    /** {@return the layout of maps that must be NCHW or NCL} */
    static Layout channelsFirst(Operation op, Maps maps) {
        if (!maps.layout().isChannelsFirst()) {
            throw op.misplaced("[batch, channels, rows, columns]", maps.layout());
        }
        return maps.layout();
    }

    /** {@return a pair, or the other one if the attribute is absent} */
    static @Nullable Pair pair(Operation op, String name, int rank, int least,
            @Nullable Pair otherwise) {
        List<Long> found = op.wholes(name);
        if (found == null) {
            return otherwise;
        }
        if (found.size() != rank) {
            throw op.refused("must have " + rank + " numbers as its " + name + ", but has "
                    + found.size());
        }
        int columns = extent(op, name, found.getLast(), least);
        return new Pair(rank == 1 ? least : extent(op, name, found.getFirst(), least), columns);
    }

    private static int extent(Operation op, String name, long value, int least) {
        if (value < least || value > Short.MAX_VALUE) {
            throw op.refused("must have " + name + " from " + least + " to " + Short.MAX_VALUE
                    + ", but has " + value);
        }
        return (int) value;
    }

    private static Border pads(Operation op, Window window, Shape shape, int rank) {
        String auto = op.choice("auto_pad", "NOTSET", PADDINGS);
        List<Long> pads = op.wholes("pads");
        if (auto.startsWith("SAME")) {
            int rows = window.same(shape.height(), window.kernel.rows, window.stride.rows,
                    window.dilation.rows);
            int columns = window.same(shape.width(), window.kernel.columns, window.stride.columns,
                    window.dilation.columns);
            return split(rows, columns, auto.equals("SAME_UPPER"));
        }
        return auto.equals("VALID") || pads == null ? Border.NONE : border(op, pads, rank);
    }

    /** {@return begins and ends of each axis as a border} */
    static Border border(Operation op, List<Long> pads, int rank) {
        if (pads.size() != 2 * rank) {
            throw op.refused("must have " + 2 * rank + " pads, but has " + pads.size());
        }
        List<Integer> all = pads.stream().map(each -> extent(op, "pads", each, 0)).toList();
        return rank == 1 ? new Border(0, 0, all.get(0), all.get(1))
                : new Border(all.get(0), all.get(2), all.get(1), all.get(3));
    }

    /** {@return so many rows and columns, an odd one at the end or at the beginning} */
    static Border split(int rows, int columns, boolean atEnd) {
        int top = atEnd ? rows / 2 : rows - rows / 2;
        int left = atEnd ? columns / 2 : columns - columns / 2;
        return new Border(top, rows - top, left, columns - left);
    }

    /** Zeros with which there are ⌈extent / stride⌉ places. */
    private int same(int extent, int taps, int step, int distance) {
        long reach = (taps - 1L) * distance + 1;
        return Math.toIntExact(
                Math.max(0, (Math.ceilDiv(extent, step) - 1L) * step + reach - extent));
    }
}
