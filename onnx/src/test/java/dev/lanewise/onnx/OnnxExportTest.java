package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Upsample2d;
import dev.lanewise.engine.plan.SmallNetworks;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import dev.lanewise.engine.testing.PassingLayer;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import dev.lanewise.mnist.TinyNetworks;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.proto.NodeProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, ONNX Runtime reads, and computes our outputs from it. */
class OnnxExportTest {
    private static final int BATCH = 3;
    private static final int LENET_IMAGES = 1028;
    private static final int IMAGES = 257;
    @TempDir
    private Path folder;

    private static Model model(Network network, float[] parameters) {
        return Model.of(network, parameters, Normalization.of(0.75f, -0.125f), Map.of());
    }

    private static void assertSameClasses(float[] expected, float[] actual, int classes) {
        for (int from = 0; from < expected.length; from += classes) {
            assertEquals(argmax(expected, from, classes), argmax(actual, from, classes),
                    "class of " + from / classes);
        }
    }

    private static int argmax(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }

    /** Every kind of layer, by itself and beside others, in each version that an operator changed in. */
    @ParameterizedTest
    @ValueSource(ints = {17, 18, 19, 20, 21, 22, 23})
    void everyLayersOutputsAreOnnxRuntimes(int opset) throws OrtException {
        List<String> wrong = new ArrayList<>();
        for (Case each : SmallNetworks.cases(BATCH).toList()) {
            for (boolean folds : new boolean[]{false, true}) {
                Model model = model(each.network(), each.parameters());
                byte[] file = OnnxModels.toByteArray(model, OnnxOptions.of()
                        .opset(opset)
                        .foldBatchNorm(folds)
                        .input(OnnxOptions.Input.RAW));
                try (OnnxRuntime runtime = new OnnxRuntime(file)) {
                    OnnxRuntime.assertClose(flat(model.outputs(each.images())),
                            runtime.run(flat(each.images()), BATCH), each.name());
                } catch (OrtException | AssertionError | RuntimeException e) {
                    wrong.add(each.name() + ": " + e.getMessage());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    static float[] parameters(Network network, Random random) {
        float[] parameters = new float[network.parameterCount()];
        for (Parameter p : network.parameters()) {
            double bound = StrictMath.sqrt(3.0 / p.fanIn());
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                parameters[i] = p.role().first()
                        + (float) ((random.nextFloat() - 0.5) * Math.min(1, bound));
            }
        }
        return parameters;
    }

    static Stream<Arguments> networks() {
        Normalization unit = Normalization.unit();
        return Stream.of(Arguments.of(Lenet5.standard(), unit, LENET_IMAGES),
                Arguments.of(Lenet5.article(), unit, LENET_IMAGES),
                Arguments.of(Lenet5.of1998(), Lenet5.normalization1998(), LENET_IMAGES),
                Arguments.of(TinyNetworks.resNet8(new Shape(3, 32, 32), 10),
                        Normalization.of(new float[]{0.01f, 0.02f, 0.015f},
                                new float[]{-1, -0.5f, -0.75f}),
                        IMAGES),
                Arguments.of(TinyNetworks.dsCnn(new Shape(1, 49, 10), 12), unit, IMAGES),
                Arguments.of(TinyNetworks.mobileNet(new Shape(3, 96, 96), 2), unit, IMAGES),
                Arguments.of(TinyNetworks.autoencoder(640), unit, IMAGES));
    }

    /** Bytes in, in batches of 257 and one by one. */
    @ParameterizedTest
    @MethodSource("networks")
    void ourNetworksOutputsAreOnnxRuntimes(Network network, Normalization normalization, int images)
            throws OrtException {
        Random random = new Random(5);
        Model model = Model.of(network, parameters(network, random), normalization, Map.of());
        int size = network.inputShape().size();
        try (OnnxRuntime kept = new OnnxRuntime(OnnxModels.toByteArray(model,
                OnnxOptions.of().input(OnnxOptions.Input.BYTES)));
                OnnxRuntime folded = new OnnxRuntime(OnnxModels.toByteArray(model,
                        OnnxOptions.of().input(OnnxOptions.Input.BYTES).foldBatchNorm(true)))) {
            for (int done = 0; done < images; done += IMAGES) {
                float[] batch = new float[IMAGES * size];
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = random.nextInt(256);
                }
                float[] expected = model.outputs(batch, IMAGES);
                OnnxRuntime.assertClose(expected, kept.runBytes(batch, IMAGES), "kept");
                OnnxRuntime.assertClose(expected, folded.runBytes(batch, IMAGES), "folded");
                assertSameClasses(expected, kept.runBytes(batch, IMAGES), network.outputs());
                float[] one = Arrays.copyOf(batch, size);
                OnnxRuntime.assertClose(Arrays.copyOf(expected, network.outputs()),
                        kept.runBytes(one, 1),
                        "one");
            }
        }
    }

    @Test
    void thePretrainedLenetClassifiesAlike() throws OrtException {
        Model model = Lenet5.pretrained();
        int size = model.network().inputShape().size();
        float[] images = new float[LENET_IMAGES * size];
        Mnist mnist = Mnist.load();
        for (int i = 0; i < LENET_IMAGES; i++) {
            mnist.test().read(i, images, i * size);
        }
        float[] expected = model.outputs(images, LENET_IMAGES);
        try (OnnxRuntime runtime = new OnnxRuntime(OnnxModels.toByteArray(model,
                OnnxOptions.of().input(OnnxOptions.Input.BYTES)))) {
            float[] actual = runtime.runBytes(images, LENET_IMAGES);
            OnnxRuntime.assertClose(expected, actual, "logits");
            assertSameClasses(expected, actual, 10);
            assertEquals(model.provenance().get("lanewise.version"),
                    runtime.metadata().get("lanewise.version"));
        }
    }

    @Test
    void probabilitiesAreTheModels() throws OrtException {
        Network network = Network.input(1, 2, 2).dense(3).build();
        float[] x = {1, -2, 0.5f, 3};
        Model model = model(network, parameters(network, new Random(6))).withTemperature(2.5f);
        OnnxOptions options = OnnxOptions.of()
                .input(OnnxOptions.Input.RAW)
                .probabilities(true)
                .inputName("pixels");
        for (Loss loss : List.of(Loss.crossEntropy(), Loss.binaryCrossEntropy())) {
            Model one = model(network, model.parameters()).withLoss(loss)
                    .withTemperature(loss.hasLogits() ? 2.5f : 1);
            try (OnnxRuntime runtime = new OnnxRuntime(OnnxModels.toByteArray(one, options))) {
                assertArrayEquals(one.probabilities(x), runtime.run(x, 1), 1e-6f);
                assertTrue(runtime.input().contains("name=pixels"), runtime.input());
                assertTrue(runtime.output().contains("name=probabilities"), runtime.output());
            }
        }
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> OnnxModels.toByteArray(model.withLoss(Loss.meanSquaredError()), options));
        assertTrue(failure.getMessage().contains("MeanSquaredError"), failure::getMessage);
    }

    @Test
    void normalizedValuesAreTakenAsTheyAre() throws OrtException {
        Network network = Network.input(3).dense(2).build();
        float[] parameters = {1, 2, 3, 4, 5, 6, 7, 8};
        try (OnnxRuntime runtime = new OnnxRuntime(
                OnnxModels.toByteArray(model(network, parameters), OnnxOptions.of()))) {
            assertArrayEquals(new float[]{8, 12}, runtime.run(new float[]{1, 0, 0}, 1));
            assertArrayEquals(new float[]{9, 13, 10, 14},
                    runtime.run(new float[]{0, 1, 0, 0, 0, 1}, 2));
        }
    }

    @Test
    void mapsOfARegressionStayMaps() throws OrtException {
        Network network = Network.input(2, 3, 3)
                .layer(new Upsample2d(2, Upsample2d.Mode.NEAREST))
                .build();
        Model model = model(network, new float[0]).withLoss(Loss.meanSquaredError());
        try (OnnxRuntime runtime = new OnnxRuntime(
                OnnxModels.toByteArray(model, OnnxOptions.of().outputName("maps")))) {
            assertTrue(runtime.output().contains("name=maps"), runtime.output());
            assertTrue(runtime.output().contains("shape=[-1, 2, 6, 6]"), runtime.output());
            assertEquals(72, runtime.run(new float[18], 1).length);
        }
    }

    @Test
    void equalModelsGiveEqualBytes() throws IOException {
        Path first = folder.resolve("first.onnx");
        Path second = folder.resolve("second.onnx");
        OnnxOptions options = OnnxOptions.of().opset(20).foldBatchNorm(true);
        OnnxModels.write(Lenet5.pretrained(), first, options);
        OnnxModels.write(Lenet5.pretrained(), second, options);
        assertEquals(-1, Files.mismatch(first, second));
        ModelProto read = ModelProto.parse(ByteBuffer.wrap(Files.readAllBytes(first)));
        assertEquals(Map.of("", 20L), read.opsets());
        assertEquals("{\"scale\":0.012728233,\"shift\":-0.42421293}",
                read.metadata().get("lanewise.normalization"));
    }

    private static List<String> operators(Network network, OnnxOptions options) {
        return ModelProto.parse(ByteBuffer.wrap(OnnxModels.toByteArray(
                model(network, parameters(network, new Random(7))), options)))
                .graph()
                .nodes()
                .stream()
                .map(NodeProto::operator)
                .toList();
    }

    @Test
    void onlyANormBehindWeightsThatNothingElseReadsIsFolded() {
        Network network = Network.input(1, 4, 4)
                .batchNorm()
                .conv2d(2, 3)
                .batchNorm()
                .relu()
                .residual(block -> block.batchNorm())
                .dense(2)
                .batchNorm()
                .build();
        assertEquals(List.of("BatchNormalization", "Conv", "Relu", "BatchNormalization", "Add",
                "Flatten", "Gemm"),
                operators(network, OnnxOptions.of().foldBatchNorm(true))
                        .stream()
                        .filter(operator -> !operator.equals("Identity"))
                        .toList());
        assertEquals(4, operators(network, OnnxOptions.of()).stream()
                .filter("BatchNormalization"::equals)
                .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc1", "fc1.weight"})
    void namesWithinAreNotTakenTwice(String name) {
        Model model = model(Network.input(1, 2, 2).dense(1).dense(2).build(),
                new float[1 * 4 + 1 + 2 + 2]);
        for (OnnxOptions options : List.of(OnnxOptions.of().inputName(name),
                OnnxOptions.of().outputName(name))) {
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                    () -> OnnxModels.toByteArray(model, options));
            assertTrue(failure.getMessage().contains("you gave '" + name + "'"),
                    failure::getMessage);
        }
    }

    @Test
    void optionsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> OnnxOptions.of().opset(16));
        assertThrows(IllegalArgumentException.class, () -> OnnxOptions.of().opset(24));
        assertThrows(IllegalArgumentException.class, () -> OnnxOptions.of().inputName(""));
        assertThrows(IllegalArgumentException.class, () -> OnnxOptions.of().outputName(""));
    }

    @Test
    void aProgramsOwnLayerIsRefused() {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> OnnxModels.toByteArray(
                        model(Network.input(2).layer(new PassingLayer("test.own")).build(),
                                new float[0]),
                        OnnxOptions.of()));
        assertTrue(failure.getMessage().startsWith("Layer own1 must be one of Lanewise's"),
                failure::getMessage);
    }
}
