package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;

/**
 * An activation, in place: the values before it are not needed again, since the derivative is kept
 * from the forward pass.
 */
final class ActivationStep implements Step {
    private final Activation activation;
    private final Kernels kernels;
    private final Maps maps;
    private final float[] slope;

    ActivationStep(Activation activation, Kernels kernels, Maps maps) {
        this.activation = activation;
        this.kernels = kernels;
        this.maps = maps;
        this.slope = new float[maps.values.length];
    }

    @Override
    public void forward(float[] parameters) {
        switch (activation) {
            case RELU -> kernels.relu(maps.values, maps.values, slope, 0, slope.length);
            case SILU -> kernels.silu(maps.values, maps.values, slope, 0, slope.length);
            case TANH -> kernels.tanh(maps.values, maps.values, slope, 0, slope.length);
            case SCALED_TANH ->
                    kernels.scaledTanh(maps.values, maps.values, slope, 0, slope.length);
        }
    }

    @Override
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        kernels.multiply(slope, maps.gradient, 0, slope.length);
    }

    @Override
    public void curvature(CurvaturePass pass) {
        kernels.multiply(slope, slope, 0, slope.length);
        backward(pass.squares(), pass.sink(), pass.tile());
    }
}
