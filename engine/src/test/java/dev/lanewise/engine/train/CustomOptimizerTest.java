package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.plan.SameBits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An optimizer of a program's own. */
class CustomOptimizerTest {
    private static final Dataset DATA = SyntheticImages.of(40, 6, 4, 1);
    private static final Network NETWORK = Network.input(1, 6, 6).conv2d(2, 3).dense(4).build();

    private static TrainerBuilder trainer(CustomOptimizer own) {
        return SyntheticImages.trainer(NETWORK)
                .optimizer(Optimizer.custom(own, 0.01))
                .batchSize(8)
                .decay(parameter -> parameter.role() == ParameterRole.WEIGHT);
    }

    /** Plain descent written by hand, with the numbers of the steps, the rates and the decays checked. */
    @Test
    void itGetsEachStepWithItsGradientAndItsState() {
        float[] before;
        float[] after;
        float[] gradient;
        try (Trainer trainer = trainer(new Lion()).build()) {
            before = trainer.parameters();
            trainer.step(DATA, 0, 1, 2);
            gradient = trainer.gradients();
            after = trainer.parameters();
        }
        for (Parameter parameter : NETWORK.parameters()) {
            float decay = parameter.role() == ParameterRole.WEIGHT ? 0.01f : 0;
            for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                float expected = before[i] - 0.01f / 2
                        * (Math.signum((1 - 0.9f) * gradient[i]) + decay * before[i]);
                assertEquals(expected, after[i], parameter.name() + " at " + i);
            }
        }
    }

    @Test
    void anyNumberOfThreadsMakesTheSameBits() {
        float[] one = weights(1);
        SameBits.assertSameBits(one, weights(3), "3 threads");
    }

    private static float[] weights(int threads) {
        try (Trainer trainer = trainer(new Lion()).threads(threads).build()) {
            trainer.fit(DATA, 2);
            return trainer.model().parameters();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "two words | 1 | The name of an optimizer must be a word of letters, digits and underscores; you gave \"two words\".",
            "Word | -1 | The arrays that an optimizer carries along must be 0 or more; you gave -1."})
    void whatNoCheckpointCanHoldIsRefused(String name, int states, String message) {
        CustomOptimizer wrong = new CustomOptimizer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int states() {
                return states;
            }

            @Override
            public void update(float[] parameters, float[] gradient, float[][] arrays, int from,
                    int to, Step step) {}
        };
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Optimizer.custom(wrong, 0.01)).getMessage());
    }
}
