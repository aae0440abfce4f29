package dev.lanewise.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.testing.Drawings;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.StepProgress;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingListener;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ProgressReporter} of real training, by a clock that moves on with every look at it. */
class ProgressReporterTest {
    private static final long MILLISECOND = 1_000_000;
    private static final int STEPS = 20;

    @TempDir
    Path directory;
    private Mnist mnist;
    private final StringWriter err = new StringWriter();
    private final long start = -5;
    private long now = start;
    private int looks;

    @BeforeEach
    void load() throws IOException {
        mnist = Mnist.load(TinyData.write(directory.resolve("data"), 2 * STEPS, 10));
    }

    /** With so many milliseconds from one look at the clock to the next. */
    private ProgressReporter reporter(int columns, boolean colored, long milliseconds) {
        Terminal terminal = new Terminal(new PrintWriter(Writer.nullWriter()),
                new PrintWriter(err), true, true, columns, Map.of());
        return new ProgressReporter(terminal, new Style(colored), () -> {
            looks++;
            now += milliseconds * MILLISECOND;
            return now;
        });
    }

    private void train(int epochs, TrainingListener listener, boolean validates) {
        TrainerBuilder options = Trainer.of(Network.input(1, 28, 28).dense(10).build())
                .normalization(Mnist.NORMALIZATION)
                .kernels(Kernels.of(KernelChoice.SCALAR))
                .batchSize(2)
                .listener(listener);
        if (validates) {
            options.validation(mnist.test());
        }
        try (Trainer trainer = options.build()) {
            trainer.fit(mnist.train(), epochs);
        }
    }

    private List<String> drawings() {
        return Drawings.of(err.toString());
    }

    @Test
    void aStepIsOneLookAtTheClockAndDrawingIsRarer() {
        ProgressReporter reporter = reporter(80, false, 10);
        looks = 0;
        train(3, reporter, false);
        assertEquals(3 * (1 + STEPS + 1), looks);
        int tenths = (int) ((now - start) / (100 * MILLISECOND));
        assertTrue(drawings().size() <= tenths + 1 + 3, drawings().toString());
        assertTrue(drawings().size() >= tenths / 2, drawings().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 100, 120, 200})
    void noLineIsLongerThanTheTerminalAndTheLineHoldsStill(int columns) {
        train(12, reporter(columns, true, 200), true);
        List<String> running = drawings().stream().filter(line -> line.contains("/20")).toList();
        assertTrue(drawings().stream().allMatch(line -> line.length() < columns), err.toString());
        assertEquals(1, running.stream().map(String::length).distinct().count(), err.toString());
    }

    @Test
    void aNarrowLineSaysWhatMattersMost() {
        train(12, reporter(60, false, 200), true);
        assertTrue(drawings().get(15)
                .matches(
                        "Epoch  1/12  ━+┄+  15/20  loss \\d\\.\\d{4}  accuracy [01]\\.\\d{4}"),
                drawings().get(15));
        assertTrue(drawings().get(21)
                .matches(
                        "Epoch  1/12  +\\d\\.\\d s  accuracy [01]\\.\\d{4}  val_accuracy [01]\\.\\d{4}"),
                drawings().get(21));
    }

    @Test
    void aUsualLineHasTimeAndLossToo() {
        train(12, reporter(80, false, 200), true);
        assertTrue(drawings().get(15)
                .matches("Epoch  1/12  ━+┄+  15/20 +\\d\\.\\d s"
                        + "  loss \\d\\.\\d{4}  accuracy [01]\\.\\d{4}  ETA  0:4\\d"),
                drawings().get(15));
        assertTrue(
                drawings().get(21)
                        .matches("Epoch  1/12  loss \\d\\.\\d{4}  accuracy [01]\\.\\d{4}"
                                + "  val_loss \\d\\.\\d{4}  val_accuracy [01]\\.\\d{4}"),
                drawings().get(21));
    }

