package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
        assertRefused("Adam's betas must be numbers in [0, 1); you gave " + wrong + " and 0.999.",
                () -> Adam.of(0.1).beta1(wrong));
        assertRefused("Adam's betas must be numbers in [0, 1); you gave 0.9 and " + wrong + ".",
                () -> Adam.of(0.1).beta2(wrong));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN})
    void epsilonIsAboveZero(double epsilon) {
        assertRefused("Adam's epsilon must be a number above 0; you gave " + epsilon + ".",
                () -> Adam.of(0.1).epsilon(epsilon));
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
                () -> Adam.of(0.1).beta2(0.9999999999));
        assertRefused(
                "Adam's epsilon must be a number above 0; you gave 1.0E-50, which is 0.0 as a "
                        + "float.",
                () -> Adam.of(0.1).epsilon(1e-50));
        assertRefused("Adam's epsilon must be a number above 0; you gave Infinity.",
                () -> Adam.of(0.1).epsilon(Double.POSITIVE_INFINITY));
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
        assertEquals("Sgd[learningRate=0.1]", Sgd.of(0.1).toString());
        assertEquals("Sgd[learningRate=0.1, momentum=0.9]", Sgd.momentum(0.1, 0.9).toString());
        assertEquals("Sgd[learningRate=0.1, momentum=0.9, nesterov=true]",
                Sgd.nesterov(0.1, 0.9).toString());
        assertEquals("Adam[learningRate=0.1]", Adam.of(0.1).toString());
        assertEquals("Adam[learningRate=0.1, weightDecay=0.01, decoupled=true]",
                Adam.adamW(0.1, 0.01).toString());
    }

    @Test
    void withersChangeOneNumber() {
        assertEquals(Sgd.nesterov(0.1, 0.9),
                Sgd.of(0.2).momentum(0.9).nesterov(true).withLearningRate(0.1));
        assertEquals("Sgd[learningRate=0.2, momentum=0.9, nesterov=true, weightDecay=0.01]",
                Sgd.nesterov(0.1, 0.9).weightDecay(0.01).withLearningRate(0.2).toString());
        assertEquals(Adam.adamW(0.1, 0.01), Adam.of(0.1).weightDecay(0.01).decoupled(true));
        assertEquals("Adam[learningRate=0.2, beta1=0.8, beta2=0.99, epsilon=1.0E-7]",
                Adam.of(0.1).beta1(0.8).beta2(0.99).epsilon(1e-7).withLearningRate(0.2).toString());
    }

    @Test
    void equalNumbersAreEqual() {
        assertEquals(Adam.of(0.1).hashCode(), Adam.of(0.2).withLearningRate(0.1).hashCode());
        assertNotEquals(Adam.of(0.1), Adam.of(0.2));
        assertNotEquals(Sgd.of(0.1), Sgd.momentum(0.1, 0.5));
        assertNotEquals(Sgd.of(0.1), null);
    }
}
