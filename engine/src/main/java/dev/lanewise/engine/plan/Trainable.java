package dev.lanewise.engine.plan;

import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which parameters of a network training changes; the others are frozen. Running averages are frozen with
 * the scale and the shift of their layer. Immutable.
 */
public final class Trainable {
    private final Network network;
    private final Set<String> frozen;

    private Trainable(Network network, Set<String> frozen) {
        this.network = network;
        this.frozen = frozen;
    }

    /** All of them. */
    public static Trainable all(Network network) {
        return new Trainable(network, Set.of());
    }

    /** All but those of these names. */
    public static Trainable without(Network network, Collection<String> frozen) {
        return new Trainable(network, Set.copyOf(frozen));
    }

    /** The names of the parameters that are frozen where these are trained, in their order. */
    public static List<String> frozen(Network network, Predicate<Parameter> trained) {
        List<String> names = new ArrayList<>();
        for (Node node : network.nodes()) {
            Set<Parameter> chosen = new HashSet<>();
            for (Parameter parameter : node.parameters()) {
                if (parameter.role().isTrained() && trained.test(parameter)) {
                    chosen.add(parameter);
                }
            }
            for (Parameter parameter : node.parameters()) {
                boolean stays = parameter.role().isTrained() ? !chosen.contains(parameter)
                        : chosen.isEmpty();
                if (stays) {
                    names.add(parameter.name());
                }
            }
        }
        return names;
    }

    /** Whether a parameter is trained. */
    public boolean trains(Parameter parameter) {
        return !frozen.contains(parameter.name());
    }

    /** Whether a layer has a parameter that is trained. */
    boolean trains(Node node) {
        return node.parameters().stream().anyMatch(this::trains);
    }

    /** Whether one of the parameters {@code [from, to)} is trained. */
    boolean trainsAny(int from, int to) {
        return frozen.isEmpty() || network.parameters()
                .stream()
                .anyMatch(p -> p.offset() < to && from < p.offset() + p.size() && trains(p));
    }
}
