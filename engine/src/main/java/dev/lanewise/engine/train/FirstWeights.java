package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;

/** Draws the parameters that a run begins with. */
final class FirstWeights {
    private static final double ROOT_3 = StrictMath.sqrt(3);

    private FirstWeights() {}

    /**
     * Weights by the initializer's distribution, each a function of the seed and its index alone;
     * the others as their role says.
     */
    static float[] draw(Network network, Initializer initializer, long seed) {
        CounterRandom random = new CounterRandom(seed, CounterRandom.Purpose.WEIGHTS, 0);
        float[] parameters = new float[network.parameterCount()];
        for (Parameter p : network.parameters()) {
            int end = p.offset() + p.size();
            if (p.role() != ParameterRole.WEIGHT) {
                Arrays.fill(parameters, p.offset(), end, p.role().first());
                continue;
            }
            double deviation = initializer.standardDeviation(p);
            for (int i = p.offset(); i < end; i++) {
                double unit = initializer.isUniform() ? ROOT_3 * (2 * random.uniform(i) - 1)
                        : random.normal(i);
                parameters[i] = (float) (deviation * unit);
            }
        }
        return parameters;
    }
}
