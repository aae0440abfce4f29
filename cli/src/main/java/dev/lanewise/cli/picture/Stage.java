package dev.lanewise.cli.picture;

import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.Subsample2d;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a network as LeCun et al. (1998) count and name them: C1, S2, C3, S4, C5, F6 and the
 * outputs.
 *
 * @param name such as C1; {@code Output} for the last
 * @param node the layer
 * @param seen place in the network of what the next stage sees: the activation after the layer, if
 *            there is one
 * @param kind what it does
 */
record Stage(String name, Node node, int seen, Kind kind) {

    /** What a stage does. */
    enum Kind {
        /** Convolves maps; a dense layer on maps is one whose kernel is as large as they are. */
        CONVOLUTION("C", "convolution"),
        /** Makes maps smaller. */
        SUBSAMPLING("S", "subsampling"),
        /** Combines all values. */
        FULL("F", "full connection");

        private final String letter;
        private final String word;

        Kind(String letter, String word) {
            this.letter = letter;
            this.word = word;
        }

        /** What it is called. */
        String word() {
            return word;
        }
    }

    /** Whether its output is maps, not single values. */
    boolean hasMaps() {
        return node.output().height() * node.output().width() > 1;
    }

    /** The stages of a network. */
    static List<Stage> of(Network network) {
        List<Node> nodes = network.nodes();
        List<Stage> stages = new ArrayList<>();
        boolean convolved = false;
        for (int i = 0; i < nodes.size(); i++) {
            Kind kind = kind(nodes.get(i).layer());
            if (kind == null) {
                continue;
            }
            convolved |= kind == Kind.CONVOLUTION;
            boolean activated = i + 1 < nodes.size()
                    && nodes.get(i + 1).layer() instanceof Activation;
            boolean onMaps = convolved && nodes.get(i).input().height() > 1;
            String letter = kind == Kind.FULL && onMaps ? Kind.CONVOLUTION.letter : kind.letter;
            stages.add(new Stage(letter + (stages.size() + 1), nodes.get(i),
                    activated ? i + 1 : i, kind));
        }
        if (!stages.isEmpty() && stages.getLast().kind == Kind.FULL) {
            Stage last = stages.removeLast();
            stages.add(new Stage("Output", last.node, last.seen, last.kind));
        }
        return stages;
    }

    private static @Nullable Kind kind(Layer layer) {
        return switch (layer) {
            case Conv2d c -> Kind.CONVOLUTION;
            case TableConv2d c -> Kind.CONVOLUTION;
            case MaxPool2d p -> Kind.SUBSAMPLING;
            case AveragePool2d p -> Kind.SUBSAMPLING;
            case Subsample2d s -> Kind.SUBSAMPLING;
            case Dense d -> Kind.FULL;
            case Rbf r -> Kind.FULL;
            default -> null;
        };
    }
}
