package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.LapClock;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.Stage;
import dev.lanewise.engine.plan.Stage.Sums;
import dev.lanewise.engine.train.TrainingProfile.Pass;
import dev.lanewise.engine.train.TrainingProfile.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counters behind a {@link TrainingProfile}: a clock for each worker, whose laps are the rows,
 * and one for the caller. Read on the caller's thread between steps.
 */
final class StepProfile {
    /** Lap in which a worker reads samples and fills a tile. */
    static final int LOAD = 0;
    /** Lap in which a worker distorts samples. */
    static final int AUGMENT = 1;
    /** Lap in which a worker sets a leaf to 0. */
    static final int CLEAR = 2;
    /** Lap of the loss. */
    static final int LOSS = 3;
    /** Lap of the update. */
    static final int UPDATE = 4;
    /** First lap of a plan's steps. */
    static final int STEPS = 5;

    private final int lanes;
    private final List<Cost> costs = new ArrayList<>();
    private final List<Stage> reduced;
    private final int firstReduction;
    private final int workerCount;
    private final LapClock[] clocks;
    private final LapClock parallel = new LapClock(1);
    private long steps;
    private long images;
    private long tiles;
    private long leaves;
    private long wallNanos;
    private int epochs;

    /** A row, the lap that times it, and what it costs. */
    private record Cost(String name, Pass pass, int lap, long imageFlops, long tileBytes,
            long leafBytes, long stepBytes) {}

    /**
     * @param plan one of the plans that are timed
     * @param workers threads
     * @param clocks how many there must be: one for each plan, and for each worker
     * @param augments whether samples are distorted
     * @param loss what the row of the loss is called
     * @param updateBytes bytes that an update reads and writes
     */
    StepProfile(Plan plan, int workers, int clocks, boolean augments, String loss,
            long updateBytes) {
        this.lanes = plan.lanes();
        this.workerCount = workers;
        Network network = plan.network();
        List<Stage> stages = plan.stages();
        this.reduced = stages.stream().filter(stage -> stage.sums() != Sums.NONE).toList();
        this.firstReduction = STEPS + 2 * stages.size();
        long leafBytes = reduced.stream()
                .filter(stage -> stage.sums() == Sums.LANES)
                .mapToLong(stage -> leafBytes(stage.nodes().getFirst()))
                .sum();
        long imageBytes = 2 * tileBytes(network.inputShape());
        costs.add(new Cost("images", Pass.LOAD, LOAD, 0, imageBytes, 0, 0));
        if (augments) {
            costs.add(new Cost("images", Pass.AUGMENT, AUGMENT, 0, imageBytes, 0, 0));
        }
        costs.add(new Cost("leaves", Pass.CLEAR, CLEAR, 0, 0, leafBytes, 0));
        addStages(stages, network.outputShape(), loss);
        for (int i = 0; i < reduced.size(); i++) {
            costs.add(reduction(reduced.get(i), firstReduction + i));
        }
        costs.add(new Cost("weights", Pass.UPDATE, UPDATE, 0, 0, 0, updateBytes));
        this.clocks = new LapClock[clocks];
        Arrays.setAll(this.clocks, i -> new LapClock(firstReduction + reduced.size()));
    }

