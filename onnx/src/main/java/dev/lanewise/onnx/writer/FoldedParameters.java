package dev.lanewise.onnx.writer;

import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a network, with batch normalizations folded into the convolution or dense layer before
 * them where that is wanted: each output's weights and bias times a factor, plus a summand.
 */
public final class FoldedParameters {
    private final float[] parameters;
    private final Map<Parameter, Factors> folded = new HashMap<>();
    private final Set<String> gone = new HashSet<>();

    /** A factor and a summand for each output. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Factors(double[] scales, double[] shifts) {}

    /** Of a network with these parameters; {@code folds} tells whether anything is folded. */
    public FoldedParameters(Network network, float[] parameters, boolean folds) {
        this.parameters = parameters;
        List<Node> nodes = network.nodes();
        Map<Integer, Integer> readers = new HashMap<>();
        nodes.forEach(node -> node.sources().forEach(s -> readers.merge(s, 1, Integer::sum)));
        for (Node node : nodes) {
            int source = node.sources().getFirst();
            if (folds && node.layer() instanceof BatchNorm norm && source != Node.NETWORK_INPUT
                    && readers.getOrDefault(source, 0) == 1 && takes(nodes.get(source).layer())) {
                Factors factors = factors(node, norm.epsilon());
                folded.put(nodes.get(source).weight(), factors);
                folded.put(nodes.get(source).bias(), factors);
                gone.add(node.name());
            }
        }
    }

    /** Whether the first extent of a layer's weights is its outputs. */
    private static boolean takes(Layer layer) {
        return layer instanceof Conv2d || layer instanceof Dense;
    }

    private Factors factors(Node node, double epsilon) {
        float[] weight = plain(node.weight());
        float[] bias = plain(node.bias());
        float[] mean = plain(node.parameters().get(2));
        float[] variance = plain(node.parameters().get(3));
        Factors factors = new Factors(new double[weight.length], new double[weight.length]);
        for (int c = 0; c < weight.length; c++) {
            factors.scales[c] = weight[c] / StrictMath.sqrt(variance[c] + epsilon);
            factors.shifts[c] = bias[c] - mean[c] * factors.scales[c];
        }
        return factors;
    }

    private float[] plain(Parameter parameter) {
        return Arrays.copyOfRange(parameters, parameter.offset(),
                parameter.offset() + parameter.size());
    }

    /** Whether a batch normalization is part of the layer before it. */
    boolean isFolded(Node node) {
        return gone.contains(node.name());
    }

    /** The values of a parameter: the caller's own. */
    float[] of(Parameter parameter) {
        float[] values = plain(parameter);
        Factors factors = folded.get(parameter);
        if (factors != null) {
            int each = values.length / factors.scales.length;
            boolean bias = parameter.role() == ParameterRole.BIAS;
            for (int i = 0; i < values.length; i++) {
                int c = i / each;
                values[i] = (float) (values[i] * factors.scales[c]
                        + (bias ? factors.shifts[c] : 0));
            }
        }
        return values;
    }
}
