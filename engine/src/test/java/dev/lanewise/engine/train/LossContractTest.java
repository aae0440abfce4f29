package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.file.KnownTypes;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.lenet1998.MaximumAPosteriori;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.testing.Kinds;
import dev.lanewise.engine.text.Attributes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every loss owes. A new kind without a sample or a definition here fails. */
@Tag("kernels")
class LossContractTest {
    private static final int OUTPUTS = 5;
    private static final float SCALE = 0.25f;
    private static final double TOLERANCE = 2e-6;
    private static final Dataset DATA = SyntheticImages.of(44, 6, OUTPUTS, 1);

    @TempDir
    private Path folder;

    static Stream<Loss> samples() {
        return Stream.of(Loss.crossEntropy(), Loss.crossEntropy().withLabelSmoothing(0.1),
                new MaximumAPosteriori(1.5), new MaximumAPosteriori(0.5, 0.2),
                Loss.huber(1),
                Loss.huber(0.3));
    }

    static Stream<Arguments> samplesAndLanes() {
        return samples().flatMap(
                loss -> Stream.of(1, Backend.TILE).map(lanes -> Arguments.of(loss, lanes)));
    }

    @Test
    void everyKindHasASample() {
        assertEquals(Kinds.of(Loss.class), samples().map(loss -> loss.getClass().getSimpleName())
                .collect(Collectors.toSet()));
    }

    /** The definition in double precision, of a class or, below 0, of none. */
    private static double definition(Loss loss, double[] z, int label) {
        Attributes a = loss.attributes();
        return switch (a.type()) {
            case "SoftmaxCrossEntropy" -> crossEntropy(z, label, loss.labelSmoothing(), 0);
            case "MaximumAPosteriori" -> crossEntropy(z, label, loss.labelSmoothing(),
                    StrictMath.exp(-a.number("penalty")));
            case "Huber" -> {
                double delta = a.number("delta");
                double sum = 0;
                for (int i = 0; i < z.length; i++) {
                    double target = label < 0 ? 1.0 / z.length : i == label ? 1 : 0;
                    double error = Math.abs(z[i] - target);
                    sum += error < delta ? error * error / 2
                            : delta * error - delta * delta / 2;
                }
                yield sum / z.length;
            }
            default -> throw new AssertionError("define " + loss);
        };
    }

    private static double crossEntropy(double[] z, int label, double smoothing, double rubbish) {
        double sum = rubbish;
        for (double output : z) {
            sum += StrictMath.exp(output);
        }
        double value = 0;
        for (int c = 0; c < z.length; c++) {
            double target = label < 0 ? 1.0 / z.length
                    : smoothing / z.length + (c == label ? 1 - smoothing : 0);
            value -= target * (z[c] - StrictMath.log(sum));
        }
        return value;
    }

    /** A tile's outputs and targets: classes, every fifth lane of none, and every fourth empty. */
    private static final class Tile {
        final TileLoss loss;
        final float[] z;
        final float[] targets;
        private final int lanes;

        Tile(Loss kind, int lanes) {
            this.lanes = lanes;
            loss = kind.tile(OUTPUTS, lanes);
            z = new float[OUTPUTS * lanes];
            Random random = new Random(3);
            for (int i = 0; i < z.length; i++) {
                z[i] = 6 * random.nextFloat() - 3;
            }
            targets = new float[loss.targets() * lanes];
            Arrays.fill(targets, loss.empty());
            for (int lane = 0; lane < lanes; lane++) {
                if (!isEmpty(lane)) {
                    loss.target(label(lane), targets, lane);
                }
            }
        }

        static boolean isEmpty(int lane) {
            return lane % 4 == 3;
        }

        static int label(int lane) {
            return lane % 5 == 1 ? Dataset.NO_CLASS : lane % OUTPUTS;
        }

        double[] outputs(int lane) {
            double[] outputs = new double[OUTPUTS];
            for (int i = 0; i < OUTPUTS; i++) {
                outputs[i] = z[i * lanes + lane];
            }
            return outputs;
        }

