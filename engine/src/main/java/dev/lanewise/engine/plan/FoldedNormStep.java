package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ChannelAffine;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;

/**
 * A batch normalization by its running averages, where it is a scale and a shift of each map: at
 * inference, and in training where its parameters are frozen. At inference a ReLU behind it is part of
 * the step.
 */
final class FoldedNormStep implements Step {
    private final Backend kernels;
    private final Node node;
    private final float epsilon;
    private final Input in;
    private final Maps out;
    private final float[] scales;
    private final float[] shifts;

    private final ChannelAffine affine;

    /**
     * A step for one layer, or two.
     *
     * @param rectified whether it computes the ReLU behind the layer, too
     * @param out may be the maps of the input
     */
    FoldedNormStep(Node node, boolean rectified, Backend kernels, Input in, Maps out) {
        this.affine = new ChannelAffine(in.maps().inside, out.inside, rectified);
        this.kernels = kernels;
        this.node = node;
        this.epsilon = ((BatchNorm) node.layer()).epsilon();
        this.in = in;
        this.out = out;
        this.scales = new float[node.output().channels()];
        this.shifts = new float[scales.length];
    }

    @Override
    public void forward(Pass pass) {
        float[] parameters = pass.parameters();
        Parameter mean = node.parameters().get(2);
        Parameter variance = node.parameters().get(3);
        for (int c = 0; c < scales.length; c++) {
            double scale = parameters[node.weight().offset() + c]
                    / StrictMath.sqrt(parameters[variance.offset() + c] + (double) epsilon);
            scales[c] = (float) scale;
            shifts[c] = (float) (parameters[node.bias().offset() + c]
                    - parameters[mean.offset() + c] * scale);
        }
        kernels.affine(affine, scales, 0, shifts, 0, in.maps().values, in.maps().origin, out.values,
                out.origin);
    }

    @Override
    public void backward(Pass pass) {
        if (!in.wantsGradient()) {
            return;
        }
        Maps maps = in.maps();
        maps.copyGradient(out, 0);
        for (int c = 0; c < scales.length; c++) {
            for (int y = 0; y < maps.inside.height(); y++) {
                kernels.affine(scales[c], 0, maps.gradient, maps.row(c, y),
                        maps.inside.rowLength());
            }
        }
    }
}
