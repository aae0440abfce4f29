package dev.lanewise.engine.train;

import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The texts of checkpoints of the version 2 as they would be today. There the network was its input's
 * shape and a list of layers, {@code 1×28×28 [Conv2d[outChannels=6, …], SILU, …]}; numbers had no names;
 * and whatever an optimizer carried along was called a first and a second moment.
 */
final class EarlierCheckpoint {
    static final String VERSION = "lanewise checkpoint 2";
    private static final String NETWORK = CheckpointFile.OPTION + RunIdentity.NETWORK;
    private static final List<String> PROGRESS = List.of("firstEpoch", "epochs", "steps", "epoch",
            "step", "images", "correct", "lossSum", "learningRate", "nanos");
    private static final List<String> SIZES = List.of("results", "best_result", "parameters",
            "average", "first_moment", "second_moment", "best");
    /** Index of the first moment. */
    private static final int FIRST = 4;
    private static final List<String> POWERS = List.of("beta1_power", "beta2_power");

    private EarlierCheckpoint() {}

    /** Today's texts of a file of any version. */
    static Map<String, String> today(Map<String, String> texts) {
        if (!VERSION.equals(texts.get(TensorFile.VERSION))) {
            return texts;
        }
        Map<String, String> today = new TreeMap<>(texts);
        today.remove(TensorFile.VERSION);
        // A text that can't be read stays as it is, and then equals no network's.
        today.computeIfPresent(NETWORK, (name, text) -> network(text));
        loss(today);
        name(today, CheckpointFile.PROGRESS, "Progress", PROGRESS);
        name(today, CheckpointFile.SIZES, "Sizes", SIZES);
        String powers = TensorFile.text(texts, "beta_powers");
        today.put(CheckpointFile.SCALARS, powers);
        name(today, CheckpointFile.SCALARS, "Scalars", POWERS);
        return today;
    }

    /** Two numbers said what the loss was. */
    private static void loss(Map<String, String> texts) {
        String smoothing = texts.remove(CheckpointFile.OPTION + "labelSmoothing");
        String penalty = texts.remove(CheckpointFile.OPTION + "rubbishPenalty");
        if (smoothing != null && penalty != null) {
            Attributes loss = penalty.equals("Infinity") ? Attributes.of("SoftmaxCrossEntropy")
                    : Attributes.of("MaximumAPosteriori").with("penalty", penalty);
            texts.put(CheckpointFile.OPTION + "loss",
                    loss.with("labelSmoothing", smoothing, "0.0").toString());
        }
    }

    private static void name(Map<String, String> texts, String text, String type,
            List<String> names) {
        String[] numbers = TensorFile.text(texts, text).split(" ", -1);
        if (numbers.length != names.size()) {
            throw new IllegalArgumentException("its " + text + " must be " + names.size()
                    + " numbers, not " + Quoted.of(String.join(" ", numbers)));
        }
        Attributes named = Attributes.of(type);
        for (int i = 0; i < numbers.length; i++) {
            named = named.with(names.get(i), numbers[i]);
        }
        texts.put(text, named.toString());
    }

    /**
     * A state under the names that its optimizer gives today. What has no place in it keeps its name, and
     * is refused where the run goes on.
     */
    static Checkpoint.State renamed(Checkpoint.State state, String optimizer) {
        SortedMap<String, float[]> states = new TreeMap<>(state.states());
        SortedMap<String, Double> scalars = new TreeMap<>(state.scalars());
        if (!optimizer.startsWith("Adam[")) {
            scalars.values().removeIf(power -> power == 1);
            rename(states, SIZES.get(FIRST), "velocity");
            rename(states, SIZES.get(FIRST + 1), "step_sizes");
        }
        return new Checkpoint.State(state.parameters(), state.average(), state.best(),
                state.updates(), scalars, states);
    }

    private static void rename(SortedMap<String, float[]> states, String from, String to) {
        float[] array = states.remove(from);
        if (array != null && array.length > 0) {
            states.put(to, array);
        }
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
