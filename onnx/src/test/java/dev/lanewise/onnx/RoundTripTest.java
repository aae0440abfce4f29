package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SmallNetworks;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import dev.lanewise.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to ONNX and read again gives the same bits. */
class RoundTripTest {
    private static final int BATCH = 3;

    private static void assertSameBits(Model model, OnnxOptions options, float[][] samples,
            String name) throws IOException {
        Model again = OnnxModels.read(name, OnnxModels.toByteArray(model, options));
        assertArrayEquals(model.withLoss(Loss.crossEntropy()).outputs(samples),
                again.outputs(samples), name + ": " + again.network());
    }

    private static Model model(Case each) {
        return Model.of(each.network(), each.parameters(), Normalization.of(0.75f, -0.125f),
                Map.of());
    }

    private static Set<String> names(Predicate<Case> fails) {
        return SmallNetworks.cases(BATCH)
                .filter(fails)
                .map(Case::name)
                .collect(
                        Collectors.toCollection(TreeSet::new));
    }

    private static boolean isRefused(Case each) {
        try {
            OnnxModels.read(each.name(), OnnxModels.toByteArray(model(each), OnnxOptions.of()));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean differs(Case each) {
        try {
            assertSameBits(model(each), OnnxOptions.of().input(OnnxOptions.Input.RAW),
                    each.images(), each.name());
            return false;
        } catch (IOException | AssertionError e) {
            return true;
        }
    }

    /** A pool may have windows that no layer here has. */
    @Test
    void allButTheseAreRead() {
        assertEquals(Set.of("conv, average, ceil"),
                names(RoundTripTest::isRefused));
    }

    @Test
    void everyLayerGivesTheSameBits() {
        assertEquals(Set.of(), names(each -> !isRefused(each) && differs(each)));
    }

    /** What stands beside the operators: not where the operators do it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allThatAModelHasIsReadAgain(boolean raw) throws IOException {
        Network network = Network.input(1, 2, 2).layer(Activation.SCALED_TANH).dense(2).build();
        Model model = Model.of(network, OnnxExportTest.parameters(network, new Random(9)),
                Normalization.of(0.5f, -0.25f), Map.of("train.seed", "7"))
                .withClassNames(List.of("é \"a\"", ""))
                .withTemperature(2.5f);
        for (Model each : List.of(model, model.withTemperature(1)
                .withLoss(Loss.binaryCrossEntropy()))) {
            OnnxOptions options = raw ? OnnxOptions.of().input(OnnxOptions.Input.RAW)
                    : OnnxOptions.of();
            Model again = OnnxModels.read("again", OnnxModels.toByteArray(each, options));
            float[] values = {1, -2, 0.5f, 3};
            assertEquals(each.classNames(), again.classNames());
            assertEquals(each.temperature(), again.temperature());
            assertEquals(each.loss(), again.loss());
            assertEquals(each.provenance(), again.provenance());
            assertArrayEquals(each.probabilities(values), again.probabilities(values));
            if (!raw) {
                assertEquals(each.network(), again.network());
                assertArrayEquals(OnnxModels.toByteArray(each, options),
                        OnnxModels.toByteArray(again, options));
            }
        }
    }

    private static Model changed(Model model, String key, String value) throws IOException {
        ModelProto file = ModelProto.parse(
                ByteBuffer.wrap(OnnxModels.toByteArray(model, OnnxOptions.of())));
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        metadata.put(key, value);
        return OnnxModels.read("again", new ModelProto(file.irVersion(), file.producerName(),
                file.producerVersion(), "", file.graph(), file.opsets(), metadata).toByteArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"normalization; {\"scale\":[1,2],\"shift\":[0,0]}",
            "normalization; {\"scale\":0,\"shift\":0}", "normalization; 1", "class_names; [\"a\"]",
            "class_names; {}", "class_names; [1,2]", "temperature; 0", "temperature; NaN",
            "temperature; \"1\"", "objective; Nothing[]", "objective; ["})
    void metadataAreNotTrusted(String key, String value) {
        Network network = Network.input(3).dense(2).build();
        Model model = Model.of(network, new float[8], Normalization.unit(), Map.of());
        String message = assertThrows(ModelFormatException.class,
                () -> changed(model, "lanewise." + key, value)).getMessage();
        assertTrue(message.startsWith("The ONNX file again can't be read: ")
                && message.endsWith("."), message);
    }

    /** The operators say what is computed. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"kernel\":2,\"table\":[[0],[9]]}",
            "{\"kernel\":2,\"table\":[[0]]}", "{\"kernel\":1,\"table\":[[0],[1]]}",
            "{\"kernel\":2,\"table\":[[1],[0]]}", "{\"kernel\":1000000,\"table\":[[0],[1]]}"})
    void aTableThatDoesNotFitCountsForNothing(String note) throws IOException {
        Network network = Network.input(2, 3, 3)
                .layer(new TableConv2d(2, List.of(List.of(0), List.of(1))))
                .build();
        Model model = Model.of(network, new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
                Normalization.none(), Map.of());
        Model again = changed(model, "lanewise.table.conv1", note);
        assertFalse(again.network().nodes().getFirst().layer() instanceof TableConv2d);
        float[] values = OnnxRuntime.numbers(18, 4);
        assertArrayEquals(model.outputs(values), again.outputs(values));
    }

    static Stream<Arguments> networks() {
        return OnnxExportTest.networks();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networksGiveTheSameBits(Network network, Normalization normalization, int images)
            throws IOException {
        float[] parameters = OnnxExportTest.parameters(network, new Random(3));
        Model model = Model.of(network, parameters, normalization, Map.of());
        float[][] samples = new float[BATCH][];
        for (int i = 0; i < BATCH; i++) {
            samples[i] = OnnxRuntime.numbers(network.inputShape().size(), i);
        }
        for (OnnxOptions.Input input : OnnxOptions.Input.values()) {
            if (input != OnnxOptions.Input.NORMALIZED) {
                assertSameBits(model, OnnxOptions.of().input(input), samples, input.name());
            }
        }
    }
}
