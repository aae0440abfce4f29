package dev.lanewise.cli.network;

import dev.lanewise.cli.base.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words that follow a layer's name: first those that have a place, then, in any order, those that have a
 * name. A missing or wrong one is an {@code IllegalArgumentException} that says which.
 */
final class LayerArguments {
    static final String STRIDE = "stride";
    static final String GROUPS = "groups";
    private static final String SAME = "same";
    private static final String PAD = "pad";
    private static final String WHOLE = "[0-9]{1,9}";
    private static final List<String> NAMES = List.of(SAME, PAD, STRIDE, GROUPS);

    private final List<String> left;

    LayerArguments(List<String> words) {
        this.left = new ArrayList<>(words);
    }

    /** The next word, a whole number. */
    int whole(String what) {
        return whole(what, next(what));
    }

    /** The next word, if it is a whole number. */
    Optional<Integer> wholeIfThere() {
        return !left.isEmpty() && left.getFirst().matches(WHOLE) ? Optional.of(whole(""))
                : Optional.empty();
    }

    /** The next word, a number. */
    double number(String what) {
        String word = next(what);
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " must be a number, not '" + word + "'", e);
        }
    }

    /** The kernel and what may follow it. */
    Filter filter() {
        String kernel = next("KERNEL");
        if (!kernel.matches(WHOLE + "(x" + WHOLE + ")?")) {
            throw new IllegalArgumentException(
                    "KERNEL must be a whole number, or two such as 10x4, not '" + kernel + "'");
        }
        String[] extents = kernel.split("x", -1);
        int height = Integer.parseInt(extents[0]);
        int width = Integer.parseInt(extents[extents.length - 1]);
        boolean same = flag(SAME);
        Optional<Integer> padding = option(PAD);
        if (same && padding.isPresent()) {
            throw new IllegalArgumentException("same and pad can't stand together");
        }
        return new Filter(height, width, same, padding.orElse(0), option(STRIDE).orElse(1));
    }

    /** Whether a word is among those that have a name. */
    boolean flag(String name) {
        return left.remove(name);
    }

    /** The whole number behind a name. */
    Optional<Integer> option(String name) {
        int place = left.indexOf(name);
        if (place < 0) {
            return Optional.empty();
        }
        if (place + 1 == left.size()) {
            throw new IllegalArgumentException(name + " must be followed by a whole number");
        }
        left.remove(place);
        return Optional.of(whole(name, left.remove(place)));
    }

    /** Says that there is nothing else. */
    void end() {
        if (!left.isEmpty()) {
            String word = left.getFirst();
            throw new IllegalArgumentException(
                    "'" + word + "' can't stand there" + Nearest.question(word, NAMES));
        }
    }

    private String next(String what) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return left.removeFirst();
    }

    private static int whole(String what, String word) {
        if (!word.matches(WHOLE)) {
            throw new IllegalArgumentException(
                    what + " must be a whole number, not '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}
