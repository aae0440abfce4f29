package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * Batch normalization (Ioffe, Szegedy 2015): each feature map minus its mean, over its standard
 * deviation, times a scale plus a shift that are trained. In training mean and variance are those of
 * the batch, over all its images and positions; at inference they are running averages.
 *
 * @since 0.1.0
 */
public final class BatchNorm extends DescribedLayer {
    static final float DEFAULT_EPSILON = 1e-5f;
    private static final float DEFAULT_MOMENTUM = 0.1f;
    private final float epsilon;
    private final float momentum;

    private BatchNorm(float epsilon, float momentum) {
        if (!(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
            throw new ShapeException(
                    "Batch normalization needs a finite epsilon above 0; it has " + epsilon + ".");
        }
        if (!(momentum > 0 && momentum <= 1)) {
            throw new ShapeException(
                    "Batch normalization needs a momentum in (0, 1]; it has " + momentum + ".");
        }
        this.epsilon = epsilon;
        this.momentum = momentum;
    }

    /**
     * With the values of PyTorch: an epsilon of 1e-5 and a momentum of 0.1.
     *
     * @return the layer
     */
    public static BatchNorm of() {
        return new BatchNorm(DEFAULT_EPSILON, DEFAULT_MOMENTUM);
    }

    /**
     * {@return the same with another epsilon, above 0}
     *
     * @param value the summand, above 0
     */
    public BatchNorm epsilon(float value) {
        return new BatchNorm(value, momentum);
    }

    /**
     * {@return the same with another momentum, in (0, 1]}
     *
     * @param value the momentum
     */
    public BatchNorm momentum(float value) {
        return new BatchNorm(epsilon, value);
    }

    /** {@return what is added to the variance} */
    public float epsilon() {
        return epsilon;
    }

    /**
     * {@return the share of the batch in the new running average} The variance that is averaged is the
     * unbiased one, as in PyTorch.
     */
    public float momentum() {
        return momentum;
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        List<Integer> maps = List.of(input.channels());
        return List.of(Parameter.of("weight", ParameterRole.SCALE, maps, 1, 1),
                Parameter.of("bias", ParameterRole.BIAS, maps, 1, 1),
                Parameter.of("running_mean", ParameterRole.RUNNING_MEAN, maps, 1, 1),
                Parameter.of("running_var", ParameterRole.RUNNING_VARIANCE, maps, 1, 1));
    }

    @Override
    public long multiplyAdds(Shape input) {
        return input.size();
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "batchNorm";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("epsilon", epsilon).with("momentum", momentum).values();
    }

    static BatchNorm of(LayerAttributes.Reader from) {
        return new BatchNorm(from.number("epsilon"), from.number("momentum"));
    }

    @Override
    public String stem() {
        return "bn";
    }
}
