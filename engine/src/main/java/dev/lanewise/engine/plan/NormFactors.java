package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import java.util.function.Function;

/**
 * What a batch normalization does by its running averages: a factor and a summand for each map, rounded once.
 *
 * @param scales the factors
 * @param shifts the summands
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record NormFactors(float[] scales, float[] shifts) {

    /**
     * Those of a layer.
     *
     * @param values the values of its parameters
     */
    public static NormFactors of(Node node, Function<Parameter, float[]> values) {
        float[] weight = values.apply(node.weight());
        float[] bias = values.apply(node.bias());
        float[] mean = values.apply(node.parameters().get(2));
        float[] variance = values.apply(node.parameters().get(3));
        double epsilon = ((BatchNorm) node.layer()).epsilon();
        NormFactors factors = new NormFactors(new float[weight.length], new float[weight.length]);
        for (int c = 0; c < weight.length; c++) {
            double scale = scale(weight[c], variance[c], epsilon);
            factors.scales[c] = (float) scale;
            factors.shifts[c] = shift(bias[c], mean[c], scale);
        }
        return factors;
    }

    /** The factor of a map, not rounded yet. */
    static double scale(float weight, float variance, double epsilon) {
        return weight / StrictMath.sqrt(variance + epsilon);
    }

    /** The summand of a map. */
    static float shift(float bias, float mean, double scale) {
        return (float) (bias - mean * scale);
    }
}
