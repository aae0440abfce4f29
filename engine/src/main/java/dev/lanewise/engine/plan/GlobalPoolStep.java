package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.nn.GlobalPool2d;
import java.util.Arrays;

/**
 * The mean or the maximum of each map and lane. A sum is one chain in the order of rows and columns, then
 * times 1/n.
 */
final class GlobalPoolStep implements Step {
    private final boolean max;
    private final Input in;
    private final Maps out;
    private final int lanes;
    private final float share;
    /** Where in the input each maximum lies, {@code [channel][lane]}. */
    private final int[] places;
    /** Sums the positions of each map, a lane each, as the gradient of a bias. */
    private final BiasGradient totals;
    private final float[] sums;

    GlobalPoolStep(GlobalPool2d pool, Backend kernels, Input in, Maps out) {
        this.max = pool == GlobalPool2d.MAX;
        this.in = in;
        this.out = out;
        this.lanes = out.stored.lanes();
        this.share = (float) (1.0 / (in.maps().inside.height() * in.maps().inside.width()));
        this.places = new int[out.inside.channels() * lanes];
        this.totals = kernels.biasGradient(in.maps().inside);
        this.sums = new float[places.length];
    }

    @Override
    public void forward(Pass pass) {
        if (max) {
            maxima();
            return;
        }
        Arrays.fill(sums, 0f);
        totals.run(in.maps().values, in.maps().origin, sums, 0);
        for (int c = 0; c < out.inside.channels(); c++) {
            for (int lane = 0; lane < lanes; lane++) {
                out.values[out.row(c, 0) + lane] = sums[c * lanes + lane] * share;
            }
        }
    }

    private void maxima() {
        for (int c = 0; c < out.inside.channels(); c++) {
            int to = out.row(c, 0);
            Arrays.fill(out.values, to, to + lanes, Float.NEGATIVE_INFINITY);
            for (int row = 0; row < in.maps().inside.height(); row++) {
                int from = in.maps().row(c, row);
                for (int end = from + in.maps().inside.rowLength(); from < end; from += lanes) {
                    takeMaximum(from, to, c * lanes);
                }
            }
        }
    }

    private void takeMaximum(int from, int to, int place) {
        for (int lane = 0; lane < lanes; lane++) {
            if (in.maps().values[from + lane] > out.values[to + lane]) {
                out.values[to + lane] = in.maps().values[from + lane];
                places[place + lane] = from + lane;
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        if (!in.wantsGradient()) {
            return;
        }
        for (int c = 0; c < out.inside.channels(); c++) {
            int dy = out.row(c, 0);
            for (int row = 0; row < in.maps().inside.height(); row++) {
                int dx = in.maps().row(c, row);
                for (int end = dx + in.maps().inside.rowLength(); dx < end; dx += lanes) {
                    for (int lane = 0; lane < lanes; lane++) {
                        in.maps().gradient[dx + lane] = max ? 0f : out.gradient[dy + lane] * share;
                    }
                }
            }
            for (int lane = 0; max && lane < lanes; lane++) {
                in.maps().gradient[places[c * lanes + lane]] = out.gradient[dy + lane];
            }
        }
    }
}
