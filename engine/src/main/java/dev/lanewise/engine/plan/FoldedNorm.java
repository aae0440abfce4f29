package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Node;
import org.jspecify.annotations.Nullable;

/** A batch normalization by its running averages: the scale and the shift of each map. */
final class FoldedNorm {
    private final Node node;
    private final double epsilon;
    private final Epilogue epilogue;
    /** Parameters that don't change, whose scales and shifts are there. */
    private float @Nullable [] prepared;

    /**
     * For a layer.
     *
     * @param rectified whether a ReLU follows
     */
    FoldedNorm(Node node, boolean rectified) {
        this.node = node;
        this.epsilon = ((BatchNorm) node.layer()).epsilon();
        this.epilogue = Epilogue.of(node.output().channels(), rectified);
    }

    /** The scales and shifts, of the parameters of the last {@link #set}. */
    Epilogue epilogue() {
        return epilogue;
    }

    /** See {@link Step#prepare}. */
    void prepare(float[] parameters) {
        compute(parameters);
        prepared = parameters;
    }

    /** Makes scales and shifts from parameters, unless it is prepared for them. */
    @SuppressWarnings("ReferenceEquality") // Which array it is counts, not what it holds.
    void set(float[] parameters) {
        if (parameters != prepared) {
            prepared = null;
            compute(parameters);
        }
    }

    private void compute(float[] parameters) {
        int mean = node.parameters().get(2).offset();
        int variance = node.parameters().get(3).offset();
        for (int c = 0; c < epilogue.scales().length; c++) {
            double scale = NormFactors.scale(parameters[node.weight().offset() + c],
                    parameters[variance + c], epsilon);
            epilogue.scales()[c] = (float) scale;
            epilogue.shifts()[c] = NormFactors.shift(parameters[node.bias().offset() + c],
                    parameters[mean + c], scale);
        }
    }
}
