package dev.lanewise.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.chart.Scenes;
import dev.lanewise.cli.report.ClassTable;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.model.Reliability;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.EpochResult;
import dev.lanewise.engine.train.EpochResults;
import dev.lanewise.mnist.Lenet5;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Charts of runs short and long, good and bad: what they say, and that it can be read. */
class ChartsTest {
    private static final List<String> FASHION = List.of("T-shirt", "trouser", "pullover", "dress",
            "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private static EpochResult epoch(int number, double error, double valError) {
        OptionalDouble loss = valError < 0 ? OptionalDouble.empty()
                : OptionalDouble.of(3 * valError);
        OptionalDouble accuracy = valError < 0 ? OptionalDouble.empty()
                : OptionalDouble.of(1 - valError);
        return EpochResults.of(number, 3 * error, 1 - error, loss, accuracy, 0.01, 1, 1000);
    }

    private static Course course(int epochs, int steps, Course.ValidatedOn validation) {
        List<EpochResult> results = new ArrayList<>();
        for (int i = 1; i <= epochs; i++) {
            results.add(epoch(i, 0.1 / (i * i), validation == Course.ValidatedOn.NOTHING ? -1
                    : 0.02 / i));
        }
        List<Course.StepMean> means = new ArrayList<>();
        for (int i = 1; i <= steps; i++) {
            means.add(new Course.StepMean((double) epochs * i / steps, 2.0 / i, 1 - 0.9 / i));
        }
        return new Course(results, means, validation, 0.0059, 0.02);
    }

    @Test
    void curvesOfAnyRunCanBeRead() {
        for (Course.ValidatedOn validation : Course.ValidatedOn.values()) {
            for (int epochs : new int[]{1, 3, 8, 1000}) {
                for (int steps : new int[]{0, 200}) {
                    Course course = course(epochs, steps, validation);
                    for (LearningCurve curve : LearningCurve.values()) {
                        Scenes.check(curve.alone(course));
                        Scenes.check(curve.withTitle(course, "LeNet-5, standard recipe, on"
                                + " MNIST: 99.41 % of 10,000 test images right"));
                    }
                }
            }
        }
    }

    @Test
    void impossibleValuesAreDrawnToo() {
        EpochResult perfect = EpochResults.of(1, 0, 1, OptionalDouble.of(0), OptionalDouble.of(1),
                0, 0, 0);
        EpochResult lost = EpochResults.of(2, Double.NaN, 0,
                OptionalDouble.of(Double.POSITIVE_INFINITY), OptionalDouble.of(0), 0, 0, 0);
        for (List<EpochResult> epochs : List.of(List.of(perfect), List.of(lost),
                List.of(perfect, lost), Collections.nCopies(4, perfect))) {
            Course course = new Course(epochs, List.of(), Course.ValidatedOn.HELD_OUT, 0, 0);
            for (LearningCurve curve : LearningCurve.values()) {
                Scenes.check(curve.alone(course));
            }
        }
    }

    @Test
    void aChartSaysWhatItsLinesAre() {
        List<String> held = Scenes.texts(
                LearningCurve.ERROR.alone(course(8, 200, Course.ValidatedOn.HELD_OUT)));
        assertTrue(held.containsAll(List.of("training 0.16 %", "validation 0.25 %", "test 0.59 %",
                "epoch", "error, %")), held.toString());
        assertTrue(LearningCurve.ERROR.note(course(8, 0, Course.ValidatedOn.HELD_OUT))
                .contains("Ring: epoch 8"));
        Course article = course(8, 0, Course.ValidatedOn.TEST);
        List<String> test = Scenes.texts(LearningCurve.ERROR.alone(article));
        assertTrue(test.contains("test 0.25 %"), test.toString());
        assertFalse(test.toString().contains("validation"), test.toString());
        assertFalse(LearningCurve.ERROR.note(article).contains("Ring"));
        assertTrue(LearningCurve.ERROR.alone(article)
                .marks()
                .stream()
                .noneMatch(mark -> mark instanceof Mark.Dot dot && !dot.filled()));
    }

    /** One epoch has two values, but 200 means. */
    @Test
    void aRunOfOneEpochIsDrawnByStep() {
        Scene scene = LearningCurve.LOSS.alone(course(1, 200, Course.ValidatedOn.NOTHING));
        assertEquals(200, scene.marks()
                .stream()
                .filter(mark -> mark instanceof Mark.Line line && line.ink() == Ink.BLUE)
                .mapToInt(mark -> ((Mark.Line) mark).spots().size())
                .max()
                .orElseThrow());
    }

    @Test
    void matricesCanBeRead() {
        int[] actual = new int[10_000];
        int[] predicted = new int[10_000];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = i / 1000;
            predicted[i] = i % 1000 < 990 ? actual[i] : (actual[i] + 1 + i % 9) % 10;
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(10, actual, predicted);
        Scene digits = ConfusionChart.draw(confusion, ClassTable.numbers(10), "LeNet-5");
        Scenes.check(digits);
        Scenes.check(ConfusionChart.draw(confusion, FASHION, "LeNet-5 on Fashion-MNIST"));
        assertTrue(Scenes.texts(digits)
                .containsAll(List.of("990", "99.0 %", "10,000",
                        "accuracy", "images", "recall", "precision")));
        ConfusionMatrix two = ConfusionMatrix.of(2, new int[]{0}, new int[]{0});
        Scenes.check(ConfusionChart.draw(two, List.of("no", "yes"), "two classes"));
    }

