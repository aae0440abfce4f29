package dev.lanewise.engine.model;

import dev.lanewise.engine.file.ForeignTensors.Entry;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.text.Quoted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which tensor of a file is which parameter of a network. Nothing is guessed: see {@link StateDict}. */
final class StateDictNames {
    private static final String COUNTER = "num_batches_tracked";
    private static final String BIAS = "bias";
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private final boolean zeroBiases;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<Parameter, Entry> pairs = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> misshapen = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    StateDictNames(Network network, List<Entry> tensors, String prefix, Map<String, String> names,
            boolean zeroBiases) {
        this.zeroBiases = zeroBiases;
        for (Entry entry : tensors) {
            if (entry.name().startsWith(prefix) && !part(entry.name()).equals(COUNTER)) {
                entries.put(entry.name().substring(prefix.length()), entry);
            }
        }
        requireKnown(network, names.keySet());
        List<Node> nodes = network.nodes().stream().filter(n -> !n.parameters().isEmpty()).toList();
        List<Node> open = nodes.stream().filter(n -> !names.containsKey(n.name())).toList();
        Map<String, String> layers = new TreeMap<>(names);
        layers.putAll(layerNames(open, Set.copyOf(names.values())));
        for (Node node : nodes) {
            for (Parameter parameter : node.parameters()) {
                String own = join(layers.getOrDefault(node.name(), node.name()),
                        part(parameter.name()));
                take(node, parameter, names.getOrDefault(parameter.name(), own));
            }
        }
    }

    /** What follows the last dot. */
    private static String part(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What stands before the last dot; empty if there is none. */
    private static String layer(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** A module that is a layer itself has names without a dot. */
    private static String join(String layer, String part) {
        return layer.isEmpty() ? part : layer + "." + part;
    }

    private static void requireKnown(Network network, Set<String> given) {
        Set<String> known = network.nodes().stream().map(Node::name).collect(Collectors.toSet());
        network.parameters().forEach(parameter -> known.add(parameter.name()));
        for (String name : given) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("A name must be that of a layer or a parameter"
                        + " of the network, which are " + new TreeSet<>(known) + "; you gave '"
                        + name + "'.");
            }
        }
    }

    /** What the file calls layers: as the network does, with one beginning for all, or told by shapes. */
    private Map<String, String> layerNames(List<Node> nodes, Set<String> taken) {
        if (nodes.stream().allMatch(node -> hasFirst(node, node.name()))) {
            return Map.of();
        }
        Optional<String> beginning = beginning(nodes);
        if (beginning.isPresent()) {
            return nodes.stream()
                    .collect(Collectors.toMap(Node::name, n -> beginning.get() + n.name()));
        }
        return byShape(nodes, taken);
    }

    private boolean hasFirst(Node node, String name) {
        return entries.containsKey(name + "." + part(node.weight().name()));
    }

    /** The one beginning with which all layers are in the file. */
    private Optional<String> beginning(List<Node> nodes) {
        String first = "." + nodes.getFirst().weight().name();
        List<String> all = entries.keySet()
                .stream()
                .filter(name -> name.endsWith(first))
                .map(name -> name.substring(0, name.length() - first.length() + 1))
                .filter(start -> nodes.stream().allMatch(n -> hasFirst(n, start + n.name())))
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** Layers of the file that have the shapes of the network's; empty unless it is clear for all. */
    private Map<String, String> byShape(List<Node> nodes, Set<String> taken) {
        Map<String, Map<String, List<Integer>>> theirs = new TreeMap<>();
        entries.forEach((name, entry) -> theirs
                .computeIfAbsent(layer(name), key -> new TreeMap<>())
                .put(part(name), entry.dimensions()));
        theirs.keySet().removeAll(taken);
        Map<Map<String, List<Integer>>, List<String>> found = new LinkedHashMap<>();
        theirs.forEach((name, shapes) -> found
                .computeIfAbsent(signature(shapes), key -> new ArrayList<>())
                .add(name));
        Map<Map<String, List<Integer>>, List<Node>> wanted = new LinkedHashMap<>();
        nodes.forEach(node -> wanted
                .computeIfAbsent(signature(shapes(node)), key -> new ArrayList<>())
                .add(node));
        Map<String, String> names = new TreeMap<>();
        for (Map.Entry<Map<String, List<Integer>>, List<Node>> alike : wanted.entrySet()) {
            List<String> candidates = found.getOrDefault(alike.getKey(), List.of());
            if (candidates.size() != alike.getValue().size() || !differInNumbers(candidates)) {
                return Map.of();
            }
            List<String> sorted = candidates.stream().sorted(BY_NUMBERS).toList();
            for (int i = 0; i < sorted.size(); i++) {
                names.put(alike.getValue().get(i).name(), sorted.get(i));
            }
        }
        return names;
    }

    private static Map<String, List<Integer>> shapes(Node node) {
        return node.parameters()
                .stream()
                .collect(Collectors.toMap(p -> part(p.name()), Parameter::dimensions));
    }

    /** Shapes by which layers are told; a bias is left out where it may be. */
    private Map<String, List<Integer>> signature(Map<String, List<Integer>> shapes) {
        Map<String, List<Integer>> signature = new TreeMap<>(shapes);
        if (zeroBiases && shapes.getOrDefault("weight", List.of()).size() > 1) {
            signature.remove(BIAS);
        }
        return signature;
    }

    private static boolean differInNumbers(List<String> names) {
        return names.stream().map(n -> NUMBER.matcher(n).replaceAll("0")).distinct().count() == 1;
    }

    /** By the first number in which names differ. */
    private static final Comparator<String> BY_NUMBERS = (a, b) -> {
        Matcher first = NUMBER.matcher(a);
        Matcher second = NUMBER.matcher(b);
        while (first.find() && second.find()) {
            int order = new BigInteger(first.group())
                    .compareTo(new BigInteger(second.group()));
            if (order != 0) {
                return order;
            }
        }
        return a.compareTo(b);
    };

    private void take(Node node, Parameter parameter, String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            if (!isZero(node, parameter)) {
                missing.add(Quoted.of(name) + " " + parameter.dimensions());
            }
            return;
        }
        used.add(name);
        if (!entry.isReal()) {
            misshapen.add(Quoted.of(name) + " must be of type F32, F64, F16 or BF16, but is "
                    + Quoted.of(entry.type()));
        } else if (!entry.dimensions().equals(parameter.dimensions())) {
            misshapen.add(Quoted.of(name) + " must be " + parameter.dimensions() + ", but is "
                    + entry.dimensions());
        } else {
            pairs.put(parameter, entry);
        }
    }

    /** Biases of normalizations are theirs as much as the weights are. */
    private boolean isZero(Node node, Parameter parameter) {
        return zeroBiases && parameter.role() == ParameterRole.BIAS
                && node.weight().role() == ParameterRole.WEIGHT;
    }

    /** The tensor of each parameter that has one. */
    Map<Parameter, Entry> pairs() {
        return pairs;
    }

    /** All that is wrong, as a part of a sentence; empty if nothing is. */
    String wrong() {
        List<String> surplus = entries.entrySet()
                .stream()
                .filter(entry -> !used.contains(entry.getKey()))
                .map(entry -> Quoted.of(entry.getKey()) + " " + entry.getValue().dimensions())
                .toList();
        List<String> all = new ArrayList<>();
        if (!missing.isEmpty()) {
            all.add("the file lacks " + String.join(", ", missing));
        }
        if (!surplus.isEmpty()) {
            all.add("it also has " + String.join(", ", surplus));
        }
        all.addAll(misshapen);
        return String.join("; ", all);
    }
}
