package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.loss.CustomLoss;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What training refuses, and how it says so. */
@Timeout(60)
class TrainerErrorsTest {
    private static final Network NETWORK = Network.input(1, 6, 6).dense(4).build();
    private static final Dataset DATA = SyntheticImages.of(100, 6, 4, 1);

    private static TrainerBuilder trainer() {
        return SyntheticImages.trainer(NETWORK).batchSize(32).threads(2);
    }

    private static String refusal(Dataset data) {
        String atValidation = assertThrows(ShapeException.class,
                () -> trainer().validation(data)).getMessage();
        try (Trainer trainer = trainer().build()) {
            String atFit = assertThrows(ShapeException.class, () -> trainer.fit(data, 1))
                    .getMessage();
            assertEquals(atValidation, atFit);
            return atFit;
        }
    }

    @Test
    void dataThatTheNetworkCannotReadIsRefused() {
        assertEquals("The network's input must be 1×6×6, but the samples are 1×7×7; "
                + "use data of that size or a network for this one.",
                refusal(SyntheticImages.of(9, 7, 4, 1)));
        assertEquals(
                "The network's last layer must have an output for each of the 5 classes of the data, "
                        + "but has 4; end it with dense(5).",
                refusal(SyntheticImages.of(9, 6, 5, 1)));
        assertEquals("The data set must have at least one sample, but has none; select some.",
                refusal(DATA.slice(5, 5)));
    }

