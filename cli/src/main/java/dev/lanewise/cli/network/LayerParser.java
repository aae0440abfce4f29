package dev.lanewise.cli.network;

import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.base.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads layers in a line:
 *
 * <pre>{@code
 * layers = layer { "," layer }
 * layer  = name { argument } | "residual" "(" layers [ "|" layers ] ")"
 * }</pre>
 *
 * <p>Blanks separate words and mean nothing elsewhere. Errors tell a character's place counted from 1.
 */
final class LayerParser {
    private static final String RESIDUAL = "residual";
    private static final String MARKS = ",|()";
    private static final int DEEPEST = 16;

    private final String text;
    private int at;
    private int depth;

    LayerParser(String text) {
        this.text = text;
    }

    /**
     * The whole text.
     *
     * @throws UsageException if it is wrong
     */
    LayerPart read() {
        LayerPart layers = layers();
        if (at < text.length()) {
            throw wrong(at, "have a comma between layers", text.substring(at, at + 1), "");
        }
        return layers;
    }

    private LayerPart layers() {
        List<LayerPart> parts = new ArrayList<>();
        do {
            parts.add(layer());
        } while (accept(','));
        return place -> {
            LayerPart.Place next = place;
            for (LayerPart part : parts) {
                next = next.after(part);
            }
            return next.channels();
        };
    }

    private LayerPart layer() {
        skipBlanks();
        int begin = at;
        String name = word();
        if (name.equals(RESIDUAL)) {
            return residual(begin);
        }
        List<String> arguments = new ArrayList<>();
        for (String next = word(); !next.isEmpty(); next = word()) {
            arguments.add(next);
        }
        String whole = text.substring(begin, at).strip();
        LayerWord layer = LayerWord.named(name).orElseThrow(() -> unknown(begin, name));
        try {
            return layer.part(arguments);
        } catch (IllegalArgumentException e) {
            throw wrong(begin, "have " + name + " as '" + layer.form() + "'", whole,
                    ": " + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
        }
    }

    private UsageException unknown(int place, String name) {
        List<String> names = new ArrayList<>(LayerWord.names());
        names.add(RESIDUAL);
        if (name.isEmpty()) {
            String given = place < text.length() ? text.substring(place, place + 1) : "";
            return wrong(place, "have a layer everywhere, such as dense", given, "");
        }
        return wrong(place, "be made of " + String.join(", ", names), name,
                Nearest.of(name, names)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(""));
    }

    private LayerPart residual(int begin) {
        if (++depth > DEEPEST) {
            throw wrong(begin, "nest residual at most " + DEEPEST + " times", RESIDUAL, "");
        }
        require('(', RESIDUAL + " as 'residual(LAYERS)' or 'residual(LAYERS | SHORTCUT)'");
        LayerPart block = layers();
        LayerPart shortcut = accept('|') ? layers() : LayerPart.Place::channels;
        require(')', "a closing bracket for the residual at character " + (begin + 1));
        depth--;
        return place -> {
            int[] channels = {place.channels()};
            place.network().residual(branch -> {
                channels[0] = block.addTo(place.in(branch));
                return branch;
            }, branch -> {
                shortcut.addTo(place.in(branch));
                return branch;
            });
            return channels[0];
        };
    }

    private void require(char mark, String what) {
        if (!accept(mark)) {
            throw wrong(at, "have " + what,
                    at < text.length() ? text.substring(at, at + 1) : "", "");
        }
    }

    private boolean accept(char mark) {
        skipBlanks();
        boolean there = at < text.length() && text.charAt(at) == mark;
        at += there ? 1 : 0;
        return there;
    }

    /** The next word; empty before a mark and at the end. */
    private String word() {
        skipBlanks();
        int begin = at;
        while (at < text.length() && !isBlank(text.charAt(at))
                && MARKS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char letter) {
        return Character.isWhitespace(letter);
    }

    private static UsageException wrong(int place, String must, String given, String more) {
        String found = given.isEmpty() ? "it ends" : "you gave '" + given + "'";
        String said = "--layers must " + must + "; at character " + (place + 1) + " " + found
                + more;
        return new UsageException(said.endsWith("?") ? said : said + ".");
    }
}