    @Test
    void aWideLineHasEverything() {
        train(12, reporter(200, false, 200), true);
        assertTrue(drawings().get(15)
                .matches("Epoch  1/12  ━+┄+  15/20 +\\d\\.\\d s"
                        + " +\\d+\\.\\d\\d ms/step  loss \\d\\.\\d{4}  accuracy [01]\\.\\d{4}"
                        + " +[\\d,]+ images/s  learning rate +0\\.\\d+  ETA  0:4\\d"),
                drawings().get(15));
        assertTrue(drawings().get(21)
                .matches("Epoch  1/12  ━{30} +\\d\\.\\d s"
                        + "  loss \\d\\.\\d{4}  accuracy [01]\\.\\d{4}"
                        + "  val_loss \\d\\.\\d{4}  val_accuracy [01]\\.\\d{4}"
                        + " +[\\d,]+ images/s  learning rate +0\\.\\d+"),
                drawings().get(21));
    }

    @Test
    void whereLossHasNoRoomTheEstimateMayHave() {
        train(12, reporter(58, false, 200), true);
        assertTrue(drawings().get(15)
                .matches(
                        "Epoch  1/12  ━+┄*  15/20  accuracy [01]\\.\\d{4}  ETA  0:4\\d"),
                drawings().get(15));
    }

    /** Where lines can't be rewritten they have no bar, and fit if it is known how wide they may be. */
    @Test
    void plainLinesFitWhereColumnsAreSet() {
        Terminal terminal = new Terminal(new PrintWriter(Writer.nullWriter()),
                new PrintWriter(err), false, false, 60, Map.of("COLUMNS", "60"));
        train(2, new ProgressReporter(terminal, new Style(false)), true);
        List<String> lines = err.toString().lines().toList();
        assertEquals(2, lines.size());
        lines.forEach(line -> assertTrue(line.length() < 60 && !line.contains("━"), line));
    }

    @Test
    void anEpochBeginsWithTheSameLine() {
        train(12, reporter(200, false, 200), true);
        assertTrue(drawings().get(22)
                .matches("Epoch  2/12  ┄{30}   0/20   0\\.0 s"
                        + "       - ms/step  loss      -  accuracy      -        - images/s"
                        + "  learning rate        -  ETA  0:4\\d"),
                drawings().get(22));
    }

    /** Twelve epochs of 20 steps of 0.1 s, each begun and validated in 0.1 s. */
    @Test
    void theEstimateIsForTheWholeRun() {
        train(12, reporter(200, false, 200), true);
        assertTrue(drawings().get(2).endsWith("ETA  -:--"), drawings().get(2));
        assertTrue(drawings().get(15).endsWith("ETA  0:45"), drawings().get(15));
        assertTrue(drawings().get(22 + 15).endsWith("ETA  0:44"), drawings().get(22 + 15));
        assertTrue(drawings().get(22 * 11 + 10).endsWith("ETA  0:02"),
                drawings().get(22 * 11 + 10));
    }

    @Test
    void aValidationThatTakesAMomentIsSaid() {
        ProgressReporter reporter = reporter(80, false, 10);
        reporter.validatesOn(10_000_000);
        train(1, reporter, true);
        assertTrue(drawings().get(drawings().size() - 2).endsWith("  validating"),
                err.toString());
    }

    @Test
    void aShortOneIsNot() {
        ProgressReporter reporter = reporter(80, false, 200);
        reporter.validatesOn(1);
        train(2, reporter, true);
        assertFalse(err.toString().contains("validating"), err.toString());
    }

    @Test
    void anInterruptedEpochLeavesItsLine() {
        ProgressReporter reporter = reporter(80, false, 200);
        train(1, new TrainingListener() {
            @Override
            public void onEpochStart(int epoch, int epochs, int steps) {
                reporter.onEpochStart(epoch, epochs, steps);
            }

            @Override
            public void onStep(StepProgress progress) {
                if (progress.step() <= 7) {
                    reporter.onStep(progress);
                }
            }

            @Override
            public void onEpochEnd(EpochResult result) {
                reporter.close();
            }
        }, false);
        assertTrue(drawings().getLast().contains(" 7/20 "), drawings().getLast());
        assertTrue(err.toString().endsWith("\u001b[K\u001b[?7h\r\n"));
        assertEquals(1, err.toString().lines().filter(line -> line.contains("Epoch")).count() - 8);
    }

    @Test
    void nothingIsLeftSwitchedOffOrHidden() {
        train(2, reporter(80, true, 200), true);
        String text = err.toString();
        assertEquals(text.split("\u001b\\[\\?7l", -1).length,
                text.split("\u001b\\[\\?7h", -1).length);
        assertFalse(text.contains("\u001b[?25"), text);
    }
}
