package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.List;

/** The windows of a pooling layer, padding and all, as PyTorch counts them. Pairs are rows and columns. */
record ReferencePool(Node node, int[] window, int[] stride, int[] padding) {

    static ReferencePool of(MaxPool2d pool, Node node) {
        return new ReferencePool(node, new int[]{pool.windowHeight(), pool.windowWidth()},
                new int[]{pool.strideHeight(), pool.strideWidth()},
                new int[]{pool.paddingHeight(), pool.paddingWidth()});
    }

    static ReferencePool of(AveragePool2d pool, Node node) {
        return new ReferencePool(node, new int[]{pool.windowHeight(), pool.windowWidth()},
                new int[]{pool.strideHeight(), pool.strideWidth()},
                new int[]{pool.paddingHeight(), pool.paddingWidth()});
    }

    /** What the window of an output has of its map, row-major. */
    List<Double> elements(double[] x, int position) {
        List<Double> elements = new ArrayList<>();
        visit(x, position, elements);
        return elements;
    }

    /** How much it has of the map and the padding. */
    int counted(double[] x, int position) {
        return visit(x, position, new ArrayList<>());
    }

    private int visit(double[] x, int position, List<Double> elements) {
        Shape in = node.input();
        Shape out = node.output();
        int map = position / (out.height() * out.width()) * in.height() * in.width();
        int top = position / out.width() % out.height() * stride[0] - padding[0];
        int left = position % out.width() * stride[1] - padding[1];
        int counted = 0;
        for (int row = top; row < top + window[0]; row++) {
            for (int column = left; column < left + window[1]; column++) {
                boolean onMap = row >= 0 && row < in.height() && column >= 0
                        && column < in.width();
                if (onMap) {
                    elements.add(x[map + row * in.width() + column]);
                }
                counted += row < in.height() + padding[0] && column < in.width() + padding[1] ? 1
                        : 0;
            }
        }
        return counted;
    }
}
