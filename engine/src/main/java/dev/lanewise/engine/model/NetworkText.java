package dev.lanewise.engine.model;

import dev.lanewise.engine.text.Quoted;
import dev.lanewise.engine.nn.Attributes;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.LayerTypes;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A network as one line of JSON: {@code {"input":[1,28,28],"layers":[{"type":"conv2d",…},…]}}. */
final class NetworkText {
    private static final String TYPE = "type";

    private NetworkText() {}

    static String write(Network network) {
        Shape in = network.inputShape();
        StringBuilder out = new StringBuilder("{\"input\":[" + in.channels() + "," + in.height()
                + "," + in.width() + "],\"layers\":[");
        for (Node node : network.nodes()) {
            out.append(out.charAt(out.length() - 1) == '[' ? "" : ",").append(write(node.layer()));
        }
        return out.append("]}").toString();
    }

    private static String write(Layer layer) {
        StringBuilder out = new StringBuilder("{\"type\":");
        Json.write(layer.type(), out);
        layer.attributes().values().forEach((name, value) -> {
            out.append(',');
            Json.write(name, out);
            out.append(':');
            Json.write(value, out);
        });
        return out.append('}').toString();
    }

    /** Reads what {@link #write} wrote; an {@code IllegalArgumentException} says what is wrong. */
    static Network read(String text) {
        Map<?, ?> network = object(Json.parse(text), "the network");
        List<?> input = list(network.get("input"), "input");
        if (input.size() != 3) {
            throw new IllegalArgumentException(
                    "the network's input expected 3 extents, found " + input.size());
        }
        List<Layer> layers = new ArrayList<>();
        for (Object layer : list(network.get("layers"), "layers")) {
            layers.add(layer(object(layer, "a layer")));
        }
        return Network.of(new Shape(whole(input.get(0), "input"), whole(input.get(1), "input"),
                whole(input.get(2), "input")), layers);
    }

    private static Layer layer(Map<?, ?> members) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null && !name.equals(TYPE)) {
                attributes.put(String.valueOf(name), value);
            }
        });
        return LayerTypes.layer(String.valueOf(members.get(TYPE)), Attributes.of(attributes));
    }

    static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(
                what + " expected a JSON object, found " + Quoted.value(value));
    }

    static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(
                what + " expected a JSON array, found " + Quoted.value(value));
    }

    private static int whole(@Nullable Object value, String what) {
        if (value instanceof Double d && d == StrictMath.rint(d)
                && Math.abs(d) <= Integer.MAX_VALUE) {
            return d.intValue();
        }
        throw new IllegalArgumentException(
                what + " expected a whole number, found " + Quoted.value(value));
    }
}
