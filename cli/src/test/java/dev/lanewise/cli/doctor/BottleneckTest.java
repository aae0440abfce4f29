package dev.lanewise.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Bottleneck}. */
class BottleneckTest {

    @ParameterizedTest
    @CsvSource({"1, 0.5, FMA", "0.42, 0.42, FMA", "0.42, 0.41, L2", "1, 0.1, L2",
            "0.41, 0.1, LOADS", "0.41, 0.5, LOADS"})
    void isTheFirstThatDoesNotDeliver(double l1, double l2, Bottleneck expected) {
        assertEquals(expected, Bottleneck.of(l1, l2));
    }

    @Test
    void whatIsNeededIsEnough() {
        assertEquals(Bottleneck.FMA, Bottleneck.of(Bottleneck.NEEDED, Bottleneck.NEEDED));
        assertEquals(Bottleneck.L2,
                Bottleneck.of(Bottleneck.NEEDED, Math.nextDown(Bottleneck.NEEDED)));
        assertEquals(Bottleneck.LOADS, Bottleneck.of(Math.nextDown(Bottleneck.NEEDED), 1));
    }

    @Test
    void eachHasASentence() {
        assertTrue(Bottleneck.FMA.sentence().startsWith("the FMA units: L1 delivers the 0.42 "));
        assertTrue(Bottleneck.L2.sentence().contains("; L2 doesn't, so it binds"));
        assertTrue(Bottleneck.LOADS.sentence().startsWith("loads: even L1 doesn't"));
    }
}
