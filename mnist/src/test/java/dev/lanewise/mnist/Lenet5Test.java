package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Lenet5Test {
    private static List<String> layers(Network network) {
        return network.nodes().stream().map(node -> node.name() + " " + node.output()).toList();
    }

    @Test
    void standardHasTheLayersAndParametersOfLenet5() {
        Network network = Lenet5.standard();
        assertEquals(new Shape(1, 28, 28), network.inputShape());
        assertEquals(10, network.outputs());
        assertEquals(61_706, network.parameterCount());
        assertEquals(List.of("conv1 6×28×28", "pool1 6×14×14", "silu1 6×14×14", "conv2 16×10×10",
                "pool2 16×5×5", "silu2 16×5×5", "fc1 120", "silu3 120", "fc2 84", "silu4 84",
                "fc3 10"), layers(network));
    }

    @Test
    void articleLacksTheLayerOf84Units() {
        Network network = Lenet5.article();
        assertEquals(51_902, network.parameterCount());
        assertEquals(List.of("conv1 6×28×28", "pool1 6×14×14", "relu1 6×14×14", "conv2 16×10×10",
                "pool2 16×5×5", "relu2 16×5×5", "fc1 120", "relu3 120", "fc2 10"),
                layers(network));
    }

    /** LeCun, Bottou, Bengio, Haffner 1998, section II-B, says these numbers. */
    @Test
    void theNetworkOf1998HasTheParametersOfThePaper() {
        Network network = Lenet5.of1998();
        assertEquals(60_000, network.parameterCount());
        List<Integer> trained = network.nodes()
                .stream()
                .map(Node::parameterCount)
                .filter(count -> count > 0)
                .toList();
        assertEquals(List.of(156, 12, 1_516, 32, 48_120, 10_164), trained);
        assertEquals(new Shape(1, 32, 32), network.nodes().get(0).output());
        assertEquals(Shape.flat(10), network.outputShape());
    }

    @Test
    void inputsOf1998AreMinus01AndOnePoint175() {
        Normalization normalization = Lenet5.normalization1998();
        assertEquals(-0.1, normalization.shift(), 1e-7);
        assertEquals(1.175, 255 * normalization.scale() + normalization.shift(), 1e-6);
    }

    /** Centres that are close together cost accuracy: 28 is the least distance that the drawings have. */
    @Test
    void theTenBitmapsDiffer() {
        List<String> codes = DigitBitmaps.codes();
        assertEquals(10, codes.size());
        for (int a = 0; a < 10; a++) {
            assertTrue(codes.get(a).matches("[+-]{84}"), codes.get(a));
            for (int b = 0; b < a; b++) {
                int different = 0;
                for (int i = 0; i < 84; i++) {
                    different += codes.get(a).charAt(i) == codes.get(b).charAt(i) ? 0 : 1;
                }
                assertTrue(different >= 28, a + " and " + b + ": " + different);
            }
        }
    }

    /** Forward, an image costs 833,040 operations: one multiply-add is two, biases not counted. */
    @Test
    void standardCosts416520MultiplyAdds() {
        assertEquals(833_040 / 2, Lenet5.standard().multiplyAdds());
    }

    @ParameterizedTest
    @EnumSource
    void takesAnyActivationAndNoOther(Activation activation) {
        assertEquals(4, count(Lenet5.of(activation), activation));
        assertEquals(3, count(Lenet5.article(activation), activation));
        assertEquals(61_706, Lenet5.of(activation).parameterCount());
        assertEquals(51_902, Lenet5.article(activation).parameterCount());
    }

    @Test
    void pretrainedIsTheStandardNetworkAndKnowsTheTestImages() {
        Model model = Lenet5.pretrained();
        assertEquals(Lenet5.standard(), model.network());
        assertEquals("mnist", model.provenance().get("data.name"));
        double accuracy = model.evaluate(Mnist.load().test()).accuracy();
        assertTrue(accuracy >= 0.9925, () -> "accuracy " + accuracy);
    }

    private static long count(Network network, Activation activation) {
        List<Activation> found = network.nodes()
                .stream()
                .map(Node::layer)
                .filter(Activation.class::isInstance)
                .map(Activation.class::cast)
                .toList();
        assertEquals(List.of(activation), found.stream().distinct().toList());
        return found.size();
    }
}
