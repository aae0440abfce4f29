package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.train.Schedule.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The factor of the learning rate at the first, the last and the steps between. */
class ScheduleTest {
    private static final double EXACT = 1e-12;

    /** Step 100 of 100 is the one that never comes: there the curves end. */
    @ParameterizedTest
    @CsvSource({"CONSTANT, 0, 1", "CONSTANT, 50, 1", "CONSTANT, 99, 1", "LINEAR, 0, 1",
            "LINEAR, 25, 0.75", "LINEAR, 99, 0.01", "LINEAR, 100, 0", "COSINE, 0, 1",
            "COSINE, 25, 0.8535533905932737", "COSINE, 50, 0.5", "COSINE, 75, 0.14644660940672627",
            "COSINE, 100, 0", "LECUN_1998, 0, 1", "LECUN_1998, 9, 1", "LECUN_1998, 10, 0.4",
            "LECUN_1998, 24, 0.4", "LECUN_1998, 25, 0.2", "LECUN_1998, 40, 0.1",
            "LECUN_1998, 59, 0.1", "LECUN_1998, 60, 0.02", "LECUN_1998, 99, 0.02",
            "RANGE_TEST, 99, 1", "RANGE_TEST, 49, 1e-3"})
    void curvesWithoutWarmup(Curve curve, long step, double factor) {
        assertEquals(factor, new Schedule(curve, 0).factor(step, 100), EXACT);
    }

    /** The rate rises in equal steps, none of them 0, and the curve begins when it is at its top. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"ONE_CYCLE", "RANGE_TEST"})
    void warmupIsAStraightLine(Curve curve) {
        Schedule schedule = new Schedule(curve, 0.25);
        for (int step = 0; step < 20; step++) {
            assertEquals((step + 1) / 21.0, schedule.factor(step, 80), EXACT);
        }
        assertEquals(1, schedule.factor(20, 80), EXACT);
        assertEquals(new Schedule(curve, 0).factor(30, 60), schedule.factor(50, 80), EXACT);
        assertEquals(new Schedule(curve, 0).factor(59, 60), schedule.factor(79, 80), EXACT);
    }

    @Test
    void oneCycleRisesThenFallsAlongHalfCosines() {
        Schedule schedule = Schedule.oneCycle();
        assertEquals(0.3, schedule.warmup());
        assertEquals(1 / 25.0, schedule.factor(0, 101), EXACT);
        assertEquals(1, schedule.factor(29, 100), EXACT);
        assertEquals((1 + 1 / 250_000.0) / 2, schedule.factor(64, 100), EXACT);
        assertEquals(1 / 250_000.0, schedule.factor(99, 100), EXACT);
        for (int step = 1; step < 100; step++) {
            double change = schedule.factor(step, 100) - schedule.factor(step - 1, 100);
            assertTrue(step <= 29 ? change > 0 : change < 0, "step " + step);
        }
    }

    /**
     * PyTorch's OneCycleLR with anneal_strategy "cos", two phases, div_factor 25 and final_div_factor
     * 10⁴: phase i ends at step end[i], the first at pct_start·total_steps − 1, the second at
     * total_steps − 1.
     */
    @ParameterizedTest
    @CsvSource({"10, 0.3", "100, 0.3", "938, 0.3", "1, 0.3", "2, 0.3", "3, 0.3", "100, 0",
            "938, 0.05", "10, 0.85", "20, 0.05"})
    void oneCycleIsPyTorchs(int total, double start) {
        double[] ends = {start * total - 1, total - 1};
        double[] rates = {1 / 25.0, 1, 1 / 25.0 / 1e4};
        for (int step = 0; step < total; step++) {
            int phase = ends[0] > 0 && step <= ends[0] ? 0 : 1;
            double from = phase == 0 ? 0 : ends[0];
            double share = (step - from) / (ends[phase] - from);
            double expected = rates[phase + 1] + (rates[phase] - rates[phase + 1]) / 2
                    * (Math.cos(Math.PI * share) + 1);
            assertEquals(expected, Schedule.oneCycle().warmup(start).factor(step, total), EXACT,
                    "step " + step);
        }
    }

    /** Its CosineAnnealingLR to 0 with T_max, by the recursion that it computes. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 938})
    void cosineIsPyTorchs(int total) {
        double rate = 1;
        for (int step = 0; step < total; step++) {
            if (step > 0) {
                rate *= (1 + Math.cos(Math.PI * step / total))
                        / (1 + Math.cos(Math.PI * (step - 1) / total));
            }
            assertEquals(rate, Schedule.cosine().factor(step, total), EXACT, "step " + step);
        }
    }

    /** Its LinearLR from 1 to 0 over total_iters, by the recursion that it computes. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 938})
    void linearIsPyTorchs(int total) {
        double rate = 1;
        for (int step = 0; step < total; step++) {
            if (step > 0) {
                rate *= 1 + (0.0 - 1.0) / (total * 1.0 + (step - 1) * (0.0 - 1.0));
            }
            assertEquals(rate, Schedule.linear().factor(step, total), 1e-11, "step " + step);
        }
    }

    /** LinearLR from 1/(w + 1) over w steps, then the curve over the others (SequentialLR). */
    @ParameterizedTest
    @CsvSource({"10, 0.1, 1", "100, 0.1, 10", "938, 0.5, 469"})
    void aWarmupIsPyTorchsLinearOne(int total, double share, int rise) {
        for (int step = 0; step < total; step++) {
            double least = 1.0 / (rise + 1);
            double up = least + (1 - least) * step / rise;
            double down = (1 + Math.cos(Math.PI * (step - rise) / (total - rise))) / 2;
            assertEquals(step < rise ? up : down,
                    Schedule.cosine().warmup(share).factor(step, total), EXACT, "step " + step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noFactorIsNegativeOrAboveOne(Curve curve) {
        for (double warmup : new double[]{0, 0.07, 0.3, 0.999, Math.nextDown(1.0)}) {
            for (long steps : new long[]{1, 2, 3, 10, 937}) {
                for (long step = 0; step < steps; step++) {
                    double factor = new Schedule(curve, warmup).factor(step, steps);
                    assertTrue(factor > 0 && factor <= 1, curve + " " + warmup + " " + step);
                }
            }
        }
    }

    @Test
    void theFactoriesAreTheCurves() {
        assertEquals(new Schedule(Curve.CONSTANT, 0), Schedule.constant());
        assertEquals(new Schedule(Curve.LINEAR, 0), Schedule.linear());
        assertEquals(new Schedule(Curve.COSINE, 0), Schedule.cosine());
        assertEquals(new Schedule(Curve.ONE_CYCLE, 0.3), Schedule.oneCycle());
        assertEquals(new Schedule(Curve.COSINE, 0.1), Schedule.cosine().warmup(0.1));
    }

    @Test
    void aScheduleHasACurve() {
        assertEquals("The curve of a schedule must not be null.",
                assertThrows(NullPointerException.class, () -> new Schedule(null, 0)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void warmupIsAShare(double warmup) {
        assertEquals("A warm-up must be a share of the steps in [0, 1); you gave " + warmup + ".",
                assertThrows(IllegalArgumentException.class,
                        () -> new Schedule(Curve.LINEAR, warmup)).getMessage());
    }
}
