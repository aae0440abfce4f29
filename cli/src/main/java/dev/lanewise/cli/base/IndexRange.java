package dev.lanewise.cli.base;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Indices that follow each other, as {@code 3-5} or, a single one, {@code 7} on the command line.
 *
 * @param first at least 0
 * @param last at least {@code first}
 */
public record IndexRange(int first, int last) {
    private static final Pattern SPELLING = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    /** What a text says; empty if it is no such range. */
    public static Optional<IndexRange> of(String text) {
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        return first > last ? Optional.empty() : Optional.of(new IndexRange(first, last));
    }

    /** How many there are. */
    public int count() {
        return last - first + 1;
    }

    /** One after the other. */
    public IntStream indices() {
        return IntStream.rangeClosed(first, last);
    }

    /** As it is spelled. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
