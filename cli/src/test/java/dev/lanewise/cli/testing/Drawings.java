package dev.lanewise.cli.testing;

import java.util.List;
import java.util.stream.Stream;

/** What a terminal was made to show. */
public final class Drawings {
    private static final String SEQUENCE = "\u001b\\[[?0-9;]*[a-zA-Z]";

    private Drawings() {}

    /** Every state of every line, one after the other, without colours and other sequences. */
    public static List<String> of(String written) {
        return Stream.of(written.split("[\r\n]"))
                .map(drawing -> drawing.replaceAll(SEQUENCE, ""))
                .filter(drawing -> !drawing.isEmpty())
                .toList();
    }
}
