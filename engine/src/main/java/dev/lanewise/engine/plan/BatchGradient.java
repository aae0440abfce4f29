package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a batch: what the tiles leave behind in the backward pass, and its reduction to
 * one flat gradient in an order that depends on shapes and the batch alone, never on threads. It knows
 * kinds of sums, not layers:
 *
 * <ul>
 * <li>Lane sums, of convolutions' weights and all that is summed over positions. A <em>leaf</em> is a
 * fixed number of consecutive tiles. Each lane is summed by itself within a leaf, leaves are added in
 * a fixed binary tree (neighbours at distance 1, then 2, 4 …), and the lanes of the sum are folded
 * into one number, once.
 * <li>Row sums, of dense layers: the tiles leave their activations and gradients, one row an image, and
 * {@code dW = dYᵀ·X} is a matrix product over the images of a leaf of {@value RowSums#LEAF_IMAGES},
 * each weight one chain of fma over them in ascending order; these leaves are added in the same tree.
 * <li>{@linkplain BatchMoments Moments}, of batch normalizations.
 * </ul>
 *
 * <p>Use: {@link #begin}; the plans' passes, leaves in parallel, the tiles of one leaf in order; where
 * the plan has phases, {@link #finishForward} and {@link #finishBackward} between them; then every
 * task of {@link #reduce}, in parallel. Tasks cover every parameter once, but for those of layers that
 * are frozen.
 */
public final class BatchGradient {
    /** Consecutive tiles whose lane sums are made in place. */
    public static final int LEAF_TILES = 1;

    private final Backend kernels;
    private final int chunkSums;
    private final int lanes;
    private final float[] flat;
    private final float[][] leaves;
    private final RowSums[] rows;
    private final BatchMoments[] moments;
    private final List<Task> tasks;
    private int usedLeaves;

    /** A part of the reduction that makes the gradient of the parameters {@code [from, to)}. */
    interface Task {
        int from();

        int to();

        /** Makes the gradient. */
        void reduce(float[] gradient);

        /** The batch's share in the running averages that the parameters are, or 0. */
        default float momentum() {
            return 0;
        }
    }

    /** Runs that cover {@code [from, to)}. */
    private final class LaneTask implements Task {
        private final List<SumLayout.Run> runs;
        private final int barrier;

        LaneTask(List<SumLayout.Run> runs, int barrier) {
            this.runs = runs;
            this.barrier = barrier;
        }

        @Override
        public int from() {
            return runs.getFirst().from();
        }

        @Override
        public int to() {
            return runs.getLast().to();
        }

        /** What was wanted at a barrier was reduced there. */
        @Override
        public void reduce(float[] gradient) {
            if (barrier == SumLayout.LaneSum.AT_THE_END) {
                reduceLeaves();
            }
        }

        void reduceLeaves() {
            for (int i = 0; i < runs.size(); i++) {
                BatchGradient.this.reduceLeaves(runs.get(i));
            }
        }
    }

    /**
     * Lays out the gradient of batches.
     *
     * @param plan one of the plans whose tiles make up the batches
     * @param batch most images in a batch
     */
    public BatchGradient(Plan plan, int batch) {
        SumLayout layout = plan.sums();
        this.kernels = plan.kernels();
        this.chunkSums = kernels.tuning().tasks().chunkSums();
        this.lanes = layout.lanes();
        this.flat = new float[plan.network().parameterCount()];
        int tiles = (batch + lanes - 1) / lanes;
        List<Task> parts = new ArrayList<>();
        layout.laneSums().forEach(sum -> addLaneTasks(parts, sum));
        this.rows = layout.rowSums()
                .stream()
                .map(sum -> new RowSums(sum, kernels, lanes, tiles))
                .toArray(RowSums[]::new);
        for (RowSums sums : rows) {
            parts.addAll(sums.tasks());
        }
        this.moments = layout.moments()
                .stream()
                .map(sum -> new BatchMoments(sum, tiles))
                .toArray(BatchMoments[]::new);
        for (BatchMoments batchMoments : moments) {
            parts.addAll(batchMoments.tasks());
        }
        this.leaves = new float[(tiles + LEAF_TILES - 1) / LEAF_TILES][layout.leafSize()];
        this.tasks = parts.stream().filter(task -> isWanted(plan.trainable(), task)).toList();
    }

    /** What is wanted at a barrier is wanted for the gradient of an input. */
    private static boolean isWanted(Trainable trainable, Task task) {
        return trainable.trainsAny(task.from(), task.to())
                || (task instanceof LaneTask lane
                        && lane.barrier != SumLayout.LaneSum.AT_THE_END);
    }

    private void addLaneTasks(List<Task> parts, SumLayout.LaneSum sum) {
        if (sum.runs().size() > 1) {
            parts.add(new LaneTask(sum.runs(), sum.barrier()));
            return;
        }
        SumLayout.Run all = sum.runs().getFirst();
        int laneSums = kernels.tuning().tasks().laneSums();
        for (int from = all.from(); from < all.to(); from += laneSums) {
            int to = Math.min(from + laneSums, all.to());
            parts.add(new LaneTask(List.of(new SumLayout.Run(from, to,
                    all.leafOffset() + (from - all.from()) * lanes)), sum.barrier()));
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
        for (RowSums sums : rows) {
            sums.begin(tiles(images));
        }
        for (BatchMoments batchMoments : moments) {
            batchMoments.begin(tiles(images));
        }
    }

    /** Sets the sums of a leaf to 0: the worker that takes the leaf does this first. */
    public void beginLeaf(int leaf) {
        Arrays.fill(leaves[leaf], 0f);
    }

    /** Where a tile adds its lane sums. */
    public float[] leaf(int tile) {
        return leaves[tile / LEAF_TILES];
    }

    RowSums rows(SumLayout.RowSum sum) {
        return rows[sum.index()];
    }

    BatchMoments moments(SumLayout.Moments sum) {
        return moments[sum.index()];
    }

    /** All tiles have arrived at a barrier on their way forward: makes the moments wanted there. */
    public void finishForward(int barrier) {
        for (BatchMoments batchMoments : moments) {
            if (batchMoments.layout().barrier() == barrier) {
                batchMoments.reduce();
            }
        }
    }

    /** All tiles have arrived at a barrier on their way back: makes the gradients wanted there. */
    public void finishBackward(int barrier) {
        for (int task = 0; task < tasks.size(); task++) {
            if (tasks.get(task) instanceof LaneTask lane && lane.barrier == barrier) {
                lane.reduceLeaves();
            }
        }
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
     * The share of the batch in the running average that the parameters of a task are, or 0 if they have
     * a gradient.
     */
    public float momentum(int task) {
        return tasks.get(task).momentum();
    }

    /**
     * Makes the gradient of the parameters {@code [from(task), to(task))}; of running averages, what the
     * batch adds to them. Different tasks may run at the same time.
     */
    public void reduce(int task) {
        tasks.get(task).reduce(flat);
    }

    private void reduceLeaves(SumLayout.Run run) {
        // A few sums at a time, so that they stay in the L1 cache up the tree.
        for (int i = run.from(); i < run.to(); i += chunkSums) {
            int count = Math.min(chunkSums, run.to() - i);
            int offset = run.leafOffset() + (i - run.from()) * lanes;
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
