package dev.lanewise.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.Lanewise;
import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The program as a process of its own, with Java's options of the launcher.
 *
 * @param directory what it runs in; relative paths start there
 * @param options the launcher's file of options that goes beside {@code java.options}
 * @param before a command that runs it, such as {@code strace}; empty for none
 */
record Program(Path directory, String options, List<String> before) {
    private static final Path OPTIONS = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("src/main/launcher");
    private static final int MOST_SECONDS = 300;
    private static final int HANGS = -1;

    Program(Path directory) {
        this(directory, "compute.options", List.of());
    }

    /** One that was started. */
    record Running(Process process, Future<String> out, Future<String> err) {

        /** Sends SIGKILL. By its handle, as a process that is destroyed loses what it printed. */
        void kill() {
            process.toHandle().destroyForcibly();
        }

        /** Waits for its end. */
        Outcome outcome() throws InterruptedException, ExecutionException {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            kill();
            Outcome outcome = new Outcome(ended ? process.waitFor() : HANGS, out.get(), err.get());
            assertTrue(ended, () -> "hangs: " + outcome);
            return outcome;
        }
    }

    Running start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS.resolve("java.options"), "@" + OPTIONS.resolve(options),
                "-XX:-UsePerfData",
                "-cp", System.getProperty("java.class.path"), Lanewise.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
        return new Running(process, text(process.getInputStream()), text(process.getErrorStream()));
    }

    private static Future<String> text(InputStream stream) {
        FutureTask<String> text = new FutureTask<>(
                () -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        Thread.ofVirtual().start(text);
        return text;
    }

    Outcome run(List<String> arguments)
            throws IOException, InterruptedException, ExecutionException {
        return start(arguments).outcome();
    }
}
