package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.LayerExtension;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan's forward pass: the same bits however a tile is filled and whatever it is kept for. */
class PlanTest {
    private static final List<Backend> KERNELS = List.of(Kernels.auto().backend(),
            Kernels.of(KernelChoice.SCALAR).backend());
    private static final Network DENSE = Network.input(1, 1, 3).dense(2).build();
    private static final float[] WEIGHTS = {1, 2, 3, -1, 0.5f, 0, 10, 20};

    /** A layer as a program might write one: it says what it is, but brings no step. */
    private record Foreign() implements LayerExtension {
        @Override
        public Shape outputShape(String name, Shape input) {
            return input;
        }

        @Override
        public int extentBefore(int extent, boolean rows) {
            return extent;
        }

        @Override
        public String type() {
            return "foreign";
        }

        @Override
        public String stem() {
            return "foreign";
        }
    }

    @Test
    void aLayerWithoutAStepIsRefused() {
        Network network = Network.input(1, 1, 3).layer(new Foreign()).build();
        assertEquals("Layer foreign1 must be one that the engine can compute; you gave a "
                + Foreign.class.getName() + ".",
                assertThrows(IllegalArgumentException.class,
                        () -> new Plan(network, Kernels.auto().backend(), 1, Plan.Use.INFERENCE))
                        .getMessage());
    }

    static Stream<Case> cases() {
        return SmallNetworks.onePhase(Backend.TILE);
    }

    /** Dropout drops in training alone. */
    static Stream<Case> casesWithoutDropout() {
        return cases().filter(c -> c.network()
                .nodes()
                .stream()
                .noneMatch(node -> node.layer() instanceof Dropout));
    }

