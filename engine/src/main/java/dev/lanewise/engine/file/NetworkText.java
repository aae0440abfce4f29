package dev.lanewise.engine.file;

import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.GraphBuilder;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.text.Quoted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A network as one line of JSON: {@code {"input":[1,28,28],"layers":[{"type":"conv2d",…},…]}}. */
public final class NetworkText {
    private static final String TYPE = "type";
    private static final String INPUTS = "inputs";
    /** The network's input among the names of layers. */
    private static final String INPUT = "input";

    private NetworkText() {}

    /** Writes a network. */
    public static String write(Network network) {
        Shape in = network.inputShape();
        StringBuilder out = new StringBuilder("{\"input\":[" + in.channels() + "," + in.height()
                + "," + in.width() + "],\"layers\":[");
        List<Node> nodes = network.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            out.append(i == 0 ? "" : ",").append(write(node.layer()));
            if (!node.sources().equals(List.of(i - 1))) {
                out.insert(out.length() - 1, inputs(node, nodes));
            }
        }
        return out.append("]}").toString();
    }

    /** The names of what a layer reads, where that is not the layer before it. */
    private static String inputs(Node node, List<Node> nodes) {
        StringBuilder out = new StringBuilder(",\"" + INPUTS + "\":");
        Json.write(node.sources()
                .stream()
                .map(source -> source == Node.NETWORK_INPUT ? INPUT : nodes.get(source).name())
                .toList(), out);
        return out.toString();
    }

    private static String write(Layer layer) {
        StringBuilder out = new StringBuilder("{\"type\":");
        Json.write(layer.type(), out);
        layer.attributes().forEach((name, value) -> {
            out.append(',');
            Json.write(name, out);
            out.append(':');
            Json.write(value, out);
        });
        return out.append('}').toString();
    }

    /** Reads what {@link #write} wrote; an {@code IllegalArgumentException} says what is wrong. */
    public static Network read(String text) {
        return read(text, Map.of());
    }

    /**
     * The same with layers of a program's own.
     *
     * @param own what makes those from their attributes, by type
     */
    public static Network read(String text,
            Map<String, Function<Map<String, Object>, CustomLayer>> own) {
        Map<?, ?> network = object(Json.parse(text), "the network");
        List<?> input = list(network.get("input"), "input");
        if (input.size() != 3) {
            throw new IllegalArgumentException(
                    "the network's input must have 3 extents, not " + input.size());
        }
        Shape shape = new Shape(whole(input.get(0), "input"), whole(input.get(1), "input"),
                whole(input.get(2), "input"));
        return new Graph(shape, own).read(list(network.get("layers"), "layers"));
    }

    /** Makes the layers and finds by their names what they read. */
    private static final class Graph {
        private final GraphBuilder builder;
        private final Map<String, GraphBuilder.Value> values = new HashMap<>();
        private final Map<String, Integer> used = new HashMap<>();
        private final Map<String, Function<Map<String, Object>, CustomLayer>> own;
        private GraphBuilder.Value last;
        private int number;

        Graph(Shape shape, Map<String, Function<Map<String, Object>, CustomLayer>> own) {
            this.own = own;
            builder = Network.graph(shape.channels(), shape.height(), shape.width());
            last = builder.input();
            values.put(INPUT, last);
        }

        Network read(List<?> layers) {
            for (Object each : layers) {
                number++;
                try {
                    add(object(each, "a layer"));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("layer " + number + ": " + e.getMessage(),
                            e);
                }
            }
            return builder.build(last);
        }

        private void add(Map<?, ?> members) {
            Layer layer = layer(members, own);
            last = builder.add(layer, inputs(members));
            // As the network names them.
            values.put(layer.stem() + used.merge(layer.stem(), 1, Integer::sum), last);
        }

        private GraphBuilder.Value[] inputs(Map<?, ?> members) {
            Object names = members.get(INPUTS);
            if (names == null) {
                return new GraphBuilder.Value[]{last};
            }
            return list(names, INPUTS).stream().map(this::value).toArray(GraphBuilder.Value[]::new);
        }

        private GraphBuilder.Value value(@Nullable Object name) {
            GraphBuilder.Value value = values.get(String.valueOf(name));
            if (value == null) {
                throw new IllegalArgumentException(
                        "the input " + Quoted.value(name)
                                + " is no layer before the one that reads it");
            }
            return value;
        }
    }

    private static Layer layer(Map<?, ?> members,
            Map<String, Function<Map<String, Object>, CustomLayer>> own) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null && !name.equals(TYPE) && !name.equals(INPUTS)) {
                attributes.put(String.valueOf(name), value);
            }
        });
        return KnownTypes.layer(String.valueOf(members.get(TYPE)), attributes, own);
    }

    public static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(what, "a JSON object", value);
    }

    static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(what, "a JSON array", value);
    }

    private static int whole(@Nullable Object value, String what) {
        if (value instanceof Double d && d == StrictMath.rint(d)
                && Math.abs(d) <= Integer.MAX_VALUE) {
            return d.intValue();
        }
        throw wrong(what, "a whole number", value);
    }

    private static IllegalArgumentException wrong(String what, String kind,
            @Nullable Object value) {
        return new IllegalArgumentException(
                what + " must be " + kind + ", not " + Quoted.value(value));
    }
}
