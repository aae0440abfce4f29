package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The order in which a batch's gradient is summed, and who sums what. */
class BatchGradientTest {
    private static final int LANES = Backend.TILE;

    static Stream<Network> networks() {
        return Stream.concat(SmallNetworks.cases(1).map(SmallNetworks.Case::network),
                Stream.of(Lenet5Networks.standard(Activation.SILU), Lenet5Networks.article()));
    }

    private static BatchGradient gradient(Network network, Backend kernels, int lanes, int batch) {
        return new BatchGradient(new Plan(network, kernels, lanes, Plan.Use.TRAINING), batch);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void tasksCoverEveryParameterOnce(Network network) {
        for (int lanes : new int[]{LANES, 1}) {
            BatchGradient gradient = gradient(network, Kernels.auto().backend(), lanes, 40);
            int[] covered = new int[network.parameterCount()];
            for (int task = 0; task < gradient.tasks(); task++) {
                for (int i = gradient.from(task); i < gradient.to(task); i++) {
                    covered[i]++;
                }
            }
            int[] once = new int[covered.length];
            Arrays.fill(once, 1);
            assertArrayEquals(once, covered);
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 1, 1", "16, 16, 1", "16, 17, 2", "16, 64, 4", "16, 65, 5", "1, 1, 1",
            "1, 7, 7"})
    void aBatchIsCutIntoTilesAndTheseIntoLeaves(int lanes, int images, int tiles) {
        Network network = Network.input(1, 3, 3).conv2d(1, 3).build();
        BatchGradient gradient = gradient(network, Kernels.auto().backend(), lanes, 100);
        assertEquals(tiles, gradient.tiles(images));
        int leafTiles = BatchGradient.LEAF_TILES;
        assertEquals((tiles + leafTiles - 1) / leafTiles, gradient.leaves(images));
    }

    /** Random values for the tests below; the bits of a sum depend on every rounding. */
    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static float[][] images(Network network, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random(network.inputShape().size(), i + 100))
                .toArray(float[][]::new);
    }

    private static int[] labels(Network network, int count) {
        return IntStream.range(0, count).map(i -> i % network.outputs()).toArray();
    }

    /** dW is one chain of fma over the images in ascending order, db one chain of sums. */
    @Test
    @Tag("kernels")
    void aDenseGradientIsOneChainOverTheImages() {
        Network network = Network.input(1, 1, 7).dense(19).build();
        int batch = 2 * LANES + 5;
        float[][] images = images(network, batch);
        float[] parameters = random(network.parameterCount(), 1);
        float[] expected = new float[network.parameterCount()];
        float[] dz = logitGradients(network, parameters, images);
        for (int unit = 0; unit < 19; unit++) {
            for (int image = 0; image < batch; image++) {
                float g = dz[image * 19 + unit];
                for (int feature = 0; feature < 7; feature++) {
                    int i = unit * 7 + feature;
                    expected[i] = Fma.of(g, images[image][feature], expected[i]);
                }
                expected[19 * 7 + unit] += g;
            }
        }
        for (Backend kernels : kernels()) {
            TrainingPass pass = new TrainingPass(network, kernels, LANES, batch);
            pass.run(parameters, images, labels(network, batch), 0);
            SameBits.assertSameBits(expected, pass.gradient(), "dense gradient");
        }
    }

    /** Beyond 128 images a dense gradient is a chain for each leaf, and leaves are added in the tree. */
    @Test
    @Tag("kernels")
    void aLargeBatchsDenseGradientIsATreeOfChains() {
        Network network = Network.input(1, 1, 3).dense(13).build();
        int leaf = RowSums.LEAF_IMAGES;
        for (int batch : new int[]{leaf, leaf + 1, 2 * leaf + 5, 3 * leaf}) {
            float[][] images = images(network, batch);
            float[] parameters = random(network.parameterCount(), 1);
            float[] dz = logitGradients(network, parameters, images);
            float[][] leaves = new float[Math.ceilDiv(batch, leaf)][network.parameterCount()];
            for (int image = 0; image < batch; image++) {
                float[] sums = leaves[image / leaf];
                for (int unit = 0; unit < 13; unit++) {
                    float g = dz[image * 13 + unit];
                    for (int feature = 0; feature < 3; feature++) {
                        int i = unit * 3 + feature;
                        sums[i] = Fma.of(g, images[image][feature], sums[i]);
                    }
                    sums[13 * 3 + unit] += g;
                }
            }
            float[] expected = sum(leaves, 0,
                    Math.max(1, Integer.highestOneBit(2 * leaves.length - 1)));
            for (Backend kernels : kernels()) {
                TrainingPass pass = new TrainingPass(network, kernels, LANES, 3 * leaf + 7);
                pass.run(parameters, images, labels(network, batch), 0);
                SameBits.assertSameBits(expected, pass.gradient(), batch + " images");
            }
        }
    }

    private static List<Backend> kernels() {
        return List.of(Kernels.auto().backend(), Kernels.of(KernelChoice.SCALAR).backend());
    }

    /** {@code [image][class]}, from a plan and the kernel of the loss. */
    private static float[] logitGradients(Network network, float[] parameters, float[][] images) {
        Backend kernels = Kernels.of(KernelChoice.SCALAR).backend();
        Plan plan = new Plan(network, kernels, 1, Plan.Use.INFERENCE);
        int classes = network.outputs();
        float[] all = new float[images.length * classes];
        for (int i = 0; i < images.length; i++) {
            plan.load(images[i], 1, Normalization.none());
            plan.forward(parameters);
            kernels.softmaxCrossEntropy(new CrossEntropy(classes, 1, 0), plan.logits(), 0,
                    new float[]{i % classes}, 0, 1f / images.length, all, i * classes);
        }
        return all;
    }