    /**
     * One lane or sixteen, inference or training, scalar or not: every logit is the same chain.
     */
    @ParameterizedTest
    @MethodSource("casesWithoutDropout")
    @Tag("kernels")
    void everyPlanComputesTheSameLogits(Case example) {
        float[][] expected = logits(example,
                new Plan(example.network(), Kernels.of(KernelChoice.SCALAR).backend(),
                        Backend.TILE, Plan.Use.TRAINING),
                example.images().length);
        for (Backend kernels : KERNELS) {
            for (Plan.Use use : Plan.Use.values()) {
                for (int lanes : new int[]{Backend.TILE, 1}) {
                    Plan plan = new Plan(example.network(), kernels, lanes, use);
                    for (int count : new int[]{lanes, Math.min(lanes, 3), 1, lanes}) {
                        float[][] actual = logits(example, plan, count);
                        for (int i = 0; i < count; i++) {
                            SameBits.assertSameBits(expected[i], actual[i], "image " + i);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("kernels")
    void preparedParametersGiveTheSameLogits(Case example) {
        float[] other = example.parameters().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] *= 2;
        }
        for (Backend kernels : KERNELS) {
            for (int lanes : new int[]{Backend.TILE, 1}) {
                Plan plan = new Plan(example.network(), kernels, lanes, Plan.Use.INFERENCE);
                float[][] expected = logits(example, plan, 1);
                plan.prepare(other);
                SameBits.assertSameBits(expected[0], logits(example, plan, 1)[0],
                        "others prepared");
                plan.prepare(example.parameters());
                SameBits.assertSameBits(expected[0], logits(example, plan, 1)[0], "prepared");
            }
        }
    }

    @Test
    void parametersThatChangeCantBePrepared() {
        Plan plan = new Plan(DENSE, Kernels.auto().backend(), 1, Plan.Use.TRAINING);
        assertThrows(IllegalStateException.class, () -> plan.prepare(WEIGHTS));
    }

    private static float[][] logits(Case example, Plan plan, int count) {
        float[] values = new float[count * example.network().inputShape().size()];
        for (int i = 0; i < count; i++) {
            float[] image = example.images()[i];
            System.arraycopy(image, 0, values, i * image.length, image.length);
        }
        plan.load(values, count, Normalization.none());
        plan.forward(example.parameters());
        float[][] logits = new float[count][example.network().outputs()];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < logits[i].length; c++) {
                logits[i][c] = plan.logits()[c * plan.lanes() + i];
            }
        }
        return logits;
    }

    @Test
    void aDenseLayerIsWeightsTimesInputPlusBias() {
        Plan plan = plan(1);
        plan.load(new float[]{1, 10, 100}, 1, Normalization.none());
        plan.forward(WEIGHTS);
        assertArrayEquals(new float[]{331, 24}, plan.logits());
        assertEquals(DENSE, plan.network());
    }

    @Test
    void loadingNormalizes() {
        Plan plan = plan(1);
        plan.load(new float[]{2, 4, 6}, 1, Normalization.of(0.5f, -1));
        plan.forward(WEIGHTS);
        assertArrayEquals(new float[]{0 + 2 + 6 + 10, 0 + 0.5f + 20}, plan.logits());
    }

    /** An image of an earlier batch must not shine through, and an empty lane holds zeros. */
    @Test
    void lanesWithoutAnImageAreEmptied() {
        Plan plan = plan(Backend.TILE);
        float[] sevens = new float[Backend.TILE * 3];
        Arrays.fill(sevens, 7);
        plan.load(sevens, Backend.TILE, Normalization.none());
        plan.forward(WEIGHTS);
        assertEquals(52, plan.logits()[Backend.TILE - 1]);
        plan.load(sevens, 1, Normalization.none());
        plan.forward(WEIGHTS);
        assertEquals(52, plan.logits()[0]);
        for (int lane = 1; lane < Backend.TILE; lane++) {
            assertEquals(10, plan.logits()[lane], "only the bias in lane " + lane);
        }
    }

    @Test
    void parametersAreReadAtEveryPass() {
        Plan plan = plan(1);
        plan.load(new float[]{1, 10, 100}, 1, Normalization.none());
        plan.forward(WEIGHTS);
        float before = plan.logits()[0];
        plan.forward(new float[WEIGHTS.length]);
        assertNotEquals(before, plan.logits()[0]);
        assertArrayEquals(new float[2], plan.logits());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 15, 17})
    void aTileHasOneOrSixteenImages(int lanes) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> plan(lanes));
        assertEquals("A tile must have 1 or 16 images; you gave " + lanes + ".", e.getMessage());
    }

    @Test
    void aPlanForInferenceHasNoGradients() {
        Plan plan = new Plan(DENSE, Kernels.auto().backend(), 1, Plan.Use.INFERENCE);
        BatchGradient gradient = new BatchGradient(plan(1), 1);
        String message = "The plan must be compiled for TRAINING, but is for INFERENCE, which "
                + "keeps no gradients; compile another one.";
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> plan.lossGradient(new CrossEntropy(2, 1, 0), new float[1], 1)).getMessage());
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> plan.backward(WEIGHTS, gradient, 0)).getMessage());
        assertEquals(message, assertThrows(IllegalStateException.class,
                () -> plan.curvature(new CrossEntropy(2, 1, 0), new float[1], new float[1], WEIGHTS,
                        gradient, 0))
                .getMessage());
    }

    @Test
    void aPlanTellsWhatItWasMadeFor() {
        assertEquals(DENSE, plan(1).network());
        assertEquals(1, plan(1).lanes());
        assertEquals(Backend.TILE, plan(Backend.TILE).lanes());
    }

    /** Maps of 2·3·4 and 5·2·3 values and 7 logits, 16 images of 4 bytes each. */
    @Test
    void bytesCountTheMapsOfATile() {
        Network network = Network.input(2, 3, 4).conv2d(5, 2).dense(7).build();
        long values = 24 + 30 + 7;
        assertEquals(values * 64, Plan.bytes(network, Plan.Use.INFERENCE));
        assertEquals(values * 64 * 3, Plan.bytes(network, Plan.Use.TRAINING));
    }

    @Test
    void mapsThatFitNoArrayAreRefused() {
        Network wide = Network.input(3, 10_000, 10_000).maxPool(1000).dense(2).build();
        assertTooLarge(
                "The network's input must have maps of at most 2147483647 floats, but has 16 "
                        + "images of 3×10000×10000; use a smaller input.",
                wide, Backend.TILE);
        new Plan(Network.input(1, 100, 100).maxPool(50).dense(2).build(), Kernels.auto().backend(),
                Backend.TILE, Plan.Use.TRAINING);
        Network padded = Network.input(1, 28, 28)
                .conv2d(2, 1)
                .layer(Conv2d.of(1, 1).stride(1_000_000).padding(1_000_000_000))
                .maxPool(2001)
                .dense(2)
                .build();
        assertTooLarge(
                "Layer conv1 must have maps of at most 2147483647 floats, but has 1 image of "
                        + "2×28×28 with a border of 1000000000 for the layer after it; use a smaller "
                        + "layer, or less padding.",
                padded, 1);
        Network many = Network.input(1, 28, 28).conv2d(300_000, 1).maxPool(28).dense(2).build();
        assertTooLarge(
                "Layer conv1 must have maps of at most 2147483647 floats, but has 16 images of "
                        + "300000×28×28; use a smaller layer.",
                many, Backend.TILE);
    }

    private static void assertTooLarge(String message, Network network, int lanes) {
        assertEquals(message, assertThrows(ShapeException.class,
                () -> new Plan(network, Kernels.auto().backend(), lanes, Plan.Use.INFERENCE))
                .getMessage());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Plan plan = plan(1);
        float[] two = new float[2 * 3];
        assertThrows(IndexOutOfBoundsException.class,
                () -> plan.load(two, 2, Normalization.none()));
        assertThrows(IndexOutOfBoundsException.class,
                () -> plan.load(new float[2], 1, Normalization.none()));
        assertThrows(IndexOutOfBoundsException.class,
                () -> plan(Backend.TILE).load(new float[5], 2, Normalization.none()));
        assertThrows(IndexOutOfBoundsException.class,
                () -> plan.load(two, -1, Normalization.none()));
        assertThrows(IndexOutOfBoundsException.class, () -> plan.forward(new float[7]));
    }

    private static Plan plan(int lanes) {
        return new Plan(DENSE, Kernels.auto().backend(), lanes, Plan.Use.INFERENCE);
    }
}
