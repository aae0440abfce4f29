package dev.lanewise.engine.train;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Values of parameters that training begins with, by name, in place of random ones. */
final class StartWeights {
    static final StartWeights NONE = new StartWeights(Map.of());
    private final Map<String, float[]> values;

    private StartWeights(Map<String, float[]> values) {
        this.values = values;
    }

    /** These and those that a model has for parameters of the same names and extents. */
    StartWeights with(Network network, Model model, Predicate<Parameter> taken) {
        Map<String, Parameter> found = model.network()
                .parameters()
                .stream()
                .collect(Collectors.toMap(Parameter::name, p -> p));
        float[] all = model.parameters();
        Map<String, float[]> more = new HashMap<>(values);
        for (Parameter own : network.parameters()) {
            Parameter other = found.get(own.name());
            if (other != null && other.dimensions().equals(own.dimensions()) && taken.test(own)) {
                float[] part = new float[own.size()];
                System.arraycopy(all, other.offset(), part, 0, part.length);
                more.put(own.name(), part);
            }
        }
        return new StartWeights(more);
    }

    /** How many parameters there are values for. */
    int count() {
        return values.size();
    }

    /** The parameters that there is no value for. */
    List<Parameter> missing(Network network) {
        return network.parameters().stream().filter(p -> !values.containsKey(p.name())).toList();
    }

    /** Overwrites the parameters that there are values for. */
    void copyTo(Network network, float[] parameters) {
        for (Parameter p : network.parameters()) {
            float[] part = values.get(p.name());
            if (part != null) {
                System.arraycopy(part, 0, parameters, p.offset(), part.length);
            }
        }
    }
}
