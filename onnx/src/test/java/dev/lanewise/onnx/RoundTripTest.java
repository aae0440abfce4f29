package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
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
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Radial basis functions aren't read; a pool may have windows that no layer here has. */
    @Test
    void allButTheseAreRead() {
        assertEquals(Set.of("all of it", "radial basis", "conv, average, ceil"),
                names(RoundTripTest::isRefused));
    }

    /** Two layers are several operators in a file, which round more than once. */
    @Test
    void allButTheseGiveTheSameBits() {
        assertEquals(Set.of("subsampling, dropped rows", "transposed conv, dilated, in groups"),
                names(each -> !isRefused(each) && differs(each)));
    }

    static Stream<Arguments> networks() {
        return OnnxExportTest.networks()
                .filter(
                        each -> !each.get()[0].toString().contains("rbf"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networksGiveTheSameBits(Network network, Normalization normalization, int images)
            throws IOException {
        float[] parameters = OnnxExportTest.parameters(network, new Random(3));
        Model model = Model.of(network, parameters, normalization, Map.of());
        float[][] samples = new float[BATCH][];
        for (int i = 0; i < BATCH; i++) {
            samples[i] = Judge.numbers(network.inputShape().size(), i);
        }
        for (OnnxOptions.Input input : OnnxOptions.Input.values()) {
            assertSameBits(model, OnnxOptions.of().input(input), samples, input.name());
        }
    }

    /** What a graph leaves to whoever runs it is beside it. */
    @Test
    void whatIsBesideTheGraphIsReadToo() throws IOException {
        Network network = Network.input(1, 4, 4).dense(3).build();
        Model model = Model.of(network, OnnxExportTest.parameters(network, new Random(5)),
                Normalization.of(0.75f, -0.125f), Map.of("lanewise.version", "1", "data.name", "a"))
                .withClassNames(List.of("x", "y", "z"))
                .withTemperature(1.5f);
        float[] sample = Judge.numbers(16, 1);
        for (OnnxOptions.Input input : OnnxOptions.Input.values()) {
            Model again = OnnxModels.read("a", OnnxModels.toByteArray(model,
                    OnnxOptions.of().input(input)));
            assertEquals(model.normalization(), again.normalization());
            assertEquals(model.classNames(), again.classNames());
            assertEquals(model.temperature(), again.temperature());
            assertEquals(model.provenance(), again.provenance());
            Model calibrated = OnnxModels.read("a", OnnxModels.toByteArray(model,
                    OnnxOptions.of().input(input).probabilities(true)));
            assertArrayEquals(model.probabilities(sample), calibrated.probabilities(sample), 1e-6f);
        }
    }

    @Test
    void wrongMetadataAreRefused() throws IOException {
        Network network = Network.input(2).dense(2).build();
        Model model = Model.of(network, new float[6], Normalization.of(0.75f, -0.125f), Map.of())
                .withTemperature(1.5f);
        ModelProto proto = ModelProto.parse(ByteBuffer.wrap(
                OnnxModels.toByteArray(model, OnnxOptions.of())));
        for (String key : List.of("normalization", "class_names", "temperature")) {
            for (String text : List.of("", "x", "[", "[1]", "NaN", "Normalization[scale=x]")) {
                Map<String, String> entries = new TreeMap<>(proto.metadata());
                entries.put(key, text);
                byte[] file = new ModelProto(proto.irVersion(), proto.producerName(), "", "",
                        proto.graph(), proto.opsets(), entries).toByteArray();
                assertTrue(assertThrows(ModelFormatException.class,
                        () -> OnnxModels.read("a", file), key + text).getMessage()
                        .startsWith("The ONNX file a can't be read: "));
            }
        }
    }
}
