package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;

/**
 * An activation, in place: the values before it are not needed again, since the derivative is kept
 * from the forward pass.
 */
final class ActivationStep implements SecondOrderStep {
    private final Function function;
    private final Kernels kernels;
    private final Maps maps;
    private final float[] slope;
    /** Rows that lie apart, since the function would fill the border between them; 1 for all at once. */
    private final int rows;

    /** One of the kernels that make values and slopes. */
    private interface Function {
        void run(float[] x, float[] y, float[] slope, int offset, int length);
    }

    ActivationStep(Activation activation, Kernels kernels, Maps maps) {
        // An expression, so that the compiler misses a new one.
        this.function = switch (activation) {
            case RELU -> kernels::relu;
            case SILU -> kernels::silu;
            case TANH -> kernels::tanh;
            case SCALED_TANH -> kernels::scaledTanh;
        };
        this.kernels = kernels;
        this.maps = maps;
        this.slope = new float[maps.values.length];
        this.rows = maps.border == 0 || activation.keepsZero() ? 1
                : maps.inside.channels() * maps.inside.height();
    }

    @Override
    public void forward(Pass pass) {
        if (rows == 1) {
            function.run(maps.values, maps.values, slope, 0, slope.length);
            return;
        }
        for (int row = 0; row < rows; row++) {
            int height = maps.inside.height();
            function.run(maps.values, maps.values, slope, maps.row(row / height, row % height),
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
