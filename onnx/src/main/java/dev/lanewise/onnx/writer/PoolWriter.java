package dev.lanewise.onnx.writer;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.onnx.proto.AttributeProto;
import java.util.List;

/**
 * Pooling layers as operators of ONNX. Before version 22 of the operators {@code ceil_mode} also counts a
 * window that begins beyond the map and the padding before it, which no other program has. Where there is
 * one, padding at the end tells of the windows that reach beyond the map.
 */
record PoolWriter(GraphWriter graph, int opset) {
    /** The first version that leaves out windows that begin too late. */
    private static final int EXACT_CEILING = 22;

    /** Windows on maps of a size. */
    private record Windows(int height, int width, int strideHeight, int strideWidth, int rows,
            int columns, int bottom, int right, boolean ceil) {

        /** The same on maps that have the padding already. */
        Windows withoutPadding() {
            return new Windows(height, width, strideHeight, strideWidth, 0, 0, bottom - rows,
                    right - columns, ceil);
        }

        boolean isEven() {
            return rows == bottom && columns == right;
        }

        AttributeProto[] attributes() {
            return new AttributeProto[]{AttributeProto.wholes("kernel_shape", height, width),
                    AttributeProto.wholes("strides", strideHeight, strideWidth),
                    AttributeProto.wholes("pads", rows, columns, bottom, right),
                    AttributeProto.of("ceil_mode", ceil ? 1 : 0)};
        }

        AttributeProto[] attributes(boolean countsPadding) {
            AttributeProto[] window = attributes();
            return new AttributeProto[]{window[0], window[1], window[2],
                    window[3], AttributeProto.of("count_include_pad", countsPadding ? 1 : 0)};
        }
    }

    /** The padding at the end with which the last window lies whole on it. */
    private static int end(int in, int out, int window, int stride, int padding) {
        return Math.max(padding, (out - 1) * stride + window - in - padding);
    }

    /** Whether the operator counts as many windows by itself, if it rounds up. */
    private boolean counts(int in, int out, int window, int stride, int padding) {
        return opset >= EXACT_CEILING
                || Math.ceilDiv(in + 2L * padding - window, stride) + 1 == out;
    }

    private Windows windows(int height, int width, int strideHeight, int strideWidth, int rows,
            int columns, boolean ceil, Node node) {
        Shape in = node.input();
        Shape out = node.output();
        if (ceil && counts(in.height(), out.height(), height, strideHeight, rows)
                && counts(in.width(), out.width(), width, strideWidth, columns)) {
            return new Windows(height, width, strideHeight, strideWidth, rows, columns, rows,
                    columns, true);
        }
        return new Windows(height, width, strideHeight, strideWidth, rows, columns,
                end(in.height(), out.height(), height, strideHeight, rows),
                end(in.width(), out.width(), width, strideWidth, columns), false);
    }

    /** Adds a pooling to maxima; returns its name. */
    String maximum(MaxPool2d p, Node node, String in) {
        return graph.add("MaxPool", node.name(), List.of(in),
                windows(p.windowHeight(), p.windowWidth(), p.strideHeight(), p.strideWidth(),
                        p.paddingHeight(), p.paddingWidth(), p.ceilMode(), node)
                        .attributes());
    }

    /** Adds a pooling to means; returns its name. What lies beyond the padding never counts. */
    String mean(AveragePool2d p, Node node, String in) {
        Windows windows = windows(p.windowHeight(), p.windowWidth(), p.strideHeight(),
                p.strideWidth(), p.paddingHeight(), p.paddingWidth(), p.ceilMode(), node);
        String name = node.name();
        if (windows.isEven()) {
            return graph.add("AveragePool", name, List.of(in),
                    windows.attributes(p.countIncludePad()));
        }
        if (!p.countIncludePad() || windows.rows + windows.columns == 0) {
            return graph.add("AveragePool", name, List.of(in), windows.attributes(false));
        }
        int rows = windows.rows;
        int columns = windows.columns;
        String padded = graph.add("Pad", name + ".padded", List.of(in, graph.wholes(name + ".pads",
                0, 0, rows, columns, 0, 0, rows, columns)));
        return graph.add("AveragePool", name, List.of(padded),
                windows.withoutPadding().attributes(false));
    }
}