        /** The definition where one output is moved. */
        double moved(Loss kind, int lane, int output, double by) {
            double[] outputs = outputs(lane);
            outputs[output] += by;
            return definition(kind, outputs, label(lane));
        }

        float[] gradient(KernelChoice kernels) {
            float[] dz = new float[z.length];
            Arrays.fill(dz, Float.NaN);
            loss.gradient(Kernels.of(kernels).backend(), z, targets, SCALE, dz);
            return dz;
        }
    }

    @ParameterizedTest
    @MethodSource("samplesAndLanes")
    void valuesAreThoseOfTheDefinition(Loss kind, int lanes) {
        Tile tile = new Tile(kind, lanes);
        for (int lane = 0; lane < lanes; lane++) {
            if (Tile.isEmpty(lane)) {
                continue;
            }
            int label = Tile.label(lane);
            double value = tile.loss.value(tile.z, tile.targets, lane);
            assertEquals(definition(kind, tile.outputs(lane), label), value, TOLERANCE);
            if (label >= 0) {
                assertEquals(definition(kind.evaluated(), tile.outputs(lane), label),
                        tile.loss.plainValue(tile.z, tile.targets, lane, value), TOLERANCE);
                double[] outputs = tile.outputs(lane);
                assertEquals(
                        outputs[label] == Arrays.stream(outputs).max().orElseThrow(),
                        tile.loss.isRight(tile.z, tile.targets, lane));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samplesAndLanes")
    void gradientsAreFiniteDifferences(Loss kind, int lanes) {
        double step = 1e-4;
        Tile tile = new Tile(kind, lanes);
        float[] dz = tile.gradient(KernelChoice.AUTO);
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < OUTPUTS; i++) {
                double slope = (tile.moved(kind, lane, i, step) - tile.moved(kind, lane, i, -step))
                        / (2 * step);
                assertEquals(Tile.isEmpty(lane) ? 0 : SCALE * slope, dz[i * lanes + lane],
                        TOLERANCE, "lane " + lane + ", output " + i);
            }
        }
        SameBits.assertSameBits(tile.gradient(KernelChoice.SCALAR), dz, "scalar and vector");
    }

    @ParameterizedTest
    @MethodSource("samplesAndLanes")
    void curvaturesAreSecondDifferences(Loss kind, int lanes) {
        double step = 1e-3;
        Tile tile = new Tile(kind, lanes);
        float[] h = new float[tile.z.length];
        float[] rest = new float[lanes];
        Arrays.fill(h, Float.NaN);
        Arrays.fill(rest, Float.NaN);
        tile.loss.curvature(tile.z, tile.targets, h, rest);
        float[] dz = tile.gradient(KernelChoice.SCALAR);
        for (int lane = 0; lane < lanes; lane++) {
            double slopes = 0;
            for (int i = 0; i < OUTPUTS; i++) {
                double bend = (tile.moved(kind, lane, i, step) + tile.moved(kind, lane, i, -step)
                        - 2 * tile.moved(kind, lane, i, 0)) / (step * step);
                assertEquals(Tile.isEmpty(lane) ? 0 : bend, h[i * lanes + lane], TOLERANCE,
                        "lane " + lane + ", output " + i);
                slopes += dz[i * lanes + lane] / SCALE;
            }
            assertEquals(-slopes, rest[lane], TOLERANCE, "lane " + lane);
        }
    }

    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("samplesAndLanes")
    void aWarmTileAllocatesNothing(Loss kind, int lanes) {
        Tile tile = new Tile(kind, lanes);
        float[] dz = new float[tile.z.length];
        double[] sum = new double[1];
        Backend kernels = Kernels.auto().backend();
        assertEquals(0, AllocatedBytes.ofWarm(() -> {
            tile.loss.gradient(kernels, tile.z, tile.targets, SCALE, dz);
            tile.loss.target(0, tile.targets, 0);
            double value = tile.loss.value(tile.z, tile.targets, 0);
            sum[0] += tile.loss.plainValue(tile.z, tile.targets, 0, value);
            sum[0] += tile.loss.isRight(tile.z, tile.targets, 0) ? 1 : 0;
        }));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theTextIsReadBack(Loss kind) {
        assertEquals(kind, KnownTypes.loss(Attributes.parse(kind.attributes().toString())));
        assertEquals(1,
                samples().filter(s -> s.attributes().equals(kind.attributes())).count());
        assertEquals(kind.evaluated(), kind.evaluated().evaluated());
    }

    @Test
    void theTextForgetsNoComponent() {
        Components.assertAllDescribed(samples().toList(), Loss::attributes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hinge[]", "SoftmaxCrossEntropy[gamma=2.0]",
            "SoftmaxCrossEntropy[labelSmoothing=1.0]", "SoftmaxCrossEntropy[labelSmoothing=x]",
            "MaximumAPosteriori[]", "MaximumAPosteriori[penalty=0.0]", "Huber[]",
            "Huber[delta=0.0]",
            "Huber[delta=1.0E-50]"})
    void textsOfNoLossAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> KnownTypes.loss(Attributes.parse(text)));
    }

