package dev.lanewise.engine.model;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Rbf;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Subsample2d;
import dev.lanewise.engine.nn.TableConv2d;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A network as one line of JSON: {@code {"input":[1,28,28],"layers":[{"type":"conv2d",…},…]}}. */
public final class NetworkText {
    private NetworkText() {}

    /** Writes a network. */
    public static String write(Network network) {
        Shape in = network.inputShape();
        StringBuilder out = new StringBuilder("{\"input\":[" + in.channels() + "," + in.height()
                + "," + in.width() + "],\"layers\":[");
        for (Node node : network.nodes()) {
            out.append(out.charAt(out.length() - 1) == '[' ? "" : ",").append(write(node.layer()));
        }
        return out.append("]}").toString();
    }

    private static String write(Layer layer) {
        return switch (layer) {
            case Conv2d c ->
                    "{\"type\":\"conv2d\",\"outChannels\":" + c.outChannels() + ",\"kernelHeight\":"
                            + c.kernelHeight() + ",\"kernelWidth\":" + c.kernelWidth()
                            + ",\"stride\":" + c.stride() + ",\"padding\":" + c.padding()
                            + ",\"dilation\":" + c.dilation() + "}";
            case MaxPool2d p -> "{\"type\":\"maxPool2d\",\"window\":" + p.window() + ",\"stride\":"
                    + p.stride() + "}";
            case AveragePool2d p -> "{\"type\":\"averagePool2d\",\"window\":" + p.window()
                    + ",\"stride\":" + p.stride() + "}";
            case ConstantPad2d p -> "{\"type\":\"constantPad2d\",\"padding\":" + p.padding()
                    + ",\"value\":" + p.value() + "}";
            case TableConv2d t -> "{\"type\":\"tableConv2d\",\"kernel\":" + t.kernel()
                    + ",\"table\":" + t.table().toString().replace(" ", "") + "}";
            case Subsample2d s -> "{\"type\":\"subsample2d\",\"window\":" + s.window() + "}";
            case Rbf r -> "{\"type\":\"rbf\",\"codes\":[\"" + String.join("\",\"", r.codes())
                    + "\"]}";
            case Dense d -> "{\"type\":\"dense\",\"units\":" + d.units() + "}";
            case Activation a -> "{\"type\":\"" + a.stem() + "\"}";
        };
    }

    /** Reads what {@link #write} wrote; an {@code IllegalArgumentException} says what is wrong. */
    public static Network read(String text) {
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

    private static Layer layer(Map<?, ?> m) {
        String type = String.valueOf(m.get("type"));
        return switch (type) {
            case "conv2d" -> new Conv2d(whole(m, "outChannels"), whole(m, "kernelHeight"),
                    whole(m, "kernelWidth"), whole(m, "stride"), whole(m, "padding"),
                    whole(m, "dilation"));
            case "maxPool2d" -> new MaxPool2d(whole(m, "window"), whole(m, "stride"));
            case "averagePool2d" -> new AveragePool2d(whole(m, "window"), whole(m, "stride"));
            case "dense" -> new Dense(whole(m, "units"));
            case "constantPad2d" -> new ConstantPad2d(whole(m, "padding"), number(m, "value"));
            case "tableConv2d" -> new TableConv2d(whole(m, "kernel"), table(m));
            case "subsample2d" -> new Subsample2d(whole(m, "window"));
            case "rbf" -> new Rbf(
                    list(m.get("codes"), "codes").stream().map(String::valueOf).toList());
            case "relu", "silu", "tanh", "scaled_tanh" ->
                    Activation.valueOf(type.toUpperCase(Locale.ROOT));
            default -> throw new IllegalArgumentException(
                    "the layer type \"" + Quoted.of(type) + "\" is unknown to this version");
        };
    }

    private static List<List<Integer>> table(Map<?, ?> members) {
        return list(members.get("table"), "table").stream()
                .map(row -> list(row, "table").stream().map(i -> whole(i, "table")).toList())
                .toList();
    }

    private static float number(Map<?, ?> members, String name) {
        if (members.get(name) instanceof Double d) {
            return d.floatValue();
        }
        throw new IllegalArgumentException(
                name + " expected a number, found " + Quoted.value(members.get(name)));
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

    private static int whole(Map<?, ?> members, String name) {
        return whole(members.get(name), name);
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
