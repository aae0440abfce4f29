package dev.lanewise.onnx;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.onnx.proto.AttributeProto;
import java.util.List;

/**
 * Pooling layers as operators of ONNX. Windows that reach beyond the map are told by padding at its end and
 * never by {@code ceil_mode}, which programs count in different ways before version 22 of the operators.
 */
record PoolWriter(GraphWriter graph) {

    /** Windows on maps of a size. */
    private record Windows(int height, int width, int strideHeight, int strideWidth, int rows,
            int columns, int bottom, int right) {

        /** The same on maps that have the padding already. */
        Windows withoutPadding() {
            return new Windows(height, width, strideHeight, strideWidth, 0, 0, bottom - rows,
                    right - columns);
        }

        boolean isEven() {
            return rows == bottom && columns == right;
        }

        AttributeProto[] attributes() {
            return new AttributeProto[]{AttributeProto.wholes("kernel_shape", height, width),
                    AttributeProto.wholes("strides", strideHeight, strideWidth),
                    AttributeProto.wholes("pads", rows, columns, bottom, right)};
        }

        AttributeProto[] attributes(boolean countsPadding) {
            AttributeProto[] window = attributes();
            return new AttributeProto[]{window[0], window[1], window[2],
                    AttributeProto.of("count_include_pad", countsPadding ? 1 : 0)};
        }
    }

    /** The padding at the end with which the last window lies whole on it. */
    private static int end(int in, int out, int window, int stride, int padding) {
        return Math.max(padding, (out - 1) * stride + window - in - padding);
    }

    private static Windows windows(int height, int width, int strideHeight, int strideWidth,
            int rows, int columns, Shape in, Shape out) {
        return new Windows(height, width, strideHeight, strideWidth, rows, columns,
                end(in.height(), out.height(), height, strideHeight, rows),
                end(in.width(), out.width(), width, strideWidth, columns));
    }

    /** Adds a pooling to maxima; returns its name. */
    String maximum(MaxPool2d p, Node node, String in) {
        return graph.add("MaxPool", node.name(), List.of(in),
                windows(p.windowHeight(), p.windowWidth(), p.strideHeight(), p.strideWidth(),
                        p.paddingHeight(), p.paddingWidth(), node.input(), node.output())
                        .attributes());
    }

    /** Adds a pooling to means; returns its name. What lies beyond the padding never counts. */
    String mean(AveragePool2d p, Node node, String in) {
        Windows windows = windows(p.windowHeight(), p.windowWidth(), p.strideHeight(),
                p.strideWidth(), p.paddingHeight(), p.paddingWidth(), node.input(), node.output());
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