    /** The relative luminance of WCAG 2. */
    private static double luminance(Color color) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        float[] parts = color.getRGBColorComponents(null);
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += weights[i] * (parts[i] <= 0.04045 ? parts[i] / 12.92
                    : StrictMath.pow((parts[i] + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static Color over(Color ground, Ink ink, double opacity) {
        Color color = new Color(ink.rgb());
        return new Color(mix(ground.getRed(), color.getRed(), opacity),
                mix(ground.getGreen(), color.getGreen(), opacity),
                mix(ground.getBlue(), color.getBlue(), opacity));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** On white and on the report's dark ground, from the palest cell to the strongest. */
    @Test
    void everyCellHasAContrastOfAtLeastFourAndAHalf() {
        for (Ink ink : List.of(Ink.BLUE, Ink.VERMILION)) {
            for (double share = 0; share <= 1; share += 0.01) {
                double opacity = ConfusionColors.opacity(share);
                assertTrue(contrast(over(Color.WHITE, ink, opacity),
                        new Color(Ink.INK.rgb())) >= 4.5, ink + " " + share);
                assertTrue(contrast(over(new Color(0x161616), ink, opacity),
                        new Color(0xe8e8e8)) >= 4.5, ink + " " + share + " in the dark");
            }
        }
        for (Ink ink : List.of(Ink.INK, Ink.FAINT, Ink.BLUE, Ink.VERMILION, Ink.GREEN,
                Ink.PURPLE, Ink.BROWN)) {
            assertTrue(contrast(Color.WHITE, new Color(ink.rgb())) >= 4.5, ink.toString());
        }
    }

    @Test
    void learningRatesHaveRulesAndZones() {
        double[] rates = new double[200];
        double[] losses = new double[200];
        for (int i = 0; i < 200; i++) {
            rates[i] = 1e-4 * StrictMath.pow(10, i / 50.0);
            losses[i] = rates[i] < 0.3 ? 2.3 / (1 + 50 * rates[i]) : rates[i] * 4;
        }
        Scene scene = new LearningRateCurve(rates, losses, 0.09, 0.05, "LeNet-5, MNIST").scene();
        Scenes.check(scene);
        List<String> texts = Scenes.texts(scene);
        assertTrue(texts.containsAll(List.of("suggested 0.09", "recipe 0.05", "too low", "falls",
                "diverges", "0.001", "LeNet-5, MNIST")), texts.toString());
        Scenes.check(new LearningRateCurve(new double[]{0.1, 0.2}, new double[]{1, 1}, 0.1, 0.1,
                "flat").scene());
    }

    @Test
    void networksAreDrawnFromThemselves() {
        for (Network network : List.of(Lenet5.standard(), Lenet5.article(), Lenet5.of1998(),
                Network.input(3, 9, 64).dense(3).build(),
                Network.input(1, 9, 11).conv2d(400, 3).averagePool(7).dense(3).build())) {
            Scenes.check(NetworkDiagram.draw(network));
        }
        assertTrue(Scenes.texts(NetworkDiagram.draw(Lenet5.of1998()))
                .containsAll(
                        List.of("Input", "1@28×28", "C1", "6@28×28", "S2", "6@14×14", "C3",
                                "16@10×10",
                                "S4", "16@5×5", "C5", "120", "F6", "84", "Output", "10")));
    }

    /** Eight answers at 0.95 of which six are right, two at 0.55 of which one is. */
    @Test
    void reliabilityIsCounted() {
        Reliability reliability = new Reliability(List.of(new Reliability.Bin(2, 1, 1.1),
                new Reliability.Bin(8, 6, 7.6), new Reliability.Bin(0, 0, 0)));
        assertEquals((0.1 + 1.6) / 10, reliability.calibrationError(), 1e-12);
        Scenes.check(new ReliabilityChart(reliability).alone());
        Scenes.check(new ReliabilityChart(reliability).withTitle("LeNet-5 on MNIST"));
        Scenes.check(new ReliabilityChart(new Reliability(List.of())).alone());
    }

    /** The size of its pixels, as the PNG specification has it: 7559 a metre are 192 an inch. */
    @Test
    void picturesTellTheirDensity() {
        BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        ByteBuffer sharp = ByteBuffer.wrap(PngFile.sharpBytes(picture));
        int at = indexOf(sharp, "pHYs");
        assertEquals(7559, sharp.getInt(at + 4));
        assertEquals(7559, sharp.getInt(at + 8));
        assertEquals(1, sharp.get(at + 12));
        assertEquals(-1, indexOf(ByteBuffer.wrap(PngFile.bytes(picture)), "pHYs"));
    }

    private static int indexOf(ByteBuffer bytes, String chunk) {
        for (int i = 0; i + 4 < bytes.limit(); i++) {
            boolean here = true;
            for (int j = 0; j < 4; j++) {
                here &= bytes.get(i + j) == chunk.charAt(j);
            }
            if (here) {
                return i;
            }
        }
        return -1;
    }
}
