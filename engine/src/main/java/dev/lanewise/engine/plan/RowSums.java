package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a dense layer's parameters: the rows that the tiles of a batch leave, and their
 * products, one for each leaf of images, added in a fixed tree.
 */
final class RowSums {
    /** Images of a leaf. */
    static final int LEAF_IMAGES = 128;

    private final SumLayout.RowSum layout;
    private final Backend kernels;
    private final int lanes;
    private final int features;
    private final int units;
    /** Images that there is room for. */
    private final int images;
    private final float[] inputs;
    private final float[] gradients;
    /** For each leaf but the first, whose sums are made in the gradient, its weights' and biases' sums. */
    private final float[][] leaves;
    private int usedLeaves;

    /** {@code product} sums a whole leaf, {@code last} the smaller one at the end. */
    private record WeightTask(int from, int to, RowSums rows, int firstUnit, GemmKernel product,
            GemmKernel last)
            implements BatchGradient.Task {
        @Override
        public void reduce(float[] gradient) {
            rows.reduceWeights(this, gradient);
        }
    }

    private record BiasTask(int from, int to, RowSums rows) implements BatchGradient.Task {
        @Override
        public void reduce(float[] gradient) {
            rows.reduceBiases(this, gradient);
        }
    }

    RowSums(SumLayout.RowSum layout, Backend kernels, int lanes, int tiles) {
        this.layout = layout;
        this.kernels = kernels;
        this.lanes = lanes;
        this.features = layout.features();
        this.units = layout.units();
        this.images = tiles * lanes;
        this.inputs = new float[images * features];
        this.gradients = new float[images * units];
        this.leaves = new float[Math.ceilDiv(images, LEAF_IMAGES) - 1][(features + 1) * units];
    }

    /** The tasks of its reduction. */
    List<BatchGradient.Task> tasks() {
        List<BatchGradient.Task> tasks = new ArrayList<>();
        int most = kernels.tuning().tasks().units();
        for (int unit = 0; unit < units; unit += most) {
            int count = Math.min(most, units - unit);
            int from = layout.weight() + unit * features;
            tasks.add(new WeightTask(from, from + count * features, this, unit,
                    product(count, Math.min(images, LEAF_IMAGES)),
                    product(count, images - leaves.length * LEAF_IMAGES)));
        }
        tasks.add(new BiasTask(layout.bias(), layout.bias() + units, this));
        return tasks;
    }

    private GemmKernel product(int count, int leafImages) {
        return kernels
                .gemm(new GemmProblem(count, features, leafImages, true, units, false, features,
                        features, GemmProblem.Start.ZERO));
    }

    void begin(int tiles) {
        usedLeaves = Math.ceilDiv(tiles * lanes, LEAF_IMAGES);
        // Rows that no image fills add nothing.
        Arrays.fill(gradients, tiles * lanes * units, gradients.length, 0f);
    }

    /** Keeps a tile's inputs and output gradients, transposed to one row an image. */
    void put(int tile, float[] x, float[] dy) {
        kernels.transpose(features, lanes, x, 0, lanes, inputs, tile * lanes * features, features);
        kernels.transpose(units, lanes, dy, 0, lanes, gradients, tile * lanes * units, units);
    }

    private void reduceWeights(WeightTask task, float[] flat) {
        int place = task.firstUnit * features;
        for (int leaf = 0; leaf < usedLeaves; leaf++) {
            int first = leaf * LEAF_IMAGES;
            GemmKernel product = leaf < leaves.length ? task.product : task.last;
            product.run(gradients, first * units + task.firstUnit, inputs, first * features,
                    sums(leaf, flat), leaf == 0 ? task.from : place);
        }
        addLeaves(flat, task.from, place, task.to - task.from);
    }

    private void reduceBiases(BiasTask task, float[] flat) {
        int place = units * features;
        for (int leaf = 0; leaf < usedLeaves; leaf++) {
            int first = leaf * LEAF_IMAGES;
            float[] sums = sums(leaf, flat);
            int at = leaf == 0 ? task.from : place;
            Arrays.fill(sums, at, at + units, 0f);
            kernels.columnSums(Math.min(LEAF_IMAGES, images - first), units, gradients,
                    first * units, sums, at);
        }
        addLeaves(flat, task.from, place, units);
    }

    private float[] sums(int leaf, float[] flat) {
        return leaf == 0 ? flat : leaves[leaf - 1];
    }

    private void addLeaves(float[] flat, int from, int place, int count) {
        for (int distance = 1; distance < usedLeaves; distance *= 2) {
            for (int leaf = 0; leaf + distance < usedLeaves; leaf += 2 * distance) {
                kernels.add(leaves[leaf + distance - 1], place, sums(leaf, flat),
                        leaf == 0 ? from : place, count);
            }
        }
    }
}
