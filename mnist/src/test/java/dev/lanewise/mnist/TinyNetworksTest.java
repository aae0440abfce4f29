package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link TinyNetworks}: the counts that MLPerf Tiny publishes, and other inputs. */
class TinyNetworksTest {
    private static final Shape CIFAR = new Shape(3, 32, 32);
    private static final Shape KEYWORDS = new Shape(1, 49, 10);
    private static final Shape WAKE_WORDS = new Shape(3, 96, 96);

    private static int trained(Network network) {
        return network.parameters()
                .stream()
                .filter(p -> p.role().isTrained())
                .mapToInt(Parameter::size)
                .sum();
    }

    private static List<String> convolutions(Network network) {
        return network.nodes()
                .stream()
                .filter(node -> node.name().startsWith("conv"))
                .map(node -> node.output().toString())
                .toList();
    }

    @Test
    void resNet8HasTheParametersOfMlperfTiny() {
        Network network = TinyNetworks.resNet8(CIFAR, 10);
        assertEquals(78_666, network.parameterCount());
        assertEquals(78_186, trained(network));
        assertEquals(List.of("16×32×32", "16×32×32", "16×32×32", "32×16×16", "32×16×16",
                "32×16×16", "64×8×8", "64×8×8", "64×8×8"), convolutions(network));
        assertEquals(12_501_632, multiplyAddsOfWeights(network));
    }

    @Test
    void dsCnnHasTheParametersOfMlperfTiny() {
        Network network = TinyNetworks.dsCnn(KEYWORDS, 12);
        assertEquals(24_908, network.parameterCount());
        assertEquals(23_756, trained(network));
        assertEquals(List.of("64×25×5"),
                convolutions(network).stream().distinct().toList());
        assertEquals(2_656_768, multiplyAddsOfWeights(network));
    }

    @Test
    void mobileNetHasTheParametersOfMlperfTiny() {
        Network network = TinyNetworks.mobileNet(WAKE_WORDS, 2);
        assertEquals(221_794, network.parameterCount());
        assertEquals(216_322, trained(network));
        assertEquals("8×48×48", convolutions(network).getFirst());
        assertEquals("256×3×3", convolutions(network).getLast());
        assertEquals(27, convolutions(network).size());
        assertEquals(7_489_664, multiplyAddsOfWeights(network));
    }

    @Test
    void theAutoencoderHasTheParametersOfMlperfTiny() {
        Network network = TinyNetworks.autoencoder(640);
        assertEquals(269_992, network.parameterCount());
        assertEquals(267_928, trained(network));
        assertEquals(640, network.outputs());
        assertEquals(264_192, multiplyAddsOfWeights(network));
    }

    /** Without those of batch normalization, which is folded into the layer before it. */
    private static long multiplyAddsOfWeights(Network network) {
        return network.nodes()
                .stream()
                .filter(node -> !(node.layer() instanceof BatchNorm))
                .mapToLong(Node::multiplyAdds)
                .sum();
    }

    static Stream<BiFunction<Shape, Integer, Network>> networks() {
        return Stream.of(TinyNetworks::resNet8, TinyNetworks::dsCnn, TinyNetworks::mobileNet);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void inputsOfAnySizeAndAnyClassesWillDo(BiFunction<Shape, Integer, Network> network) {
        for (Shape shape : List.of(new Shape(1, 28, 28), new Shape(1, 1, 1), new Shape(2, 7, 3),
                new Shape(3, 33, 64))) {
            Network built = network.apply(shape, 47);
            assertEquals(47, built.outputs(), shape::toString);
            assertEquals(shape, built.inputShape());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void batchNormalizationHasTheEpsilonOfKeras(BiFunction<Shape, Integer, Network> network) {
        List<BatchNorm> norms = network.apply(CIFAR, 10)
                .nodes()
                .stream()
                .map(Node::layer)
                .filter(BatchNorm.class::isInstance)
                .map(BatchNorm.class::cast)
                .distinct()
                .toList();
        assertEquals(List.of(BatchNorm.of().epsilon(1e-3f)), norms);
    }

    @Test
    void aNetworkNeedsAClass() {
        String said = assertThrows(ShapeException.class, () -> TinyNetworks.resNet8(CIFAR, 0))
                .getMessage();
        assertTrue(said.contains("0"), said);
    }
}
