package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ScalarKernels;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final int VALUES = 4000;

    /** What a dropout layer makes of ones, {@code [value][lane]}. */
    private static float[] dropped(Network network, long seed, int epoch, int firstSample) {
        Plan plan = new Plan(network, new ScalarKernels(), Backend.TILE, Plan.Use.TRAINING);
        BatchGradient gradient = new BatchGradient(plan, Backend.TILE);
        gradient.begin(Backend.TILE);
        float[] ones = new float[VALUES * Backend.TILE];
        Arrays.fill(ones, 1);
        plan.load(ones, Backend.TILE, Normalization.none());
        plan.setSamples(new CounterRandom(seed, CounterRandom.Purpose.DROPOUT, epoch),
                IntStream.range(firstSample, firstSample + Backend.TILE).toArray(), 0,
                Backend.TILE);
        plan.forward(new float[0], gradient, 0, 0);
        return plan.logits().clone();
    }

    private static Network network(double rate) {
        return Network.input(1, 1, VALUES).dropout(rate).build();
    }

    /** Within five standard deviations of a binomial distribution, the mean of each sample too. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void itDropsItsShareAndKeepsTheMean(double rate) {
        float[] values = dropped(network(rate), 1, 1, 0);
        float scale = (float) (1 / (1 - (double) (float) rate));
        double deviation = Math.sqrt(rate * (1 - rate) / VALUES);
        for (int lane = 0; lane < Backend.TILE; lane++) {
            int kept = 0;
            for (int i = lane; i < values.length; i += Backend.TILE) {
                assertTrue(values[i] == 0 || values[i] == scale, "value " + values[i]);
                kept += values[i] == 0 ? 0 : 1;
            }
            assertEquals(1 - rate, kept / (double) VALUES, 5 * deviation);
        }
    }

    /** Two masks of rate ½ agree in half of the values, whatever tells them apart. */
    @Test
    void samplesEpochsSeedsAndLayersDrawByThemselves() {
        float[] mask = dropped(network(0.5), 1, 1, 0);
        assertAgrees(1, mask, dropped(network(0.5), 1, 1, 0));
        assertAgrees(0.5, mask, dropped(network(0.5), 1, 1, Backend.TILE));
        assertAgrees(0.5, mask, dropped(network(0.5), 1, 2, 0));
        assertAgrees(0.5, mask, dropped(network(0.5), 2, 1, 0));
        // With another layer before it that drops nothing.
        assertAgrees(0.5, mask,
                dropped(Network.input(1, 1, VALUES).dropout(0).dropout(0.5).build(), 1, 1, 0));
    }

    private static void assertAgrees(double share, float[] a, float[] b) {
        int equal = 0;
        for (int i = 0; i < a.length; i++) {
            equal += a[i] == b[i] ? 1 : 0;
        }
        assertEquals(share, equal / (double) a.length, 5 * Math.sqrt(0.25 / a.length));
    }

    /** The same sample draws the same wherever in a batch it lies. */
    @Test
    void theLaneDoesNotMatter() {
        float[] first = dropped(network(0.5), 1, 1, 0);
        float[] shifted = dropped(network(0.5), 1, 1, 3);
        for (int i = 0; i < VALUES; i++) {
            assertEquals(first[i * Backend.TILE + 3], shifted[i * Backend.TILE]);
        }
    }

    @Test
    void ratesThatAreNoneAreRefused() {
        for (float rate : new float[]{-0.1f, 1, Float.NaN}) {
            assertEquals("Dropout needs a rate in [0, 1); it has " + rate + ".",
                    assertThrows(ShapeException.class, () -> new Dropout(rate)).getMessage());
        }
    }
}