    @Test
    void aRunHasAtLeastOneStep() {
        try (Trainer trainer = trainer().dropLast(true).build()) {
            assertEquals("Training needs at least 1 epoch of at least 1 step; you gave 2 epochs of "
                    + "0 steps (31 samples, batch size 32, the rest dropped).",
                    assertThrows(IllegalArgumentException.class,
                            () -> trainer.fit(DATA.slice(0, 31), 2)).getMessage());
        }
        try (Trainer trainer = trainer().build()) {
            assertEquals("Training needs at least 1 epoch of at least 1 step; you gave 0 epochs of "
                    + "4 steps (100 samples, batch size 32).",
                    assertThrows(IllegalArgumentException.class, () -> trainer.fit(DATA, 0))
                            .getMessage());
        }
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                option("batchSize must be at least 1; you gave 0", b -> b.batchSize(0)),
                option("threads must be 1 to 32767; you gave 0", b -> b.threads(0)),
                option("threads must be 1 to 32767; you gave 32768", b -> b.threads(32_768)),
                option("threads must be 1 to 32767; you gave 40000",
                        b -> b.pool(ForkJoinPool.commonPool(), 40_000)),
                option("labelSmoothing must be a number in [0, 1); you gave 1.0",
                        b -> b.labelSmoothing(1)),
                option("labelSmoothing must be a number in [0, 1); "
                        + "you gave 0.9999999999, which is 1.0 as a float",
                        b -> b.labelSmoothing(0.9999999999)),
                option("labelSmoothing must be a number in [0, 1); you gave NaN",
                        b -> b.labelSmoothing(Double.NaN)),
                option("ema must be a number in [0, 1); you gave -0.1", b -> b.ema(-0.1)),
                option("ema must be a number in [0, 1); you gave 1.0", b -> b.ema(1)),
                option("patience must be at least 0; you gave -1", b -> b.patience(-1)),
                option("patience must be 0 without a validation set; you gave 3",
                        b -> b.patience(3).build()));
    }

    private static Arguments option(String message, Consumer<TrainerBuilder> set) {
        return Arguments.of(message, set);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOptions")
    void optionsHaveRanges(String message, Consumer<TrainerBuilder> set) {
        TrainerBuilder builder = trainer();
        assertEquals("The option " + message + ".",
                assertThrows(IllegalArgumentException.class, () -> set.accept(builder))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aLossThatIsNoNumberEndsTheRun(int threads) {
        Network deep = Network.input(1, 6, 6).dense(8).relu().dense(4).build();
        try (Trainer trainer = SyntheticImages.trainer(deep)
                .batchSize(32)
                .threads(threads)
                .optimizer(Sgd.of(1e30))
                .build()) {
            String message = assertThrows(TrainingException.class, () -> trainer.fit(DATA, 9))
                    .getMessage();
            assertTrue(
                    message.matches("The loss became (NaN|Infinity) in epoch 1, step [234], "
                            + "at learning rate 1.0E30; train with a smaller learning rate."),
                    message);
            assertThrows(IllegalArgumentException.class, trainer::model);
        }
    }

    /** The loss of a step is that before it: the last step's harm shows in the weights alone. */
    @Test
    void weightsThatAreNoNumbersAfterTheLastStepEndTheRun() {
        try (Trainer trainer = SyntheticImages.trainer(NETWORK)
                .threads(1)
                .normalization(Normalization.of(100, 0))
                .optimizer(Sgd.of(3e38))
                .build()) {
            String message = assertThrows(TrainingException.class,
                    () -> trainer.fit(DATA.slice(0, 64), 1)).getMessage();
            assertTrue(message.matches("A weight became (NaN|-?Infinity) in epoch 1, at learning "
                    + "rate 3.0E38; train with a smaller learning rate."), message);
        }
    }

    @Test
    void aValidationLossThatIsNoNumberEndsTheRun() {
        Network deep = Network.input(1, 6, 6).dense(8).relu().dense(8).relu().dense(4).build();
        try (Trainer trainer = SyntheticImages.trainer(deep)
                .threads(1)
                .optimizer(Sgd.of(1e16))
                .validation(DATA)
                .build()) {
            String message = assertThrows(TrainingException.class,
                    () -> trainer.fit(DATA.slice(0, 64), 1)).getMessage();
            assertTrue(message.matches("The validation loss became (NaN|Infinity) in epoch 1, at "
                    + "learning rate 1.0E16; train with a smaller learning rate."), message);
        }
    }

    @Test
    void aClosedTrainerTrainsNoMore() {
        Trainer trainer = trainer().build();
        trainer.fit(DATA, 1);
        trainer.close();
        String message = "The trainer is closed; build another one.";
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> trainer.fit(DATA, 1)).getMessage());
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> trainer.evaluate(DATA)).getMessage());
        assertEquals(NETWORK, trainer.model().network());
        trainer.close();
    }

    static Stream<Arguments> missingOptions() {
        return Stream.of(option("optimizer", b -> b.optimizer(null)),
                option("schedule", b -> b.schedule(null)),
                option("pool", b -> b.pool(null, 2)),
                option("kernels", b -> b.kernels(null)),
                option("initializer", b -> b.initializer(null)),
                option("normalization", b -> b.normalization(null)),
                option("validation", b -> b.validation(null)),
                option("listener", b -> b.listener(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missingOptions")
    void optionsHaveValues(String option, Consumer<TrainerBuilder> set) {
        TrainerBuilder builder = trainer();
        assertEquals("The option " + option + " must not be null.",
                assertThrows(NullPointerException.class, () -> set.accept(builder)).getMessage());
    }

    /** The quadratic error, but not where the target is 2. */
    private record Gap(float value, float slope) implements CustomLoss {
        @Override
        public String name() {
            return "Gap";
        }

        @Override
        public double value(float[] outputs, float[] target) {
            return target[0] == 2 ? value
                    : 0.5 * (outputs[0] - target[0])
                            * (outputs[0] - target[0]);
        }

        @Override
        public void gradient(float[] outputs, float[] target, float[] gradient) {
            gradient[0] = target[0] == 2 ? slope : outputs[0] - target[0];
        }
    }

    /** Its numbers are the program's fault and not the learning rate's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"NaN|1|value|it is NaN",
            "1|Infinity|gradient|by output 0 it is Infinity"})
    void aLossOfOnesOwnThatIsNoNumberIsNamed(float value, float slope, String what,
            String found) {
        Dataset data = Dataset.of(new float[3][2], new float[][]{{0}, {2}, {1}});
        try (Trainer trainer = Trainer.of(Network.input(2).dense(1).build())
                .loss(Loss.custom(new Gap(value, slope)))
                .threads(1)
                .build()) {
            assertEquals("The " + what + " of the loss Gap must be finite for finite outputs, but "
                    + found + " for the outputs [0.0] and the target [2.0]; correct the loss, or"
                    + " train with a smaller learning rate if the outputs are too large.",
                    assertThrows(IllegalArgumentException.class, () -> trainer.fit(data, 1))
                            .getMessage());
        }
    }

    /** Divides by its input, and by 0 on the way back if it is asked for. */
    private static final class Reciprocal extends CustomLayer {
        private final float back;

        Reciprocal(float back) {
            super("example.reciprocal");
            this.back = back;
        }

        @Override
        public void forward(Shape input, float[] parameters, float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = back == 0 ? 1 : 1 / x[i];
            }
        }

        @Override
        public void backward(Shape input, float[] parameters, float[] x, float[] y, float[] dy,
                float[] dx, float[] dParameters) {
            for (int i = 0; i < x.length; i++) {
                dx[i] = dy[i] / back;
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1|output", "0|gradient of the input"})
    void aLayerOfOnesOwnThatMakesNoNumbersIsNamed(float back, String what) {
        Dataset data = Dataset.of(new float[][]{{0, 0}}, new int[]{1});
        Network network = Network.input(2).dense(1).layer(new Reciprocal(back)).dense(2).build();
        try (Trainer trainer = Trainer.of(network).threads(1).build()) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> trainer.fit(data, 1)).getMessage();
            assertTrue(message.matches("The " + what + " of layer reciprocal1 must be finite"
                    + " numbers, but the value at index 0 is -?Infinity; correct the layer"
                    + " example.reciprocal, or train with a smaller learning rate if its values are"
                    + " too large."), message);
        }
    }

    /** What goes wrong in a helper's thread reaches the caller, and the trainer can go on. */
    @Test
    void anErrorOfTheDataReachesTheCaller() {
        Dataset broken = new ForwardingDataset(DATA) {
            @Override
            public void read(int index, float[] into, int offset) {
                if (index % 20 == 0) {
                    throw new IllegalStateException("sample " + index + " can't be read");
                }
                super.read(index, into, offset);
            }
        };
        try (Trainer trainer = trainer().build()) {
            IllegalStateException thrown = assertThrows(IllegalStateException.class,
                    () -> trainer.fit(broken, 1));
            String sample = thrown.getMessage().replace(" can't be read", "");
            assertEquals(sample + " can't be read", thrown.getMessage());
            assertEquals(
                    "Sample " + sample.substring("sample ".length()) + " of the data set was to"
                            + " be read; correct the sample, or leave it out.",
                    thrown.getSuppressed()[0].getMessage());
            assertEquals(3, trainer.fit(DATA, 3).epochs().size());
        }
    }
}
