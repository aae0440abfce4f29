package dev.lanewise.cli.run;

import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.model.AtomicFiles;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.EpochResult;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that one training run writes. Every file in it is there whole or not at all. */
public final class RunFolder {
    private static final String RUNS = "runs";
    private static final String MODEL = "model.safetensors";
    private static final String CONFIG = "config.json";
    private static final String HISTORY = "history.csv";
    private static final String CHECKPOINT = "last.checkpoint";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss");

    private final Path path;
    private final List<Path> made;
    private final boolean updatesLast;

    private RunFolder(Path path, List<Path> made, boolean updatesLast) {
        this.path = path;
        this.made = List.copyOf(made);
        this.updatesLast = updatesLast;
    }

    /** The folders that must be made for {@code path} to be one, the innermost first. */
    private static List<Path> missing(Path path) {
        List<Path> missing = new ArrayList<>();
        for (Path folder = path.toAbsolutePath().normalize(); folder != null
                && Files.notExists(folder); folder = folder.getParent()) {
            missing.add(folder);
        }
        return missing;
    }

    /**
     * Refuses a folder that can't become a run, before any work is done.
     *
     * @throws UsageException if {@code path} is a file or a folder that is not empty
     */
    public static void requireUsable(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    throw new UsageException("Option --run expected a new or empty folder, found "
                            + path + " with files in it; name another, or empty it.");
                }
            }
        } else if (Files.exists(path)) {
            throw new UsageException("Option --run expected a new or empty folder, found the file "
                    + path + "; name another.");
        }
    }

    /** Makes the folder that the user named; {@code last} will point to it if it lies in {@code runs}. */
    public static RunFolder named(Path path, Path directory) throws IOException {
        requireUsable(path);
        List<Path> made = missing(path);
        return new RunFolder(Files.createDirectories(path), made, isBelowRuns(path, directory));
    }

    /** Makes a new folder below {@code runs}, named after date and recipe; {@code last} will point to it. */
    public static RunFolder dated(Path directory, Clock clock, String recipe) throws IOException {
        Path runs = directory.resolve(RUNS);
        List<Path> made = new ArrayList<>(missing(runs));
        Files.createDirectories(runs);
        String name = name(clock, recipe);
        int number = 1;
        while (true) {
            try {
                String numbered = number == 1 ? name : name + "-" + number;
                Path path = Files.createDirectory(runs.resolve(numbered));
                made.add(0, path);
                return new RunFolder(path, made, true);
            } catch (FileAlreadyExistsException e) {
                number++; // Another run began in the same second.
            }
        }
    }

    private static String name(Clock clock, String recipe) {
        return DATE.format(LocalDateTime.now(clock)) + "-" + recipe;
    }

    /** Where {@link #dated} would make a folder now, if no other run began in the same second. */
    public static Path datedPath(Path directory, Clock clock, String recipe) {
        return directory.resolve(RUNS).resolve(name(clock, recipe));
    }

    /** The folder of a run that was begun; {@code last} will point to it if it lies in {@code runs}. */
    public static RunFolder begun(Path given, Path directory) throws IOException {
        Path followed = LastRun.follow(given);
        Path path = Files.isSymbolicLink(followed)
                ? followed.resolveSibling(Files.readSymbolicLink(followed))
                : followed;
        return new RunFolder(path, List.of(), isBelowRuns(path, directory));
    }

    private static boolean isBelowRuns(Path path, Path directory) {
        Path runs = directory.resolve(RUNS).toAbsolutePath().normalize();
        return runs.equals(path.toAbsolutePath().normalize().getParent());
    }

    /** The configuration of the run that the user means by its folder or by {@code last}. */
    public static Path configFile(Path given) throws IOException {
        return LastRun.follow(given).resolve(CONFIG);
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** Where the model is or will be. */
    public Path model() {
        return model(path);
    }

    /** Where the model of a run is or will be. */
    public static Path model(Path run) {
        return run.resolve(MODEL);
    }

    /** The model file that the user means by a run folder, by {@code last}, or by the file itself. */
    public static Path modelFile(Path given) throws IOException {
        Path followed = LastRun.follow(given);
        return Files.isDirectory(followed) ? followed.resolve(MODEL) : followed;
    }

    /** Writes or replaces {@code config.json}. */
    public void writeConfig(Map<String, ? extends @Nullable Object> config) throws IOException {
        AtomicFiles.write(path.resolve(CONFIG), Json.pretty(config));
    }

    /** Writes or replaces {@code history.csv}. */
    public void writeHistory(List<EpochResult> epochs) throws IOException {
        AtomicFiles.write(path.resolve(HISTORY), HistoryCsv.text(epochs));
    }

    /** Where the checkpoint is or will be. */
    public Path checkpoint() {
        return path.resolve(CHECKPOINT);
    }

    /** Writes {@code model.safetensors}, with which the run is the newest one. */
    public void writeModel(Model model) throws IOException {
        model.save(model());
        if (updatesLast) {
            LastRun.update(path);
        }
    }

    /**
     * Takes back a run that came to nothing: what was written, and the folders that were made for
     * it, as far as nothing else is in them.
     */
    public void discard() throws IOException {
        for (String name : List.of(CONFIG, HISTORY, MODEL, CHECKPOINT)) {
            Files.deleteIfExists(path.resolve(name));
        }
        try {
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's files are in it, so it stays, and those around it.
        }
    }
}
