package dev.lanewise.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An archive of this build, unpacked into a folder with a blank in its name. */
record UnpackedArchive(Path home, Map<String, String> environment) {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String NAME = System.getProperty("lanewise.test.archive");

    /** What a command wrote, how it ended and how long it took. */
    record Outcome(int code, String out, String err, double seconds) {}

    static Path file(String name) {
        return TARGET.resolve(name);
    }

    /** Unpacks by the tools that people have. */
    static UnpackedArchive of(String file, Path folder, Map<String, String> environment)
            throws Exception {
        Path place = Files.createDirectory(folder.resolve("a folder"));
        String archive = file(file).toString();
        run(place, Map.of(), file.endsWith(".zip")
                ? List.of("unzip", "-q", archive)
                : List.of("tar", "-xzf", archive));
        return new UnpackedArchive(place.resolve(NAME), environment);
    }

    Outcome lanewise(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("lanewise").toString()));
        command.addAll(List.of(arguments));
        return run(home.getParent(), environment, command);
    }

    static Outcome run(Path folder, Map<String, String> environment, List<String> command)
            throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " took more than five minutes");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Outcome outcome = new Outcome(process.exitValue(), Files.readString(out),
                Files.readString(err), seconds);
        Files.delete(out);
        Files.delete(err);
        System.out.printf("%.2f s: %s%n", seconds, String.join(" ", command));
        return outcome;
    }
}
