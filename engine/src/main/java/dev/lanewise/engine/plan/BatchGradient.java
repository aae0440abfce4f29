package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.Gemm;
import dev.lanewise.engine.kernel.GemmShape;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.TableConv2d;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a batch: what the tiles leave behind in the backward pass, and its reduction to
 * one flat gradient in an order that depends on shapes and the batch alone, never on threads.
 *
 * <ul>
 * <li>A <em>leaf</em> is a fixed number of consecutive tiles. The weights of convolutions are
 * summed a lane each within a leaf, leaves are added in a fixed binary tree (neighbours at distance
 * 1, then 2, 4 …), and the lanes of the sum are folded into one number, once.
 * <li>A dense layer's weights need no sum over tiles: the tiles leave their activations and
 * gradients, one row an image, and {@code dW = dYᵀ·X} is one matrix product over the whole batch,
 * each weight one chain of fma over the images in ascending order.
 * </ul>
 *
 * <p>Use: {@link #begin}; the plans' backward passes, leaves in parallel, the tiles of one leaf in
 * order; then every task of {@link #reduce}, in parallel. Tasks cover every parameter once.
 */
public final class BatchGradient {
    /** Consecutive tiles whose convolution gradients are summed in place. */
    public static final int LEAF_TILES = 1;
    private static final int CONVOLUTION_TASK_WEIGHTS = 512;
    private static final int CHUNK_WEIGHTS = 32;
    private static final int DENSE_TASK_ROWS = 12;

    private final Kernels kernels;
    private final int lanes;
    private final float[] flat;
    private final float[][] leaves;
    private final int[] leafWeights;
    private final int[] leafBiases;
    private final DenseRows[] dense;
    private final List<Task> tasks;
    private int usedLeaves;

    /** One row an image: the inputs of a dense layer and the gradients of its outputs. */
    @SuppressWarnings("ArrayRecordComponent")
    private record DenseRows(int features, int units, float[] inputs, float[] gradients) {}

    /** A part of the reduction that makes the gradient of the parameters {@code [from, to)}. */
    private sealed interface Task {
        int from();

        int to();
    }

    /** Parameters {@code [from, to)} whose sums lie one after the other in a leaf. */
    private record Run(int from, int to, int leafOffset) {}

    /** Runs that cover {@code [from, to)}. */
    private record LeafTask(int from, int to, List<Run> runs) implements Task {}

    private record DenseWeightTask(int from, int to, DenseRows rows, int firstUnit, Gemm product)
            implements Task {}

    private record DenseBiasTask(int from, int to, DenseRows rows) implements Task {}

    /**
     * Lays out the gradient of batches.
     *
     * @param lanes images in a tile
     * @param batch most images in a batch
     */
    public BatchGradient(Network network, Kernels kernels, int lanes, int batch) {
        this.kernels = kernels;
        this.lanes = lanes;
        this.flat = new float[network.parameterCount()];
        int tiles = (batch + lanes - 1) / lanes;
        List<Integer> weights = new ArrayList<>();
        List<Integer> biases = new ArrayList<>();
        List<DenseRows> rows = new ArrayList<>();
        List<Task> parts = new ArrayList<>();
        int leafSize = 0;
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Dense) {
                DenseRows layer = new DenseRows(node.input().size(), node.output().size(),
                        new float[tiles * lanes * node.input().size()],
                        new float[tiles * lanes * node.output().size()]);
                rows.add(layer);
                addDenseTasks(parts, node, layer, tiles * lanes);
            } else if (!node.parameters().isEmpty()) {
                int summed = summedWeights(node);
                weights.add(leafSize);
                biases.add(leafSize + summed * lanes);
                addLeafTasks(parts, node, leafSize);
                leafSize += (summed + node.bias().size()) * lanes;
            }
        }
        this.leaves = new float[(tiles + LEAF_TILES - 1) / LEAF_TILES][leafSize];
        this.leafWeights = weights.stream().mapToInt(Integer::intValue).toArray();
        this.leafBiases = biases.stream().mapToInt(Integer::intValue).toArray();
        this.dense = rows.toArray(DenseRows[]::new);
        this.tasks = List.copyOf(parts);
    }

    private void addDenseTasks(List<Task> parts, Node node, DenseRows layer, int images) {
        int start = node.weight().offset();
        for (int unit = 0; unit < layer.units; unit += DENSE_TASK_ROWS) {
            int units = Math.min(DENSE_TASK_ROWS, layer.units - unit);
            GemmShape shape = new GemmShape(units, layer.features, images, true, layer.units, false,
                    layer.features, layer.features, GemmShape.Start.ZERO);
            int from = start + unit * layer.features;
            parts.add(new DenseWeightTask(from, from + units * layer.features, layer, unit,
                    kernels.gemm(shape)));
        }
        parts.add(
                new DenseBiasTask(node.bias().offset(), node.bias().offset() + layer.units, layer));
    }

    /** Weights whose gradients a leaf sums: of a table-connected convolution those of the full one. */
    private static int summedWeights(Node node) {
        return node.layer() instanceof TableConv2d table
                ? Math.multiplyExact(table.table().size() * node.input().channels(),
                        table.kernel() * table.kernel())
                : node.weight().size();
    }

    private void addLeafTasks(List<Task> parts, Node node, int leafOffset) {
        int start = node.weight().offset();
        if (node.layer() instanceof TableConv2d table) {
            int size = table.kernel() * table.kernel();
            List<Run> runs = new ArrayList<>();
            int from = start;
            for (int place : TableConvolutionStep.places(table, node.input().channels())) {
                runs.add(new Run(from, from + size, leafOffset + place * lanes));
                from += size;
            }
            runs.add(new Run(from, from + node.bias().size(),
                    leafOffset + summedWeights(node) * lanes));
            parts.add(new LeafTask(start, start + node.parameterCount(), runs));
            return;
        }
        int count = node.parameterCount();
        for (int i = 0; i < count; i += CONVOLUTION_TASK_WEIGHTS) {
            int to = Math.min(i + CONVOLUTION_TASK_WEIGHTS, count);
            parts.add(new LeafTask(start + i, start + to,
                    List.of(new Run(start + i, start + to, leafOffset + i * lanes))));
        }
    }

    /** The reduced gradient, in the order of the network's parameters; the array itself. */
    public float[] flat() {
        return flat;
    }

    /** Number of leaves of a batch. */
    public int leaves(int images) {
        return (tiles(images) + LEAF_TILES - 1) / LEAF_TILES;
    }

    /** Number of tiles of a batch. */
    public int tiles(int images) {
        return (images + lanes - 1) / lanes;
    }

    /**
     * Gets ready for a batch.
     *
     * @param images its size, at most the batch this was laid out for
     */
    public void begin(int images) {
        usedLeaves = leaves(images);
        for (DenseRows rows : dense) {
            // A dense gradient always sums over a whole batch; rows that no image fills add
            // nothing.
            Arrays.fill(rows.gradients, tiles(images) * lanes * rows.units, rows.gradients.length,
                    0f);
        }
    }

    /** Sets the sums of a leaf to 0: the worker that takes the leaf does this first. */
    public void beginLeaf(int leaf) {
        Arrays.fill(leaves[leaf], 0f);
    }

    float[] leaf(int tile) {
        return leaves[tile / LEAF_TILES];
    }

    int leafWeight(int layer) {
        return leafWeights[layer];
    }

    int leafBias(int layer) {
        return leafBiases[layer];
    }

    /**
     * Keeps a tile's inputs and output gradients of a dense layer, transposed to one row an image.
     */
    void putDense(int layer, int tile, float[] inputs, float[] gradients) {
        DenseRows rows = dense[layer];
        kernels.transpose(rows.features, lanes, inputs, 0, lanes, rows.inputs,
                tile * lanes * rows.features, rows.features);
        kernels.transpose(rows.units, lanes, gradients, 0, lanes, rows.gradients,
                tile * lanes * rows.units, rows.units);
    }

    /** Number of tasks of the reduction. */
    public int tasks() {
        return tasks.size();
    }

    /** First parameter of a task. */
    public int from(int task) {
        return tasks.get(task).from();
    }

    /** One past the last parameter of a task. */
    public int to(int task) {
        return tasks.get(task).to();
    }

    /**
     * Makes the gradient of the parameters {@code [from(task), to(task))}. Different tasks may run
     * at the same time.
     */
    public void reduce(int task) {
        switch (tasks.get(task)) {
            case LeafTask t -> {
                for (int i = 0; i < t.runs.size(); i++) {
                    reduceLeaves(t.runs.get(i));
                }
            }
            case DenseWeightTask t ->
                    t.product.run(t.rows.gradients, t.firstUnit, t.rows.inputs, 0, flat, t.from);
            case DenseBiasTask t -> {
                Arrays.fill(flat, t.from, t.to, 0f);
                kernels.columnSums(t.rows.gradients.length / t.rows.units, t.rows.units,
                        t.rows.gradients, 0, flat, t.from);
            }
        }
    }

    private void reduceLeaves(Run run) {
        // A few weights at a time, so that their sums stay in the L1 cache up the tree.
        for (int i = run.from; i < run.to; i += CHUNK_WEIGHTS) {
            int count = Math.min(CHUNK_WEIGHTS, run.to - i);
            int offset = run.leafOffset + (i - run.from) * lanes;
            for (int distance = 1; distance < usedLeaves; distance *= 2) {
                for (int leaf = 0; leaf + distance < usedLeaves; leaf += 2 * distance) {
                    kernels.add(leaves[leaf + distance], offset, leaves[leaf], offset,
                            count * lanes);
                }
            }
            kernels.fold(lanes, count, leaves[0], offset, flat, i);
        }
    }
}
