package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.sdlm.Sdlm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges and defaults of the optimizers' numbers. */
class OptimizerTest {

    private static void assertRefused(String message, Executable code) {
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aLearningRateIsAboveZero(double rate) {
        String message = "A learning rate must be a number above 0; you gave " + rate + ".";
        assertRefused(message, () -> Sgd.of(rate));
        assertRefused(message, () -> Sgd.momentum(rate, 0.9));
        assertRefused(message, () -> Adam.of(rate));
        assertRefused(message, () -> Adam.of(0.1).withLearningRate(rate));
        assertRefused(message, () -> Sgd.of(0.1).withLearningRate(rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightDecayIsAtLeastZero(double decay) {
        String message = "A weight decay must be a number of at least 0; you gave " + decay + ".";
        assertRefused(message, () -> Sgd.of(0.1).weightDecay(decay));
        assertRefused(message, () -> Adam.of(0.1).weightDecay(decay));
        assertRefused(message, () -> Adam.adamW(0.1, decay));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void momentumAndBetasAreBelowOne(double wrong) {
        assertRefused("A momentum must be a number in [0, 1); you gave " + wrong + ".",
                () -> Sgd.momentum(0.1, wrong));
        assertRefused("Adam's betas must be numbers in [0, 1); you gave " + wrong + " and 0.5.",
                () -> new Adam(0.1, wrong, 0.5, 1e-8, 0, false));
        assertRefused("Adam's betas must be numbers in [0, 1); you gave 0.5 and " + wrong + ".",
                () -> new Adam(0.1, 0.5, wrong, 1e-8, 0, false));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN})
    void epsilonIsAboveZero(double epsilon) {
        assertRefused("Adam's epsilon must be a number above 0; you gave " + epsilon + ".",
                () -> new Adam(0.1, 0.9, 0.999, epsilon, 0, false));
    }

    /** Floats are what the kernels compute with. */
    @Test
    void rangesHoldForFloats() {
        assertRefused(
                "A learning rate must be a number above 0; you gave 1.0E-50, which is 0.0 as a "
                        + "float.",
                () -> Sgd.of(1e-50));
        assertRefused(
                "A learning rate must be a number above 0; you gave 1.0E39, which is Infinity "
                        + "as a float.",
                () -> Adam.of(1e39));
        assertRefused("A weight decay must be a number of at least 0; you gave 1.0E39, which is "
                + "Infinity as a float.", () -> Sgd.of(0.1).weightDecay(1e39));
        assertRefused(
                "A momentum must be a number in [0, 1); you gave 0.9999999999, which is 1.0 as "
                        + "a float.",
                () -> Sgd.momentum(0.1, 0.9999999999));
        assertRefused(
                "The momentum of Nesterov's step must be a number above 0; you gave 1.0E-50, which is 0.0 as "
                        + "a float; set one, such as 0.9.",
                () -> Sgd.nesterov(0.1, 1e-50));
        assertRefused(
                "Adam's betas must be numbers in [0, 1); you gave 0.9 and 0.9999999999, which "
                        + "is 1.0 as a float.",
                () -> new Adam(0.1, 0.9, 0.9999999999, 1e-8, 0, false));
        assertRefused(
                "Adam's epsilon must be a number above 0; you gave 1.0E-50, which is 0.0 as a "
                        + "float.",
                () -> new Adam(0.1, 0.9, 0.999, 1e-50, 0, false));
        assertRefused("Adam's epsilon must be a number above 0; you gave Infinity.",
                () -> new Adam(0.1, 0.9, 0.999, Double.POSITIVE_INFINITY, 0, false));
        assertRefused(
                "The option learningRate must be a number above 0; you gave 1.0E-50, which is 0.0"
                        + " as a float.",
                () -> Sdlm.of(1e-50));
        assertRefused(
                "The option mu must be a number above 0 whose reciprocal is a number, too; you gave"
                        + " 1.0E-39.",
                () -> new Sdlm(0.1, 1e-39, 1));
    }

    @Test
    void nesterovNeedsMomentum() {
        assertRefused(
                "The momentum of Nesterov's step must be a number above 0; you gave 0.0; set one, such as 0.9.",
                () -> Sgd.nesterov(0.1, 0));
    }

    @Test
    void factories() {
        assertEquals(new Sgd(0.1, 0, false, 0), Sgd.of(0.1));
        assertEquals(new Sgd(0.1, 0.9, false, 0), Sgd.momentum(0.1, 0.9));
        assertEquals(new Sgd(0.1, 0.9, true, 0), Sgd.nesterov(0.1, 0.9));
        assertEquals(new Sgd(0.1, 0.9, true, 0.01), Sgd.nesterov(0.1, 0.9).weightDecay(0.01));
        assertEquals(new Adam(0.1, 0.9, 0.999, 1e-8, 0, false), Adam.of(0.1));
        assertEquals(new Adam(0.1, 0.9, 0.999, 1e-8, 0.01, true), Adam.adamW(0.1, 0.01));
        assertEquals(new Adam(0.1, 0.9, 0.999, 1e-8, 0.01, false),
                Adam.of(0.1).weightDecay(0.01));
        assertEquals(new Sgd(0.2, 0.9, true, 0.01),
                new Sgd(0.1, 0.9, true, 0.01).withLearningRate(0.2));
        assertEquals(new Adam(0.2, 0.8, 0.99, 1e-7, 0.01, true),
                new Adam(0.1, 0.8, 0.99, 1e-7, 0.01, true).withLearningRate(0.2));
    }
}