    private static TrainerBuilder trainer(Loss kind) {
        return SyntheticImages
                .trainer(Network.input(1, 6, 6).conv2d(2, 3).tanh().dense(OUTPUTS).build())
                .loss(kind)
                .validation(DATA)
                .batchSize(16)
                .seed(5)
                .threads(2);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRunGoesOnAndItsModelKnowsTheLoss(Loss kind) throws IOException {
        Path file = folder.resolve("last.checkpoint");
        try (Trainer whole = trainer(kind).build();
                StoppedTrainer begun = new StoppedTrainer(trainer(kind), 4);
                Trainer trainer = trainer(kind).build()) {
            whole.fit(DATA, 2);
            begun.fit(DATA, 2).save(file);
            assertEquals(2, trainer.resume(DATA, Checkpoint.load(file)).epochs().size());
            SameBits.assertSameBits(whole.model().parameters(), trainer.model().parameters(),
                    "resumed");
            Path saved = folder.resolve("model.safetensors");
            trainer.model().save(saved);
            Model model = Model.load(saved);
            assertEquals(kind.evaluated(), model.loss());
            assertEquals(trainer.evaluate(DATA).loss(), model.evaluate(DATA).loss());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRunDoesNotGoOnWithAnother(Loss kind) throws IOException {
        Checkpoint checkpoint;
        try (StoppedTrainer begun = new StoppedTrainer(trainer(kind), 2)) {
            checkpoint = begun.fit(DATA, 2);
        }
        for (Loss other : samples().filter(s -> !s.equals(kind)).toList()) {
            try (Trainer trainer = trainer(other).build()) {
                assertThrows(IllegalArgumentException.class,
                        () -> trainer.requireResumable(DATA.size(), checkpoint));
            }
        }
    }

    @Test
    void theConveniencesSetTheLoss() {
        TrainerBuilder builder = SyntheticImages
                .trainer(Network.input(1, 6, 6).dense(OUTPUTS).build());
        assertEquals(Loss.crossEntropy().withLabelSmoothing(0.1),
                loss(builder.labelSmoothing(0.1)));
        assertEquals(new MaximumAPosteriori(4, 0.2),
                loss(builder.loss(new MaximumAPosteriori(4)).labelSmoothing(0.2)));
        assertEquals(new MaximumAPosteriori(4), loss(builder.labelSmoothing(0)));
        assertEquals(Loss.crossEntropy(), loss(builder.loss(Loss.crossEntropy())));
        assertThrows(NullPointerException.class, () -> builder.loss(null));
    }

    private static Loss loss(TrainerBuilder builder) {
        return builder.options().get(TrainingOptions.LOSS);
    }
}
