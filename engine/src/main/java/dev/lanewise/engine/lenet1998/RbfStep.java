package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.plan.Maps;
import dev.lanewise.engine.plan.Pass;
import dev.lanewise.engine.plan.SecondOrderStep;
import dev.lanewise.engine.plan.Site;

/** Radial basis functions: minus the squared distances from fixed centres. */
final class RbfStep implements SecondOrderStep {
    private final Backend kernels;
    private final float[] centres;
    private final int units;
    private final int features;
    private final Maps in;
    private final Maps out;
    private final float[] slope;

    RbfStep(Rbf layer, Site site) {
        this.kernels = site.backend();
        this.centres = layer.centres();
        this.units = layer.codes().size();
        this.features = centres.length / units;
        this.in = site.input().maps();
        this.out = site.output();
        this.slope = new float[centres.length * in.stored.lanes()];
    }

    @Override
    public void forward(Pass pass) {
        kernels.radialBasis(units, features, in.stored.lanes(), centres, in.values, out.values,
                slope);
    }

    @Override
    public void backward(Pass pass) {
        kernels.radialBasisGradient(units, features, in.stored.lanes(), slope, out.gradient,
                in.gradient);
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(slope, slope, 0, slope.length);
        backward(pass);
        // The second derivative of each output by each input is −2, whatever the centre.
        int lanes = in.stored.lanes();
        for (int i = 0; i < features * lanes; i++) {
            in.gradient[i] += 2 * rest[i % lanes];
        }
    }
}