    /**
     * Within a leaf sums keep a lane each; leaves are added in a binary tree of neighbours, and
     * only then are the lanes folded, by halves.
     */
    @Test
    @Tag("kernels")
    void aConvolutionsGradientIsATreeOfLeavesFoldedLast() {
        Network network = Network.input(2, 4, 4).conv2d(3, 3, Padding.SAME).averagePool(4).build();
        int batch = BatchGradient.LEAF_TILES * LANES * 6 + 3;
        float[][] images = images(network, batch);
        float[] parameters = random(network.parameterCount(), 2);
        for (Backend kernels : kernels()) {
            BatchGradient gradient = gradient(network, kernels, LANES, batch);
            int leaves = backward(network, kernels, gradient, parameters, images);
            assertEquals(7, leaves);
            float[][] sums = IntStream.range(0, leaves)
                    .mapToObj(leaf -> gradient.leaf(leaf * BatchGradient.LEAF_TILES).clone())
                    .toArray(float[][]::new);
            float[] expected = foldLanes(sum(sums, 0, Integer.highestOneBit(leaves - 1) * 2));
            IntStream.range(0, gradient.tasks()).forEach(gradient::reduce);
            SameBits.assertSameBits(expected, gradient.flat(), "convolution gradient");
        }
    }

    /** The subtree over {@code width} leaves from {@code first} on; leaves beyond the last are none. */
    private static float[] sum(float[][] leaves, int first, int width) {
        if (width == 1) {
            return leaves[first];
        }
        float[] left = sum(leaves, first, width / 2);
        if (first + width / 2 >= leaves.length) {
            return left;
        }
        float[] right = sum(leaves, first + width / 2, width / 2);
        float[] sum = new float[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + right[i];
        }
        return sum;
    }

    private static float[] foldLanes(float[] values) {
        float[] folded = values;
        for (int lanes = LANES; lanes > 1; lanes /= 2) {
            float[] half = new float[folded.length / 2];
            for (int i = 0; i < half.length; i++) {
                int group = i / (lanes / 2) * lanes + i % (lanes / 2);
                half[i] = folded[group] + folded[group + lanes / 2];
            }
            folded = half;
        }
        return folded;
    }

    /** Runs the tiles and leaves the reduction to the caller; returns the number of leaves. */
    private static int backward(Network network, Backend kernels, BatchGradient gradient,
            float[] parameters, float[][] images) {
        Plan plan = new Plan(network, kernels, LANES, Plan.Use.TRAINING);
        CrossEntropy loss = new CrossEntropy(network.outputs(), LANES, 0);
        gradient.begin(images.length);
        for (int tile = 0; tile < gradient.tiles(images.length); tile++) {
            if (tile % BatchGradient.LEAF_TILES == 0) {
                gradient.beginLeaf(tile / BatchGradient.LEAF_TILES);
            }
            float[] values = new float[LANES * network.inputShape().size()];
            float[] labels = new float[LANES];
            Arrays.fill(labels, -1);
            int count = Math.min(LANES, images.length - tile * LANES);
            for (int lane = 0; lane < count; lane++) {
                float[] image = images[tile * LANES + lane];
                System.arraycopy(image, 0, values, lane * image.length, image.length);
                labels[lane] = lane % network.outputs();
            }
            plan.load(values, count, Normalization.none());
            plan.forward(parameters);
            plan.lossGradient(loss, labels, 1f / images.length);
            plan.backward(parameters, gradient, tile);
        }
        return gradient.leaves(images.length);
    }

    /** What a larger batch left behind does not count, nor the order of the reduction's tasks. */
    @Test
    void aBatchOwesNothingToTheOneBefore() {
        Network network = Network.input(1, 6, 6)
                .conv2d(20, 5)
                .relu()
                .dense(30)
                .silu()
                .dense(4)
                .build();
        float[] parameters = random(network.parameterCount(), 3);
        float[][] images = images(network, 70);
        float[][] few = Arrays.copyOf(images, 5);
        TrainingPass fresh = new TrainingPass(network, Kernels.auto().backend(), LANES, 5);
        fresh.run(parameters, few, labels(network, 5), 0);
        TrainingPass used = new TrainingPass(network, Kernels.auto().backend(), LANES, 70);
        used.run(parameters, images, labels(network, 70), 0);
        used.run(parameters, few, labels(network, 5), 0);
        SameBits.assertSameBits(fresh.gradient(), used.gradient(), "gradient");
    }

    @Test
    void theOrderOfTheTasksDoesNotMatter() {
        Network network = Network.input(1, 6, 6)
                .conv2d(20, 5)
                .relu()
                .dense(30)
                .silu()
                .dense(4)
                .build();
        float[] parameters = random(network.parameterCount(), 3);
        float[][] images = images(network, 70);
        BatchGradient gradient = gradient(network, Kernels.auto().backend(), LANES, 70);
        List<Integer> tasks = new ArrayList<>();
        IntStream.range(0, gradient.tasks()).forEach(tasks::add);
        backward(network, Kernels.auto().backend(), gradient, parameters, images);
        tasks.forEach(gradient::reduce);
        float[] inOrder = gradient.flat().clone();
        backward(network, Kernels.auto().backend(), gradient, parameters, images);
        Collections.shuffle(tasks, new Random(5));
        tasks.forEach(gradient::reduce);
        SameBits.assertSameBits(inOrder, gradient.flat(), "gradient");
    }
}
