package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Elementwise;

/**
 * An activation, in place: the values before it are not needed again, since the derivative is kept
 * from the forward pass.
 */
final class ActivationStep implements SecondOrderStep {
    private final Elementwise function;
    private final Backend kernels;
    private final Maps maps;
    private final float[] slope;
    /** Rows that lie apart, since the function would fill the border between them; 1 for all at once. */
    private final int rows;

    ActivationStep(Elementwise function, boolean keepsZero, Backend kernels, Maps maps) {
        this.function = function;
        this.kernels = kernels;
        this.maps = maps;
        this.slope = new float[maps.values.length];
        this.rows = maps.border.isNone() || keepsZero ? 1
                : maps.inside.channels() * maps.inside.height();
    }

    @Override
    public void forward(Pass pass) {
        if (rows == 1) {
            kernels.activate(function, maps.values, maps.values, slope, 0, slope.length);
            return;
        }
        for (int row = 0; row < rows; row++) {
            int height = maps.inside.height();
            kernels.activate(function, maps.values, maps.values, slope,
                    maps.row(row / height, row % height),
                    maps.inside.rowLength());
        }
    }

    @Override
    public void backward(Pass pass) {
        kernels.multiply(slope, maps.gradient, 0, slope.length);
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(slope, slope, 0, slope.length);
        backward(pass);
    }
}
