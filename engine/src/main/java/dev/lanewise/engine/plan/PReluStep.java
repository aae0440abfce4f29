package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.nn.Node;

/** A rectifier whose slope below 0 is a parameter of each map. The slope at 0 is that below. */
final class PReluStep implements Step {
    private final Input in;
    private final Maps out;
    private final SumLayout.LaneSum sum;
    private final int weight;

    PReluStep(Node node, SumLayout layout, Input in, Maps out) {
        this.in = in;
        this.out = out;
        this.sum = layout.laneSum(node);
        this.weight = node.weight().offset();
    }

    @Override
    public void forward(Pass pass) {
        float[] x = in.maps().values;
        for (int c = 0; c < out.inside.channels(); c++) {
            float slope = pass.parameters()[weight + c];
            for (int row = 0; row < out.inside.height(); row++) {
                int from = in.maps().row(c, row);
                int to = out.row(c, row);
                for (int i = 0; i < out.inside.rowLength(); i++) {
                    out.values[to + i] = x[from + i] * (x[from + i] > 0 ? 1f : slope);
                }
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        int lanes = pass.lanes();
        float[] leaf = pass.sums().leaf(pass.tile());
        float[] x = in.maps().values;
        for (int c = 0; c < out.inside.channels(); c++) {
            float slope = pass.parameters()[weight + c];
            int sums = sum.offset() + c * lanes;
            for (int row = 0; row < out.inside.height(); row++) {
                int from = in.maps().row(c, row);
                int to = out.row(c, row);
                for (int i = 0; i < out.inside.rowLength(); i++) {
                    float gradient = out.gradient[to + i];
                    float below = Math.min(x[from + i], 0f);
                    int lane = sums + i % lanes;
                    leaf[lane] = Fma.of(gradient, below, leaf[lane]);
                    if (in.wantsGradient()) {
                        in.maps().gradient[from + i] = gradient
                                * (x[from + i] > 0 ? 1f : slope);
                    }
                }
            }
        }
    }
}
