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
import dev.lanewise.engine.loss.CustomLoss;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.testing.Kinds;
import dev.lanewise.engine.text.Attributes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** The quantile loss, without a kink at which a difference would be none. */
    private static final CustomLoss QUANTILE = new CustomLoss() {
        @Override
        public String name() {
            return "Quantile80";
        }

        @Override
        public double value(float[] outputs, float[] target) {
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                double error = target[i] - outputs[i];
                sum += Math.max(0.8 * error, -0.2 * error);
            }
            return sum;
        }

        @Override
        public void gradient(float[] outputs, float[] target, float[] gradient) {
            for (int i = 0; i < outputs.length; i++) {
                gradient[i] = target[i] > outputs[i] ? -0.8f : 0.2f;
            }
        }
    };

    static Stream<Loss> samples() {
        return Stream.of(Loss.crossEntropy(), Loss.crossEntropy().withLabelSmoothing(0.1),
                Loss.crossEntropy().classWeights(1, 0.5f, 2, 0, 3),
                Loss.crossEntropy().ignoredLabel(2),
                Loss.crossEntropy()
                        .classWeights(1, 0.5f, 2, 0.25f, 3)
                        .ignoredLabel(Dataset.NO_CLASS)
                        .withLabelSmoothing(0.2),
                new MaximumAPosteriori(1.5), new MaximumAPosteriori(0.5, 0.2),
                Loss.huber(1),
                Loss.huber(0.3), Loss.meanSquaredError(), Loss.meanAbsoluteError(),
                Loss.binaryCrossEntropy(), Loss.binaryCrossEntropy().positiveWeights(2),
                Loss.binaryCrossEntropy().positiveWeights(0.5f, 1, 2, 3, 4),
                Loss.custom(QUANTILE));
    }

    static Stream<Arguments> samplesOfValuesAndLanes() {
        return samplesAndLanes().filter(a -> !(a.get()[0] instanceof MaximumAPosteriori));
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
        double[] target = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            target[i] = label < 0 ? 1.0 / z.length : i == label ? 1 : 0;
        }
        return loss.tile(z.length, 1).ignores(label) ? 0 : definition(loss, z, target);
    }

    /** The definition in double precision. */
    private static double definition(Loss loss, double[] z, double[] target) {
        Attributes a = loss.attributes();
        int n = z.length;
        return switch (a.type()) {
            case "SoftmaxCrossEntropy" -> crossEntropy(z, target, loss.labelSmoothing(),
                    weights(a, "classWeights"), 0);
            case "MaximumAPosteriori" -> crossEntropy(z, target, loss.labelSmoothing(), i -> 1,
                    StrictMath.exp(-a.number("penalty")));
            case "Huber" -> {
                double delta = a.number("delta");
                yield mean(n, i -> {
                    double error = Math.abs(z[i] - target[i]);
                    return error < delta ? error * error / 2 : delta * error - delta * delta / 2;
                });
            }
            case "MeanSquaredError" -> mean(n, i -> (z[i] - target[i]) * (z[i] - target[i]));
            case "MeanAbsoluteError" -> mean(n, i -> Math.abs(z[i] - target[i]));
            case "BinaryCrossEntropy" -> {
                IntToDoubleFunction weight = weights(a, "positiveWeights");
                yield mean(n, i -> weight.applyAsDouble(i) * target[i]
                        * StrictMath.log1p(StrictMath.exp(-z[i]))
                        + (1 - target[i]) * StrictMath.log1p(StrictMath.exp(z[i])));
            }
            case "Custom" -> n * mean(n,
                    i -> Math.max(0.8 * (target[i] - z[i]), -0.2 * (target[i] - z[i])));
            default -> throw new AssertionError("define " + loss);
        };
    }

    private static double mean(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).sum() / count;
    }

    private static IntToDoubleFunction weights(Attributes a, String name) {
        List<String> list = a.values().containsKey(name) ? a.elements(name) : List.of("1");
        return i -> Double.parseDouble(list.get(list.size() == 1 ? 0 : i));
    }

    private static double crossEntropy(double[] z, double[] q, double smoothing,
            IntToDoubleFunction weights, double rubbish) {
        double sum = rubbish;
        for (double output : z) {
            sum += StrictMath.exp(output);
        }
        double value = 0;
        for (int c = 0; c < z.length; c++) {
            double target = smoothing / z.length + (1 - smoothing) * q[c];
            value -= weights.applyAsDouble(c) * target * (z[c] - StrictMath.log(sum));
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
            if (label >= 0 && !tile.loss.ignores(label)) {
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
        if (kind.equals(Loss.custom(QUANTILE))) {
            assertThrows(IllegalStateException.class,
                    () -> tile.loss.curvature(tile.z, tile.targets, h, rest));
            return;
        }
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

    /** Targets that are values; probabilities for the cross-entropies. */
    @ParameterizedTest
    @MethodSource("samplesOfValuesAndLanes")
    void valuesAreTargets(Loss kind, int lanes) {
        Random random = new Random(5);
        TileLoss loss = kind.tile(OUTPUTS, lanes, OUTPUTS);
        float[] z = new float[OUTPUTS * lanes];
        float[] targets = new float[loss.targets() * lanes];
        float[][] wanted = new float[lanes][OUTPUTS];
        for (int i = 0; i < z.length; i++) {
            z[i] = 6 * random.nextFloat() - 3;
        }
        Arrays.fill(targets, loss.empty());
        for (int lane = 0; lane < lanes; lane++) {
            float rest = 1;
            for (int i = 0; i < OUTPUTS; i++) {
                wanted[lane][i] = i == OUTPUTS - 1 ? rest : rest * random.nextFloat();
                rest -= wanted[lane][i];
            }
            if (!Tile.isEmpty(lane)) {
                loss.target(lane, wanted[lane], 0, targets, lane);
            }
        }
        float[] dz = new float[z.length];
        float[] scalar = new float[z.length];
        loss.gradient(Kernels.auto().backend(), z, targets, SCALE, dz);
        loss.gradient(Kernels.of(KernelChoice.SCALAR).backend(), z, targets, SCALE, scalar);
        SameBits.assertSameBits(scalar, dz, "scalar and vector");
        for (int lane = 0; lane < lanes; lane++) {
            double[] outputs = new double[OUTPUTS];
            double[] target = new double[OUTPUTS];
            for (int i = 0; i < OUTPUTS; i++) {
                outputs[i] = z[i * lanes + lane];
                target[i] = wanted[lane][i];
            }
            boolean empty = Tile.isEmpty(lane);
            if (!empty) {
                assertEquals(definition(kind, outputs, target), loss.value(z, targets, lane),
                        TOLERANCE);
            }
            for (int i = 0; i < OUTPUTS; i++) {
                double step = 1e-4;
                outputs[i] += step;
                double above = definition(kind, outputs, target);
                outputs[i] -= 2 * step;
                double slope = (above - definition(kind, outputs, target)) / (2 * step);
                outputs[i] += step;
                assertEquals(empty ? 0 : SCALE * slope, dz[i * lanes + lane], TOLERANCE,
                        "lane " + lane + ", output " + i);
            }
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
        Components.assertAllDescribed(
                samples().filter(loss -> !loss.equals(Loss.custom(QUANTILE))).toList(),
                Loss::attributes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hinge[]", "SoftmaxCrossEntropy[gamma=2.0]",
            "SoftmaxCrossEntropy[labelSmoothing=1.0]", "SoftmaxCrossEntropy[labelSmoothing=x]",
            "MaximumAPosteriori[]", "MaximumAPosteriori[penalty=0.0]", "Huber[]",
            "Huber[delta=0.0]",
            "Huber[delta=1.0E-50]", "BinaryCrossEntropy[positiveWeights=[0.0]]",
            "BinaryCrossEntropy[positiveWeights=[x]]", "SoftmaxCrossEntropy[classWeights=[-1.0]]",
            "SoftmaxCrossEntropy[classWeights=1.0]", "SoftmaxCrossEntropy[ignoredLabel=-3]",
            "SoftmaxCrossEntropy[ignoredLabel=0.5]", "MeanSquaredError[delta=1.0]", "Custom[]",
            "Custom[name=a b]"})
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
            assertEquals(trainer.evaluate(DATA).loss(),
                    model.withLoss(kind).evaluate(DATA).loss());
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
        return builder.options().loss();
    }
}
