package dev.lanewise.engine.backend;

import java.util.Arrays;
import java.util.Objects;

/** Radial basis functions: {@link Backend#radialBasis}. */
final class ScalarRadialBasis {
    private ScalarRadialBasis() {}

    static void forward(int units, int features, int lanes, float[] centres, float[] x, float[] y,
            float[] slope) {
        Objects.checkFromIndexSize(0, units * features, centres.length);
        Objects.checkFromIndexSize(0, features * lanes, x.length);
        Objects.checkFromIndexSize(0, units * lanes, y.length);
        Objects.checkFromIndexSize(0, units * features * lanes, slope.length);
        Arrays.fill(y, 0, units * lanes, 0f);
        for (int unit = 0; unit < units; unit++) {
            for (int feature = 0; feature < features; feature++) {
                int i = unit * features + feature;
                for (int lane = 0; lane < lanes; lane++) {
                    float d = x[feature * lanes + lane] - centres[i];
                    slope[i * lanes + lane] = -2 * d;
                    y[unit * lanes + lane] = Fma.of(-d, d, y[unit * lanes + lane]);
                }
            }
        }
    }

    static void gradient(int units, int features, int lanes, float[] slope, float[] dy,
            float[] dx) {
        Objects.checkFromIndexSize(0, units * features * lanes, slope.length);
        Objects.checkFromIndexSize(0, units * lanes, dy.length);
        Objects.checkFromIndexSize(0, features * lanes, dx.length);
        Arrays.fill(dx, 0, features * lanes, 0f);
        for (int unit = 0; unit < units; unit++) {
            for (int feature = 0; feature < features; feature++) {
                int i = (unit * features + feature) * lanes;
                for (int lane = 0; lane < lanes; lane++) {
                    int j = feature * lanes + lane;
                    dx[j] = Fma.of(slope[i + lane], dy[unit * lanes + lane], dx[j]);
                }
            }
        }
    }
}
