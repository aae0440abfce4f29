package dev.lanewise.engine.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Java virtual machines beside the one that runs the tests, of the same installation. */
public final class ChildJvm {
    /** A busy machine takes long. */
    private static final long MOST_SECONDS = 300;

    private ChildJvm() {}

    /** What a machine printed, and what it ended with. */
    public record Result(int code, String out, String err) {
        /** Fails unless it ended well. */
        public Result wentWell() {
            if (code != 0) {
                throw new AssertionError("ended with " + code + ": " + this);
            }
            return this;
        }
    }

    /** Where a class was loaded from. */
    public static String home(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }

    /** Where classes were loaded from, as a class path. */
    public static String classPath(Class<?>... types) {
        return Arrays.stream(types)
                .map(ChildJvm::home)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** Runs a class of the tests that needs nothing but them and the engine. */
    public static Result run(Path folder, List<String> flags, String classPath, Class<?> main,
            String... arguments) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of("-cp", classPath, main.getName()));
        all.addAll(List.of(arguments));
        return java(folder, all);
    }

    /** Starts Java in a folder. */
    public static Result java(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("child", ".out");
            Path err = Files.createTempFile("child", ".err");
            try {
                int code = await(command, new ProcessBuilder(command).directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start());
                return new Result(code, Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new AssertionError(command + " can't be started", e);
        }
    }

    private static int await(List<String> command, Process process) {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " runs for more than " + MOST_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