    private void addStages(List<Stage> stages, Shape logits, String loss) {
        List<Cost> backward = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.nodes().isEmpty()) {
                continue;
            }
            Node first = stage.nodes().getFirst();
            long values = tileBytes(stage.nodes().getLast().output());
            for (Shape input : first.inputs()) {
                values += tileBytes(input);
            }
            costs.add(new Cost(stage.name(), Pass.FORWARD, STEPS + 2 * i, 2 * first.multiplyAdds(),
                    values + parameterBytes(first), 0, 0));
            if (stage.goesBackward()) {
                backward.add(0, backward(stage, STEPS + 2 * i + 1, values));
            }
        }
        costs.add(new Cost(loss, Pass.LOSS, LOSS, 0, 2 * tileBytes(logits), 0, 0));
        costs.addAll(backward);
    }

    /** {@code values}: bytes of a tile's inputs and of the gradient of its outputs. */
    private Cost backward(Stage stage, int lap, long values) {
        Node node = stage.nodes().getFirst();
        boolean wantsGradient = stage.wantsInputGradient();
        long gradientFlops = 2 * node.multiplyAdds();
        long flops = wantsGradient ? gradientFlops : 0;
        long bytes = values
                + (wantsGradient ? parameterBytes(node) + tileBytes(node.input()) : 0);
        return switch (stage.sums()) {
            case LANES -> new Cost(stage.name(), Pass.BACKWARD, lap, flops + gradientFlops,
                    bytes + leafBytes(node), 0, 0);
            // It copies its inputs and gradients to where the reduction finds them.
            case ROWS -> new Cost(stage.name(), Pass.BACKWARD, lap, flops, bytes + values, 0, 0);
            case NONE -> new Cost(stage.name(), Pass.BACKWARD, lap, flops, bytes, 0, 0);
        };
    }

    private Cost reduction(Stage stage, int lap) {
        Node node = stage.nodes().getFirst();
        return stage.sums() == Sums.ROWS
                ? new Cost(node.name(), Pass.REDUCE, lap, 2 * node.multiplyAdds(),
                        tileBytes(node.input()) + tileBytes(node.output()), 0, parameterBytes(node))
                : new Cost(node.name(), Pass.REDUCE, lap, 0, 0, leafBytes(node),
                        parameterBytes(node));
    }

    private long tileBytes(Shape shape) {
        return (long) Float.BYTES * shape.size() * lanes;
    }

    private static long parameterBytes(Node node) {
        return (long) Float.BYTES * node.parameterCount();
    }

    /** A leaf holds a sum for each parameter and lane. */
    private long leafBytes(Node node) {
        return parameterBytes(node) * lanes;
    }

    /** One of the clocks. */
    LapClock clock(int index) {
        return clocks[index];
    }

    /** The clock of the caller, whose only lap is the time in which all workers may work. */
    LapClock parallel() {
        return parallel;
    }

    /** The lap in which the gradient of the parameter at {@code offset} is reduced. */
    int reductionLap(int offset) {
        int lap = firstReduction;
        for (Stage stage : reduced) {
            Node node = stage.nodes().getFirst();
            lap += node.weight().offset() + node.parameterCount() <= offset ? 1 : 0;
        }
        return lap;
    }

    /** Counts a step that ended. */
    void addStep(int stepImages, int stepTiles, int stepLeaves, long nanos) {
        steps++;
        images += stepImages;
        tiles += stepTiles;
        leaves += stepLeaves;
        wallNanos += nanos;
    }

    /** An epoch begins: the second one forgets the first, in which the JVM compiles. */
    void beginEpoch() {
        epochs++;
        if (epochs == 2) {
            reset();
        }
    }

    private void reset() {
        for (LapClock clock : clocks) {
            clock.reset();
        }
        parallel.reset();
        steps = 0;
        images = 0;
        tiles = 0;
        leaves = 0;
        wallNanos = 0;
    }

    /** The steps so far. */
    TrainingProfile snapshot() {
        List<Row> rows = new ArrayList<>();
        long busy = 0;
        for (Cost cost : costs) {
            long nanos = 0;
            long calls = 0;
            for (LapClock clock : clocks) {
                nanos += clock.nanos(cost.lap);
                calls += clock.count(cost.lap);
            }
            busy += nanos;
            rows.add(new Row(cost.name, cost.pass, nanos, calls, images * cost.imageFlops,
                    tiles * cost.tileBytes + leaves * cost.leafBytes + steps * cost.stepBytes));
        }
        long together = workerCount * parallel.nanos(0);
        rows.add(new Row("caller", Pass.SERIAL, workerCount * wallNanos - together, 0, 0, 0));
        rows.add(new Row("workers", Pass.IDLE, together - busy, 0, 0, 0));
        return new TrainingProfile(workerCount, steps, images, wallNanos, rows);
    }
}
