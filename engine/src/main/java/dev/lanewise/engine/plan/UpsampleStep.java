package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.nn.Upsample2d;
import java.util.Arrays;

/**
 * Maps made larger. A value is {@code (1 − v)·((1 − u)·a + u·b) + v·((1 − u)·c + u·d)} of the four around it,
 * with u and v their shares along the row and the column; nearest is the same with shares of 0. Backward
 * each value gives its gradient to the four in the order a, b, c, d, output after output.
 */
final class UpsampleStep implements Step {
    private final Input in;
    private final Maps out;
    private final int lanes;
    private final Axis rows;
    private final Axis columns;

    /** For each output the input before it, the one behind it, and the share of the latter. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Axis(int[] before, int[] behind, float[] share) {

        static Axis of(int extent, Upsample2d upsample) {
            int length = extent * upsample.factor();
            Axis axis = new Axis(new int[length], new int[length], new float[length]);
            for (int i = 0; i < length; i++) {
                if (upsample.mode() == Upsample2d.Mode.NEAREST) {
                    axis.before[i] = i / upsample.factor();
                    axis.behind[i] = axis.before[i];
                } else {
                    double at = Math.max(0, (i + 0.5) / upsample.factor() - 0.5);
                    axis.before[i] = (int) at;
                    axis.behind[i] = Math.min(axis.before[i] + 1, extent - 1);
                    axis.share[i] = (float) (at - axis.before[i]);
                }
            }
            return axis;
        }
    }

    UpsampleStep(Upsample2d upsample, Input in, Maps out) {
        this.in = in;
        this.out = out;
        this.lanes = out.stored.lanes();
        this.rows = Axis.of(in.maps().inside.height(), upsample);
        this.columns = Axis.of(in.maps().inside.width(), upsample);
    }

    @Override
    public void forward(Pass pass) {
        for (int c = 0; c < out.inside.channels(); c++) {
            for (int row = 0; row < out.inside.height(); row++) {
                forwardRow(in.maps().row(c, rows.before[row]), in.maps().row(c, rows.behind[row]),
                        rows.share[row], out.row(c, row));
            }
        }
    }

    private void forwardRow(int upper, int lower, float v, int to) {
        float[] x = in.maps().values;
        for (int column = 0; column < out.inside.width(); column++) {
            int left = columns.before[column] * lanes;
            int right = columns.behind[column] * lanes;
            float u = columns.share[column];
            for (int lane = 0; lane < lanes; lane++) {
                float above = mix(x[upper + left + lane], x[upper + right + lane], u);
                float below = mix(x[lower + left + lane], x[lower + right + lane], u);
                out.values[to + column * lanes + lane] = mix(above, below, v);
            }
        }
    }

    private static float mix(float a, float b, float share) {
        return Fma.of(share, b - a, a);
    }

    @Override
    public void backward(Pass pass) {
        if (!in.wantsGradient()) {
            return;
        }
        for (int c = 0; c < out.inside.channels(); c++) {
            for (int row = 0; row < in.maps().inside.height(); row++) {
                int at = in.maps().row(c, row);
                Arrays.fill(in.maps().gradient, at, at + in.maps().inside.rowLength(), 0f);
            }
            for (int row = 0; row < out.inside.height(); row++) {
                backwardRow(in.maps().row(c, rows.before[row]), in.maps().row(c, rows.behind[row]),
                        rows.share[row], out.row(c, row));
            }
        }
    }

    private void backwardRow(int upper, int lower, float v, int from) {
        float[] dx = in.maps().gradient;
        for (int column = 0; column < out.inside.width(); column++) {
            int left = columns.before[column] * lanes;
            int right = columns.behind[column] * lanes;
            float u = columns.share[column];
            for (int lane = 0; lane < lanes; lane++) {
                float dy = out.gradient[from + column * lanes + lane];
                float below = v * dy;
                float above = dy - below;
                dx[upper + left + lane] += above - u * above;
                dx[upper + right + lane] += u * above;
                dx[lower + left + lane] += below - u * below;
                dx[lower + right + lane] += u * below;
            }
        }
    }
}
