package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides before any buffer is made: which layers share a step, which works in place, how wide the
 * border around each output is, and which outputs want a gradient. Outputs are named by their node, the
 * network's input by {@link Node#NETWORK_INPUT}.
 */
final class Placement {
    private final List<Node> nodes;
    private final List<List<Integer>> groups = new ArrayList<>();
    private final int[] readers;
    private final boolean[] inPlace;
    private final Border[] borders;
    private final boolean[] wantsGradient;

    Placement(Network network, Plan.Use use, Trainable trainable) {
        this.nodes = network.nodes();
        this.readers = new int[nodes.size() + 1];
        this.inPlace = new boolean[nodes.size()];
        this.borders = new Border[nodes.size() + 1];
        Arrays.fill(borders, Border.NONE);
        this.wantsGradient = new boolean[nodes.size()];
        countReaders();
        if (use == Plan.Use.INSPECTION) {
            IntStream.range(0, nodes.size()).forEach(node -> groups.add(List.of(node)));
        } else {
            fuse(use);
            workInPlace(use);
        }
        placeBorders();
        spreadGradients(trainable);
    }

    private static int slot(int node) {
        return node + 1;
    }

    private void countReaders() {
        nodes.forEach(node -> node.sources().forEach(source -> readers[slot(source)]++));
    }

    /**
     * Layers whose output the next one alone reads are one step with it: a convolution and its pooling,
     * since the maps between are large; at inference a convolution and the batch normalization behind it,
     * and a ReLU behind a batch normalization or a sum of two: one pass over memory instead of several.
     */
    private void fuse(Plan.Use use) {
        int next = 0;
        while (next < nodes.size()) {
            int end = next + 1;
            while (end < nodes.size() && readers(end - 1) == 1
                    && nodes.get(end).sources().equals(List.of(end - 1))
                    && isOneStep(nodes.get(end - 1), nodes.get(end).layer(), use)) {
                end++;
            }
            groups.add(IntStream.range(next, end).boxed().toList());
            next = end;
        }
    }

    private static boolean isOneStep(Node node, Layer behind, Plan.Use use) {
        boolean infers = use == Plan.Use.INFERENCE;
        boolean rectifies = infers && behind == Activation.RELU;
        return switch (node.layer()) {
            case Conv2d convolution -> (infers && behind instanceof BatchNorm)
                    || PoolWindow.tiles(behind);
            case BatchNorm norm -> rectifies;
            case Add sum -> rectifies && node.sources().size() == 2;
            default -> false;
        };
    }

    /** What changes each value by itself may overwrite what it alone reads. */
    private void workInPlace(Plan.Use use) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean byItself = node.layer().isElementwise()
                    || (use == Plan.Use.INFERENCE && node.layer() instanceof BatchNorm);
            inPlace[i] = byItself && readers(node.sources().getFirst()) == 1;
        }
    }

    /** The widest border that a reader wants, of what works in place that of what comes after it. */
    private void placeBorders() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            Border wanted = inPlace[i] ? border(i) : node.layer().border(node.inputs());
            node.sources()
                    .forEach(source -> borders[slot(source)] = border(source).union(wanted));
        }
    }

    private void spreadGradients(Trainable trainable) {
        for (int i = 0; i < nodes.size(); i++) {
            wantsGradient[i] = trainable.trains(nodes.get(i))
                    || nodes.get(i).sources().stream().anyMatch(this::wantsGradient);
        }
    }

    /** The nodes that each step computes, in order. */
    List<List<Integer>> groups() {
        return groups;
    }

    /** How many inputs of layers an output is. */
    int readers(int node) {
        return readers[slot(node)];
    }

    /** Whether a layer's output overwrites its input. */
    boolean isInPlace(int node) {
        return inPlace[node];
    }

    /** The zeros around an output. */
    Border border(int node) {
        return borders[slot(node)];
    }

    /** Whether parameters that are trained lie before it. */
    boolean wantsGradient(int node) {
        return node != Node.NETWORK_INPUT && wantsGradient[node];
    }
}
