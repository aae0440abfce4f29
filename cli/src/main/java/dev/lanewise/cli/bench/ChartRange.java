package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Comparison;
import java.util.List;

/**
 * The part of the plane that a chart with two logarithmic axes shows.
 *
 * @param left least intensity
 * @param right most
 * @param bottom least rate
 * @param top most
 */
record ChartRange(double left, double right, double bottom, double top) {
    private static final double DECADE = 10;
    private static final double MARGIN = 2;
    private static final double GIGA = 1e9;
    /** About the size of the plot in pixels; numbers keep their distance by it. */
    private static final double PIXELS_ACROSS = 1050;
    private static final double PIXELS_DOWN = 770;

    /** What holds all kernels and the peak, in GFLOP/s. */
    static ChartRange of(List<Comparison> rows, double peak) {
        double left = 1;
        double right = DECADE;
        double bottom = peak / DECADE;
        double top = peak;
        for (Comparison row : rows) {
            double scalar = row.flopsPerSecond(row.scalar().median()) / GIGA;
            double vector = row.flopsPerSecond(row.vector().median()) / GIGA;
            left = Math.min(left, row.workload().intensity());
            right = Math.max(right, row.workload().intensity());
            bottom = Math.min(bottom, Math.min(scalar, vector));
            top = Math.max(top, Math.max(scalar, vector));
        }
        return new ChartRange(left / MARGIN, right * MARGIN, bottom / MARGIN, top * MARGIN);
    }

    /** Where a point lies, in pixels from the lower left corner. */
    LabelPlacement.Spot spot(double x, double y) {
        return new LabelPlacement.Spot(
                PIXELS_ACROSS * StrictMath.log(x / left) / StrictMath.log(right / left),
                PIXELS_DOWN * StrictMath.log(y / bottom) / StrictMath.log(top / bottom));
    }

    /** The intensity at a place. */
    double x(LabelPlacement.Spot spot) {
        return left * StrictMath.pow(right / left, spot.x() / PIXELS_ACROSS);
    }

    /** The rate at a place. */
    double y(LabelPlacement.Spot spot) {
        return bottom * StrictMath.pow(top / bottom, spot.y() / PIXELS_DOWN);
    }
}
