package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logits, loss and gradients against a double-precision reference and its finite differences, for
 * both tile widths, both kinds of kernels, and batches that leave lanes of the last tile empty.
 */
class GradientCheckTest {
    private static final List<Backend> KERNELS = List.of(Kernels.auto().backend(),
            Kernels.of(KernelChoice.SCALAR).backend());
    private static final int[] LANES = {Backend.TILE, 1};
    private static final double SMOOTHING = 0.1;
    /** Two tiles, the second with three images; a part of one. */
    private static final int[] BATCHES = {Backend.TILE + 3, 5};
    /** A few hundred roundings of 6e-8 each, none of them more than the tensor's largest entry. */
    private static final double TOLERANCE = 2e-5;
    /** Before a batch normalization a bias has no gradient: its sum cancels to a few roundings. */
    private static final double CANCELLED = 2e-6;
    /** The same for chains over the 4,096 positions of a large map. */
    private static final double LONG_CHAIN_TOLERANCE = 2e-4;

    static Stream<Case> cases() {
        return Stream.of(BATCHES[0], BATCHES[1]).flatMap(SmallNetworks::cases);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreFiniteDifferences(Case example) {
        ReferenceNetwork reference = new ReferenceNetwork(example.network(), SMOOTHING);
        double[] wide = ReferenceNetwork.widen(example.parameters());
        double[] expected = reference.gradient(wide, example.images(), example.labels());
        double loss = reference.loss(wide, example.images(), example.labels());
        for (Backend kernels : KERNELS) {
            for (int lanes : LANES) {
                TrainingPass pass = pass(example, kernels, lanes);
                assertEquals(loss, pass.loss(), 1e-6 * Math.max(1, loss), "loss");
                assertLogits(reference, example, pass);
                assertGradient(example.network(), expected, pass.gradient());
            }
        }
    }

    private static TrainingPass pass(Case example, Backend kernels, int lanes) {
        TrainingPass pass = new TrainingPass(example.network(), kernels, lanes, BATCHES[0]);
        pass.run(example.parameters(), example.images(), example.labels(), SMOOTHING);
        return pass;
    }

    private static void assertLogits(ReferenceNetwork reference, Case example, TrainingPass pass) {
        double[] parameters = ReferenceNetwork.widen(example.parameters());
        double[][] logits = reference.logits(parameters, example.images());
        for (int image = 0; image < example.images().length; image++) {
            double[] expected = logits[image];
            double[] actual = ReferenceNetwork.widen(pass.logits()[image]);
            for (int c = 0; c < expected.length; c++) {
                assertEquals(expected[c], actual[c], 1e-5, "image " + image + ", class " + c);
            }
        }
    }

    private static void assertGradient(Network network, double[] expected, float[] actual) {
        assertGradient(network, expected, actual, TOLERANCE);
    }

    private static void assertGradient(Network network, double[] expected, float[] actual,
            double relative) {
        double largest = largest(expected, 0, expected.length);
        for (Parameter p : network.parameters()) {
            if (!p.role().isTrained()) {
                continue;
            }
            double cancelled = network.parameters().stream().allMatch(q -> q.role().isTrained())
                    ? 1e-9
                    : CANCELLED;
            // The gradient of a tensor may be all but 0, the sum of large parts that cancel.
            double tolerance = relative
                    * Math.max(largest(expected, p.offset(), p.size()), largest / 100);
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                assertEquals(expected[i], actual[i], tolerance + cancelled,
                        p.name() + ", entry " + (i - p.offset()));
            }
        }
    }

    private static double largest(double[] values, int from, int count) {
        double largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    /** What a wrong backward pass would make of a right gradient. */
    private static final List<Consumer<float[]>> MISTAKES = List.of(g -> g[0] = -g[0],
            g -> g[3] *= 1.01f,
            g -> g[g.length - 1] = 0,
            g -> {
                float swapped = g[1];
                g[1] = g[2];
                g[2] = swapped;
            },
            g -> {
                for (int i = 0; i < g.length; i++) {
                    g[i] *= BATCHES[0];
                }
            });

    @Test
    void aWrongGradientIsCaught() {
        Case example = SmallNetworks.cases(BATCHES[0])
                .filter(c -> c.name().equals("pool, padded conv, pool"))
                .findFirst()
                .orElseThrow();
        double[] expected = new ReferenceNetwork(example.network(), SMOOTHING)
                .gradient(ReferenceNetwork.widen(example.parameters()), example.images(),
                        example.labels());
        float[] right = pass(example, Kernels.auto().backend(), Backend.TILE).gradient();
        assertGradient(example.network(), expected, right);
        for (Consumer<float[]> mistake : MISTAKES) {
            float[] wrong = right.clone();
            mistake.accept(wrong);
            assertThrows(AssertionError.class,
                    () -> assertGradient(example.network(), expected, wrong));
        }
    }

    @Test
    void theReferenceSeesTiesAndKinks() {
        Network network = Network.input(1, 2, 2).maxPool(2).relu().dense(2).build();
        double[] parameters = new double[network.parameterCount()];
        ReferenceNetwork reference = new ReferenceNetwork(network, 0);
        assertEquals(0.25,
                reference.margin(parameters, new float[][]{{0.5f, -1f, 0.75f, 0.25f}}));
        assertEquals(0.125, reference.margin(parameters, new float[][]{{0.125f, -1, -2, -3}}));
    }

    /** Maps so large that their unpooled gradient is made in bands of rows. */
    @Test
    void bandsOfRowsMakeTheGradientOfTheWhole() {
        Network average = Network.input(1, 128, 128)
                .layer(Conv2d.of(8, 3).stride(2).padding(1))
                .averagePool(2)
                .averagePool(32)
                .build();
        Case example = Case.of("bands", average, 2);
        double[] expected = new ReferenceNetwork(average, SMOOTHING)
                .gradient(ReferenceNetwork.widen(example.parameters()), example.images(),
                        example.labels());
        for (Backend kernels : KERNELS) {
            assertGradient(average, expected, pass(example, kernels, Backend.TILE).gradient(),
                    LONG_CHAIN_TOLERANCE);
        }
    }

    /** With one lane the same maps fit one band. */
    @Test
    void bandsOfRowsFindTheWinnersOfMaxPooling() {
        Network network = Network.input(2, 64, 64)
                .conv2d(8, 3, Padding.SAME)
                .maxPool(2)
                .conv2d(4, 3, Padding.SAME)
                .averagePool(32)
                .build();
        float[] parameters = new float[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) StrictMath.sin(i);
        }
        float[][] images = new float[3][network.inputShape().size()];
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) StrictMath.cos(i * 7.1 + images.length);
            }
        }
        Case example = new Case("bands", network, parameters, images, new int[]{0, 3, 1});
        double[] oneBand = ReferenceNetwork
                .widen(pass(example, Kernels.auto().backend(), 1).gradient().clone());
        assertTrue(largest(oneBand, 0, oneBand.length) > 1e-3);
        for (Backend kernels : KERNELS) {
            assertGradient(network, oneBand, pass(example, kernels, Backend.TILE).gradient(),
                    LONG_CHAIN_TOLERANCE);
        }
    }
}
