package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ChannelAffine;
import dev.lanewise.engine.backend.Epilogue;

/**
 * A batch normalization by its running averages where no convolution ends with it: at inference, and in
 * training where its parameters are frozen. At inference a ReLU behind it is part of the step.
 */
final class FoldedNormStep implements Step {
    private final Backend kernels;
    private final FoldedNorm norm;
    private final Input in;
    private final Maps out;
    private final ChannelAffine affine;

    /** A step for one layer, or two; {@code out} may be the maps of the input. */
    FoldedNormStep(FoldedNorm norm, Backend kernels, Input in, Maps out) {
        this.affine = new ChannelAffine(in.maps().inside, out.inside, norm.epilogue().rectified());
        this.kernels = kernels;
        this.norm = norm;
        this.in = in;
        this.out = out;
    }

    @Override
    public void prepare(float[] parameters, PreparedWeights shared) {
        norm.prepare(parameters);
    }

    @Override
    public void forward(Pass pass) {
        norm.set(pass.parameters());
        Epilogue end = norm.epilogue();
        kernels.affine(affine, end.scales(), 0, end.shifts(), 0, in.maps().values, in.maps().origin,
                out.values, out.origin);
    }

    @Override
    public void backward(Pass pass) {
        if (!in.wantsGradient()) {
            return;
        }
        Maps maps = in.maps();
        float[] scales = norm.epilogue().scales();
        maps.copyGradient(out, 0);
        for (int c = 0; c < scales.length; c++) {
            for (int y = 0; y < maps.inside.height(); y++) {
                kernels.affine(scales[c], 0, maps.gradient, maps.row(c, y),
                        maps.inside.rowLength());
            }
        }
    }
}
