package dev.lanewise.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** {@link RemainingTime}. */
class RemainingTimeTest {
    private static final long SECOND = 1_000_000_000;

    private final RemainingTime remaining = new RemainingTime();

    @Test
    void saysNothingBeforeHalfASecond() {
        remaining.observe(5 * SECOND, 7);
        assertTrue(remaining.seconds(10, 0).isEmpty());
        remaining.observe(5 * SECOND + SECOND / 4, 8);
        assertTrue(remaining.seconds(10, 0).isEmpty());
        remaining.observe(5 * SECOND + SECOND / 2, 9);
        assertEquals(OptionalDouble.of(2.5), remaining.seconds(10, 0));
    }

    @Test
    void saysNothingBeforeAStepWasSeen() {
        remaining.observe(0, 7);
        remaining.observe(SECOND, 7);
        assertTrue(remaining.seconds(10, 0).isEmpty());
    }

    /** A resumed run has done steps that it took no time for. */
    @Test
    void stepsBeforeTheFirstObservationDoNotCount() {
        remaining.observe(0, 1_000);
        remaining.observe(SECOND, 1_010);
        assertEquals(1, remaining.seconds(10, 0).orElseThrow(), 1e-9);
    }

    @Test
    void slowFirstStepsAreForgotten() {
        remaining.observe(0, 0);
        remaining.observe(SECOND, 1);
        for (int i = 1; i <= 150; i++) {
            remaining.observe(SECOND + i * SECOND / 10, 1 + i * 10L);
        }
        assertEquals(10, remaining.seconds(1_000, 0).orElseThrow(), 0.1);
    }

    @Test
    void validationsCountByThemselves() {
        remaining.expectValidation(4);
        remaining.observe(0, 0);
        remaining.observe(SECOND, 10);
        assertEquals(2 + 3 * 4, remaining.seconds(20, 3).orElseThrow(), 1e-9);
        remaining.validated(2 * SECOND);
        remaining.observe(4 * SECOND, 20);
        assertEquals(2 + 3 * 2, remaining.seconds(20, 3).orElseThrow(), 1e-9);
        assertEquals(2, remaining.validationSeconds());
    }
}
