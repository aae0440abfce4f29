package dev.lanewise.engine.train;

import dev.lanewise.engine.file.NetworkText;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What decides which weights a run ends with, and so must not differ where it goes on: the network, the
 * values among the options, which describe themselves, and the plain options. A checkpoint keeps it as
 * texts by name. What it doesn't name has its usual value, so that runs which began before an option
 * existed can go on.
 */
final class RunIdentity {
    static final String NETWORK = "network";
    private final Network network;
    private final SortedMap<String, Attributes> values = new TreeMap<>();
    private Attributes plain = Attributes.of("Training");

    /** Of a network, without any option yet. */
    RunIdentity(Network network) {
        this.network = network;
    }

    /** Adds an option that is a value and describes itself. */
    void value(String name, Attributes attributes) {
        values.put(name, attributes);
    }

    /** Adds any other option. */
    void plain(String name, String text) {
        plain = plain.with(name, text);
    }

    /** Adds one that has its usual value where it isn't named. */
    void plain(String name, String text, String usual) {
        plain = plain.with(name, text, usual);
    }

    /** As texts by name. */
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>(plain.values());
        texts.put(NETWORK, NetworkText.write(network));
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    /**
     * Refuses the texts of a run that ends with other weights.
     *
     * @throws IllegalArgumentException if a text differs; names the option and both values
     */
    void requireEqual(Map<String, String> made) {
        String madeOf = made.getOrDefault(NETWORK, "nothing");
        if (!isEqualNetwork(madeOf)) {
            throw differs(NETWORK, madeOf, NetworkText.write(network));
        }
        Map<String, String> others = new TreeMap<>(made);
        others.remove(NETWORK);
        values.forEach((name, value) -> {
            others.remove(name);
            requireEqual(name, made.get(name), value);
        });
        plain.differenceFrom(others).ifPresent(d -> {
            throw differs(d.name(), d.earlier(), d.now());
        });
    }

    /** Compared as networks, too: the texts of two versions may differ. */
    private boolean isEqualNetwork(String text) {
        try {
            return text.equals(NetworkText.write(network))
                    || NetworkText.read(text).equals(network);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void requireEqual(String name, @Nullable String made, Attributes value) {
        Attributes earlier;
        try {
            earlier = made == null ? Attributes.of(value.type()) : Attributes.parse(made);
        } catch (IllegalArgumentException e) {
            throw differs(name, String.valueOf(made), value.toString());
        }
        value.differenceFrom(earlier).ifPresent(d -> {
            throw differs(d.name().isEmpty() ? name : d.name() + " of the " + name, d.earlier(),
                    d.now());
        });
    }

    private static IllegalArgumentException differs(String what, String made, String now) {
        return new IllegalArgumentException("The option " + what + " must be " + Quoted.of(made)
                + ", but is " + Quoted.of(now) + "; go on with what the checkpoint was made with.");
    }
}
