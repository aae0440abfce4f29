package dev.lanewise.cli.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to a process. */
public final class Signals {
    private Signals() {}

    /** Sends a signal, such as {@code TERM}. */
    public static void send(String signal, Process process)
            throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor());
    }

    /** Shells start background commands so that Ctrl-C does not reach them, and tests may be one. */
    public static boolean isIgnoredHere(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status) && Files.readAllLines(status)
                .stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16)
                        & (1L << (signal - 1))) != 0);
    }
}
