package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import dev.lanewise.engine.testing.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configurations of a run, as {@code train --config} takes them. */
public final class ConfigFuzzTarget implements FuzzTarget {
    private static final int USAGE = 2;
    private static final int LONGEST = 1000;

    /** For {@link FuzzTarget}. */
    public ConfigFuzzTarget() {}

    @Override
    public String name() {
        return "config";
    }

    @Override
    public List<byte[]> seeds() {
        CommandLineHarness harness = new CommandLineHarness(Path.of(""));
        return List.of(bytes(harness.run("train", "--print-config").out()),
                bytes(harness.run("train", "--print-config", "--recipe", "lenet5-1998").out()),
                bytes("{\"options\":{\"epochs\":3,\"learning_rate\":0.1,\"augment\":\"elastic\"}}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void read(byte[] file) throws IOException {
        Outcome outcome = printed(file);
        if (outcome.code() == 0) {
            assertEquals(outcome.out(), printed(bytes(outcome.out())).out());
            return;
        }
        assertEquals(USAGE, outcome.code(), outcome.err());
        assertSentence(outcome.err(), new String(file, StandardCharsets.ISO_8859_1));
    }

    private static Outcome printed(byte[] file) throws IOException {
        Path config = Files.createTempFile("lanewise", ".json");
        try {
            Files.write(config, file);
            return new CommandLineHarness(config.getParent()).run("train", "--config",
                    config.toString(),
                    "--print-config");
        } finally {
            Files.delete(config);
        }
    }

    /** One line that a person can read, and a terminal can show. What it quotes of the input is not its own. */
    private static void assertSentence(String err, String input) {
        String line = err.stripTrailing();
        assertTrue(line.startsWith("lanewise: "), err);
        assertFalse(line.startsWith("lanewise: Unexpected failure"), err);
        assertTrue(!line.contains("(null)") || input.contains("(null)"), err);
        assertTrue(line.length() < LONGEST, () -> line.length() + " characters: " + err);
        assertTrue(line.chars().noneMatch(Character::isISOControl), err);
    }
}
