package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the steps of a plan leave behind for the sums over a batch, by kinds; a step asks for it while
 * the plan is compiled. All plans of a network with equal options have equal layouts. The batch's
 * {@link BatchGradient} is made of one.
 */
public final class SumLayout {
    private final int lanes;
    private final Predicate<Node> summed;
    private final List<LaneSum> laneSums = new ArrayList<>();
    private final List<RowSum> rowSums = new ArrayList<>();
    private final List<Moments> moments = new ArrayList<>();
    private int leafSize;
    private int barriers;

    /**
     * Begins a layout.
     *
     * @param summed whether a layer leaves sums
     */
    SumLayout(int lanes, Predicate<Node> summed) {
        this.lanes = lanes;
        this.summed = summed;
    }

    /** Parameters {@code [from, to)} whose sums lie one after the other in a leaf. */
    public record Run(int from, int to, int leafOffset) {}

    /**
     * For each of some parameters a sum of each lane over the positions of a leaf's tiles; the lanes are
     * folded last.
     *
     * @param offset of the first sum in a leaf
     * @param barrier the barrier at which these sums are wanted, or {@link #AT_THE_END}
     */
    public record LaneSum(int offset, List<Run> runs, int barrier) {
        static final int AT_THE_END = Integer.MAX_VALUE;

        /** The parameters that it sums. */
        public int from() {
            return runs.getFirst().from;
        }

        /** One past its last parameter. */
        public int to() {
            return runs.getLast().to;
        }
    }

    /**
     * A matrix product over the images: each tile leaves its rows of inputs and output gradients.
     *
     * @param index among the row sums
     */
    record RowSum(int index, int weight, int bias, int features, int units) {}

    /**
     * Mean and variance of each map over all images and positions of a batch, and the running averages
     * that they go into.
     *
     * @param index among the moments
     * @param barrier the barrier at which they are wanted
     */
    record Moments(int index, int channels, int barrier, Parameter mean, Parameter variance,
            float momentum) {}

    /** Whether a layer leaves sums; not if its parameters are frozen. */
    boolean isSummed(Node node) {
        return summed.test(node);
    }

    /** Lane sums of all parameters of a layer, one after the other; no place for them if it leaves none. */
    public LaneSum laneSum(Node node) {
        int from = node.weight().offset();
        if (!isSummed(node)) {
            return new LaneSum(0, List.of(), LaneSum.AT_THE_END);
        }
        return laneSum(from, from + node.parameterCount(), LaneSum.AT_THE_END);
    }

    private LaneSum laneSum(int from, int to, int barrier) {
        return laneSum(to - from, List.of(new Run(from, to, leafSize)), barrier);
    }

    /**
     * Lane sums of which not all are a parameter's.
     *
     * @param runs with offsets that count from the first sum of these
     */
    public LaneSum laneSum(int sums, List<Run> runs) {
        return laneSum(sums, runs.stream()
                .map(run -> new Run(run.from, run.to, leafSize + run.leafOffset))
                .toList(), LaneSum.AT_THE_END);
    }

    private LaneSum laneSum(int sums, List<Run> runs, int barrier) {
        LaneSum sum = new LaneSum(leafSize, runs, barrier);
        leafSize = Math.addExact(leafSize, Math.multiplyExact(sums, lanes));
        laneSums.add(sum);
        return sum;
    }

    /** The row sum of a dense layer that leaves one. */
    RowSum rowSum(Node node) {
        RowSum sum = new RowSum(rowSums.size(), node.weight().offset(), node.bias().offset(),
                node.input().size(), node.output().size());
        rowSums.add(sum);
        return sum;
    }

    /**
     * The moments of a batch normalization, wanted at the next barrier.
     *
     * @return them, and the lane sums of scale and shift, wanted at the same barrier on the way back
     */
    Normalized normalized(Node node, float momentum) {
        int barrier = barriers++;
        Moments batch = new Moments(moments.size(), node.output().channels(), barrier,
                node.parameters().get(2), node.parameters().get(3), momentum);
        moments.add(batch);
        int from = node.weight().offset();
        return new Normalized(batch,
                laneSum(from, from + 2 * node.output().channels(), barrier));
    }

    /** Both sums of a batch normalization. */
    record Normalized(Moments moments, LaneSum gradients) {}

    List<LaneSum> laneSums() {
        return List.copyOf(laneSums);
    }

    List<RowSum> rowSums() {
        return List.copyOf(rowSums);
    }

    List<Moments> moments() {
        return List.copyOf(moments);
    }

    /** Floats of a leaf. */
    int leafSize() {
        return leafSize;
    }

    /** Images in a tile. */
    int lanes() {
        return lanes;
    }

    /** How often all tiles of a batch must wait for one another on their way. */
    int barriers() {
        return barriers;
    }
}
