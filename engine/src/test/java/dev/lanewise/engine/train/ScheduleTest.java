package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.train.Schedule.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The factor of the learning rate at the first, the last and the steps between. */
class ScheduleTest {
    private static final double EXACT = 1e-12;
    private static final Dataset DATA = SyntheticImages.of(64, 6, 4, 1);

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
        assertEquals(factor, Schedule.of(curve).factor(step, 100), EXACT);
    }

    /** The rate rises in equal steps, none of them 0, and the curve begins when it is at its top. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"ONE_CYCLE", "RANGE_TEST"})
    void warmupIsAStraightLine(Curve curve) {
        Schedule schedule = Schedule.of(curve).warmup(0.25);
        for (int step = 0; step < 20; step++) {
            assertEquals((step + 1) / 21.0, schedule.factor(step, 80), EXACT);
        }
        assertEquals(1, schedule.factor(20, 80), EXACT);
        assertEquals(Schedule.of(curve).factor(30, 60), schedule.factor(50, 80), EXACT);
        assertEquals(Schedule.of(curve).factor(59, 60), schedule.factor(79, 80), EXACT);
    }

    @Test
    void oneCycleRisesThenFallsAlongHalfCosines() {
        Schedule schedule = Schedule.oneCycle();
        assertEquals(Schedule.of(Curve.ONE_CYCLE).warmup(0.3), schedule);
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
                    double factor = Schedule.of(curve).warmup(warmup).factor(step, steps);
                    assertTrue(factor > 0 && factor <= 1, curve + " " + warmup + " " + step);
                }
            }
        }
    }

    @Test
    void theFactoriesAreTheCurves() {
        assertEquals("Schedule[curve=CONSTANT]", Schedule.constant().description());
        assertEquals("Schedule[curve=LINEAR]", Schedule.linear().description());
        assertEquals("Schedule[curve=COSINE]", Schedule.cosine().description());
        assertEquals("Schedule[curve=ONE_CYCLE, warmup=0.3]", Schedule.oneCycle().description());
        assertEquals("Schedule[curve=COSINE, warmup=0.1]",
                Schedule.cosine().warmup(0.1).description());
        assertEquals(Schedule.of(Curve.COSINE), Schedule.cosine().warmup(0.1).warmup(0));
    }

    @Test
    void aScheduleHasACurve() {
        assertEquals("The curve of a schedule must not be null.",
                assertThrows(NullPointerException.class, () -> Schedule.of((Curve) null))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void warmupIsAShare(double warmup) {
        assertEquals("A warm-up must be a share of the steps in [0, 1); you gave " + warmup + ".",
                assertThrows(IllegalArgumentException.class,
                        () -> Schedule.of(Curve.LINEAR).warmup(warmup)).getMessage());
    }

    /** A schedule of somebody's own with values. */
    private record StepDecay(double rate, int every) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return Math.pow(rate, (double) (step / every));
        }
    }

    /** One without. */
    private static final class Root implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 1 / Math.sqrt(step + 1.0);
        }
    }

    @Test
    void descriptionsOfOnesOwn() {
        assertEquals("StepDecay[rate=0.5, every=3]", new StepDecay(0.5, 3).description());
        assertEquals(ScheduleTest.class.getName() + "$Root", new Root().description());
        Schedule lambda = (step, steps) -> 1;
        assertEquals("", lambda.description());
        assertEquals("", lambda.warmup(0.1).description());
        assertEquals("flat", Schedule.of("flat", lambda).description());
        assertEquals("flat after a warm-up of 0.1",
                Schedule.of("flat", lambda).warmup(0.1).description());
        assertEquals("The description of a schedule must have its commas within brackets, and"
                + " brackets in pairs; you gave \"a, b\".",
                assertThrows(IllegalArgumentException.class,
                        () -> Schedule.of("a, b", lambda)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.3, 0.999})
    void aWarmupOfOnesOwnIsAsThatOfACurve(double share) {
        Schedule own = Schedule.of("linear", (step, steps) -> 1 - (double) step / steps);
        for (int step = 0; step < 40; step++) {
            assertEquals(Schedule.linear().warmup(share).factor(step, 40),
                    own.warmup(share).factor(step, 40), EXACT, "step " + step);
        }
        assertThrows(IllegalArgumentException.class, () -> own.warmup(1));
    }

    private static TrainerBuilder trainer(Schedule schedule) {
        return SyntheticImages.trainer(Network.input(1, 6, 6).dense(4).build())
                .schedule(schedule)
                .batchSize(16)
                .threads(1);
    }

    @Test
    void aTrainerAsksItOfEveryStep() {
        List<String> asked = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try (Trainer trainer = trainer((step, steps) -> {
            asked.add(step + " of " + steps);
            return 1.0 / (step + 1);
        }).optimizer(Sgd.of(0.5)).listener(new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
                rates.add(progress.learningRate());
            }
        }).build()) {
            trainer.fit(DATA, 1);
            trainer.fit(DATA.slice(0, 16), 1);
            assertEquals("A run can be gone on with only if its schedule has a description, and"
                    + " this one has none; name it by Schedule.of(description, schedule).",
                    assertThrows(IllegalStateException.class, trainer::checkpoint).getMessage());
        }
        assertEquals(List.of("0 of 4", "1 of 4", "2 of 4", "3 of 4", "0 of 1"), asked);
        assertEquals(List.of(0.5, 0.5 / 2, 0.5 * (1.0 / 3), 0.5 / 4, 0.5), rates);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aFactorIsANumber(double factor) {
        try (Trainer trainer = trainer((step, steps) -> step == 2 ? factor : 1).build()) {
            assertEquals("The factor of a schedule must be a number of at least 0, but that of step"
                    + " 2 of 4 is " + factor + "; correct the schedule.",
                    assertThrows(IllegalArgumentException.class, () -> trainer.fit(DATA, 1))
                            .getMessage());
        }
    }

    private static void assertDiffers(String message, Checkpoint checkpoint, Schedule other) {
        try (Trainer trainer = trainer(other).build()) {
            assertEquals(message + "; go on with what the checkpoint was made with.",
                    assertThrows(IllegalArgumentException.class,
                            () -> trainer.resume(DATA, checkpoint)).getMessage());
        }
    }

    /** Also where an update of the program renames a class. */
    @Test
    void aRunGoesOnWithTheSameScheduleAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.checkpoint");
        float[] expected;
        try (Trainer whole = trainer(new StepDecay(0.5, 3)).build()) {
            whole.fit(DATA, 2);
            expected = whole.parameters();
        }
        try (StoppedTrainer begun = new StoppedTrainer(trainer(new StepDecay(0.5, 3)), 5)) {
            begun.fit(DATA, 2).save(file);
        }
        Checkpoint checkpoint = Checkpoint.load(file);
        assertDiffers("The option description of the schedule must be StepDecay[rate=0.5, every=3],"
                + " but is StepDecay[rate=0.5, every=4]", checkpoint, new StepDecay(0.5, 4));
        assertDiffers("The option schedule must be OwnSchedule[description=StepDecay[rate=0.5,"
                + " every=3]], but is Schedule[curve=COSINE]", checkpoint, Schedule.cosine());
        try (Trainer unnamed = trainer((step, steps) -> 1).build()) {
            assertThrows(IllegalStateException.class, () -> unnamed.resume(DATA, checkpoint));
        }
        try (Trainer resumed = trainer(
                Schedule.of("StepDecay[rate=0.5, every=3]", new StepDecay(0.5, 3))).build()) {
            resumed.resume(DATA, checkpoint);
            SameBits.assertSameBits(expected, resumed.parameters(), "parameters");
        }
    }
}
