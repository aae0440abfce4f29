package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of checkpoints of the version 2, in today's texts. There the network was its input's shape
 * and a list of layers, {@code 1×28×28 [Conv2d[outChannels=6, …], SILU, …]}.
 */
final class EarlierOptions {
    private EarlierOptions() {}

    /** Today's texts; one that can't be read stays as it is, and then equals nothing. */
    static SortedMap<String, String> today(SortedMap<String, String> earlier) {
        SortedMap<String, String> options = new TreeMap<>(earlier);
        options.computeIfPresent(RunIdentity.NETWORK, (name, text) -> network(text));
        return options;
    }

    private static String network(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return text;
        }
        try {
            List<String> layers = new ArrayList<>();
            for (String layer : Attributes
                    .parse("Network[layers=" + text.substring(blank + 1) + "]")
                    .elements("layers")) {
                layers.add(layer(layer));
            }
            return "{\"input\":[" + extents(text.substring(0, blank)) + "],\"layers\":["
                    + String.join(",", layers) + "]}";
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Of a shape such as 1×28×28, or 84 for one of a single row and column. */
    private static String extents(String shape) {
        return shape.indexOf('×') < 0 ? shape + ",1,1" : shape.replace('×', ',');
    }

    /** A layer as an object: its type's first letter was a capital one, or all letters of an activation's. */
    private static String layer(String text) {
        if (text.indexOf('[') < 0) {
            return "{\"type\":\"" + text.toLowerCase(Locale.ROOT) + "\"}";
        }
        Attributes layer = Attributes.parse(text);
        String type = layer.type();
        StringBuilder json = new StringBuilder("{\"type\":\"").append(
                type.substring(0, 1).toLowerCase(Locale.ROOT))
                .append(type.substring(1))
                .append('"');
        layer.values()
                .forEach((name, value) -> json.append(",\"")
                        .append(name)
                        .append("\":")
                        .append(json(value)));
        return json.append('}').toString();
    }

    /** Numbers stay, codes of signs become strings, lists are written alike. */
    private static String json(String value) {
        return value.replaceAll("[+-]+(?=[,\\]])", "\"$0\"");
    }
}
