package dev.lanewise.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.golden.GoldenLenet5.Tensor;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.TrainingPass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first batch of LeNet-5 against PyTorch: logits, loss, and the gradient of every tensor. */
class Lenet5GoldenTest {
    private static final double LOGITS = 2e-6;
    private static final double LOSS = 1e-6;
    private static final double GRADIENTS = 1e-5;
    private static final double SQUARES = 2 * GRADIENTS;

    static Stream<Arguments> passes() {
        return Stream.of(Activation.RELU, Activation.SILU, Activation.TANH)
                .flatMap(activation -> Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                        .flatMap(kernels -> Stream.of(Backend.TILE, 1)
                                .map(lanes -> Arguments.of(activation, kernels, lanes))));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void theFirstBatchIsPyTorchs(Activation activation, KernelChoice kernels, int lanes) {
        String name = activation.stem();
        TrainingPass pass = new TrainingPass(Lenet5Networks.standard(activation),
                Kernels.of(kernels).backend(), lanes, GoldenLenet5.BATCH);
        pass.run(GoldenLenet5.parameters(), images(), labels(), 0);
        assertLogits(GoldenLenet5.values(name + ".logits"), pass.logits());
        assertEquals(GoldenLenet5.values(name + ".loss")[0], pass.loss(), LOSS, "loss");
        for (Tensor tensor : GoldenLenet5.TENSORS) {
            assertGradient(name, tensor, pass.gradient());
        }
        if (activation == Activation.SILU) {
            assertWholeGradient(pass.gradient());
        }
    }

    private static float[][] images() {
        return IntStream.range(0, GoldenLenet5.BATCH)
                .mapToObj(GoldenLenet5::image)
                .toArray(float[][]::new);
    }

    private static int[] labels() {
        return IntStream.range(0, GoldenLenet5.BATCH).map(GoldenLenet5::label).toArray();
    }

    private static void assertLogits(double[] expected, float[][] actual) {
        double tolerance = LOGITS * largest(expected);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i / GoldenLenet5.CLASSES][i % GoldenLenet5.CLASSES],
                    tolerance, "logit " + i);
        }
    }

    /** Sum, sum of squares, and chosen entries, each to the scale of the whole tensor. */
    private static void assertGradient(String network, Tensor tensor, float[] gradient) {
        String key = network + ".gradient." + tensor.name();
        double[] entries = GoldenLenet5.values(key + ".entries");
        int[] chosen = GoldenLenet5.chosenEntries(tensor.size());
        double tolerance = GRADIENTS * largest(entries);
        for (int j = 0; j < chosen.length; j++) {
            assertEquals(entries[j], gradient[tensor.offset() + chosen[j]], tolerance,
                    key + ", entry " + chosen[j]);
        }
        double sum = 0;
        double squares = 0;
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
            sum += gradient[i];
            squares += (double) gradient[i] * gradient[i];
        }
        double expectedSquares = GoldenLenet5.values(key + ".sum-of-squares")[0];
        assertEquals(expectedSquares, squares, SQUARES * expectedSquares, key);
        // As if every entry's error were of one size and sign: the root of the squares, times √n.
        assertEquals(GoldenLenet5.values(key + ".sum")[0], sum,
                GRADIENTS * StrictMath.sqrt(expectedSquares * tensor.size()), key);
    }

    private static void assertWholeGradient(float[] actual) {
        float[] golden = GoldenLenet5.siluGradients();
        for (Tensor tensor : GoldenLenet5.TENSORS) {
            double[] expected = IntStream.range(tensor.offset(), tensor.offset() + tensor.size())
                    .mapToDouble(i -> golden[i])
                    .toArray();
            double tolerance = GRADIENTS * largest(expected);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[tensor.offset() + i], tolerance,
                        tensor.name() + ", entry " + i);
            }
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    @Test
    void theNetworkLaysItsTensorsOutAsPyTorchDoes() {
        Network network = Lenet5Networks.standard(Activation.SILU);
        List<Parameter> parameters = network.parameters();
        assertEquals(GoldenLenet5.TENSORS.size(), parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            Tensor tensor = GoldenLenet5.TENSORS.get(i);
            assertEquals(tensor.name(), parameters.get(i).name());
            assertEquals(tensor.offset(), parameters.get(i).offset(), tensor.name());
            assertEquals(tensor.size(), parameters.get(i).size(), tensor.name());
        }
    }
}
