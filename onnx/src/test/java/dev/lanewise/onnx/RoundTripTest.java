package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SmallNetworks;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
            if (input != OnnxOptions.Input.NORMALIZED) {
                assertSameBits(model, OnnxOptions.of().input(input), samples, input.name());
            }
        }
    }
}
