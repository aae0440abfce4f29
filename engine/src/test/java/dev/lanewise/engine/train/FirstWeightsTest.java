package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first weights follow their distribution, and the seed. */
class FirstWeightsTest {
    private static final Network NETWORK = Network.input(4, 8, 8)
            .conv2d(40, 5)
            .relu()
            .dense(50)
            .build();

    @ParameterizedTest
    @EnumSource
    void weightsHaveTheInitializersDistribution(Initializer initializer) {
        float[] drawn = FirstWeights.draw(NETWORK, initializer, 5);
        for (Parameter p : NETWORK.parameters()) {
            float[] values = Arrays.copyOfRange(drawn, p.offset(), p.offset() + p.size());
            if (p.role() == dev.lanewise.engine.nn.ParameterRole.BIAS) {
                assertArrayEquals(new float[p.size()], values, p.name());
                continue;
            }
            double deviation = initializer.standardDeviation(p);
            double mean = 0;
            double variance = 0;
            double largest = 0;
            for (float value : values) {
                mean += value / p.size();
                variance += (double) value * value / p.size();
                largest = Math.max(largest, Math.abs(value));
            }
            double error = 4 / StrictMath.sqrt(p.size());
            assertEquals(0, mean / deviation, error, p.name());
            assertEquals(1, variance / (deviation * deviation), error * StrictMath.sqrt(2),
                    p.name());
            double bound = StrictMath.sqrt(3) * deviation * (1 + 1e-6);
            assertEquals(initializer.isUniform(), largest <= bound, p.name());
            assertTrue(largest > 0.99 * bound, p.name());
        }
    }

    @Test
    void theSeedDecides() {
        float[] weights = FirstWeights.draw(NETWORK, Initializer.HE_NORMAL, 5);
        assertArrayEquals(weights, FirstWeights.draw(NETWORK, Initializer.HE_NORMAL, 5));
        assertFalse(
                Arrays.equals(weights, FirstWeights.draw(NETWORK, Initializer.HE_NORMAL, 6)));
    }
}
