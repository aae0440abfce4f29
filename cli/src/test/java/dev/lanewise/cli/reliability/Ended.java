package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run leaves that came to its end: all that equal runs have in common.
 *
 * @param weights {@code weights_sha256} of its result
 * @param model the bytes of its model file
 * @param predictions the bytes of its file of predictions
 * @param history its {@code history.csv} without the two columns of times
 * @param files the names of its files
 */
record Ended(String weights, ByteBuffer model, ByteBuffer predictions, List<String> history,
        Set<String> files) {
    private static final Pattern WEIGHTS = Pattern.compile("\"weights_sha256\":\"(\\w+)\"");

    /** Of a run that ended with this output. */
    static Ended of(Path run, Outcome outcome) throws IOException {
        outcome.expect(0);
        Matcher weights = WEIGHTS.matcher(outcome.out());
        assertTrue(weights.find(), outcome.out());
        List<String> history = Files.readAllLines(run.resolve("history.csv"))
                .stream()
                .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
                .toList();
        return new Ended(weights.group(1),
                ByteBuffer.wrap(Files.readAllBytes(run.resolve("model.safetensors"))),
                ByteBuffer.wrap(Files.readAllBytes(run.resolve("predictions.safetensors"))),
                history, files(run));
    }

    /** The names of a folder's files; none if there is no folder. */
    static Set<String> files(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /** Fails unless another run ended in the same way, bit by bit, and left nothing else behind. */
    void assertSame(Ended other, String what) {
        assertEquals(weights, other.weights, what + ": weights");
        assertEquals(history, other.history, what + ": history");
        assertEquals(model, other.model, what + ": model file");
        assertEquals(predictions, other.predictions, what + ": predictions");
        assertEquals(files, other.files, what + ": files");
    }

    /** Removes a run folder, if it is there. */
    static void delete(Path run) throws IOException {
        if (Files.exists(run)) {
            try (Stream<Path> files = Files.walk(run)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
