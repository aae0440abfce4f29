package dev.lanewise.cli.run;

import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.file.AtomicFiles;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.EpochResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one training run writes, for one process at a time. Every file in it is there whole
 * or not at all, but for the last line of {@code history.csv}.
 */
public final class RunFolder implements AutoCloseable {
    /** Where runs are that the user gives no place. */
    public static final String RUNS = "runs";
    private static final String MODEL = "model.safetensors";
    static final String CONFIG = "config.json";
    private static final String HISTORY = "history.csv";
    private static final String CHECKPOINT = "last.checkpoint";
    private static final String PREVIOUS = "previous.checkpoint";
    private static final String DAMAGED = "damaged.checkpoint";
    private static final String PREDICTIONS = "predictions.safetensors";
    private static final String RUN_OPTION = "--run";
    private static final String RESUME_OPTION = "--resume";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss");

    private final Path path;
    private final List<Path> made;
    private final boolean updatesLast;
    private Optional<RunLock> lock = Optional.empty();

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
     * @throws UsageException if {@code path} is a file, or a folder with other files than those of a
     *             run that ended before anything of it was saved
     */
    public static void requireUsable(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            if (!isUnused(path)) {
                throw new UsageException("--run must be a new or empty folder; you gave " + path
                        + ", which has files in it; name another, or empty it.");
            }
        } else if (Files.exists(path)) {
            throw new UsageException("--run must be a new or empty folder; you gave " + path
                    + ", which is a file; name another.");
        }
    }

    /** Whether a folder is empty, or holds no more than a run leaves that was killed as it began. */
    private static boolean isUnused(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            List<String> names = content.filter(file -> !AtomicFiles.isTemporary(file))
                    .map(file -> file.getFileName().toString())
                    .toList();
            return names.isEmpty() || names.equals(List.of(RunLock.NAME))
                    || (names.contains(RunLock.NAME)
                            && Set.of(CONFIG, HISTORY, RunLock.NAME).containsAll(names)
                            && ConfigFile.isOfRunWithoutResult(folder.resolve(CONFIG)));
        }
    }

    /**
     * Makes the folder that the user named and takes the right to write into it; {@code last} will
     * point to it if it lies in {@code runs}.
     *
     * @throws UsageException if it is in use
     */
    public static RunFolder named(Path given, Path directory) throws IOException {
        requireUsable(given);
        Path path = withoutDetour(given);
        List<Path> made = missing(path);
        RunFolder folder = new RunFolder(Files.createDirectories(path), made,
                isBelowRuns(path, directory));
        folder.take(RUN_OPTION);
        boolean usable = false;
        try {
            requireUsable(path); // Another run may have ended meanwhile.
            usable = true;
        } finally {
            if (!usable) {
                folder.close();
            }
        }
        return folder;
    }

    /** {@code x/../y} is {@code y}, also where there is no {@code x}. */
    private static Path withoutDetour(Path path) {
        Path parent = path.getParent();
        return parent == null || Files.exists(parent) ? path : path.normalize();
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
                RunFolder folder = new RunFolder(path, made, true);
                folder.take(RUN_OPTION);
                return folder;
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

    /**
     * The folder of a run that was begun, to be looked at; {@code last} will point to it if it lies
     * in {@code runs}.
     */
    public static RunFolder begun(Path given, Path directory) throws IOException {
        Path followed = LastRun.follow(given);
        Path path = Files.isSymbolicLink(followed)
                ? followed.resolveSibling(Files.readSymbolicLink(followed))
                : followed;
        return new RunFolder(path, List.of(), isBelowRuns(path, directory));
    }

    /**
     * The same with the right to write into it.
     *
     * @throws UsageException if it is in use
     */
    public static RunFolder resumed(Path given, Path directory) throws IOException {
        RunFolder folder = begun(given, directory);
        requireFile(folder.path.resolve(CONFIG));
        folder.take(RESUME_OPTION);
        return folder;
    }

    private void take(String option) throws IOException {
        try {
            lock = Optional.of(RunLock.take(option, path));
        } finally {
            if (lock.isEmpty()) {
                removeMade();
            }
        }
    }

    private static boolean isBelowRuns(Path path, Path directory) {
        Path runs = directory.resolve(RUNS).toAbsolutePath().normalize();
        return runs.equals(path.toAbsolutePath().normalize().getParent());
    }

    /** The configuration of the run that the user means by its folder or by {@code last}. */
    public static Path configFile(Path given) throws IOException {
        return LastRun.follow(given).resolve(CONFIG);
    }

    /**
     * Refuses what is there and is no file with a content and an end: a folder, or a pipe, from which
     * one could wait for ever.
     *
     * @throws NoSuchFileException if nothing is there
     */
    public static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            Files.readAttributes(file, "size");
            throw new FileSystemException(file.toString(), null, "it isn't a file");
        }
    }

    /** The same of a file that only this program writes, so that no link leads elsewhere. */
    static void requireOwnFile(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it isn't a file");
        }
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

    /** Removes what processes that were killed left behind. */
    public void sweep() throws IOException {
        AtomicFiles.sweep(path);
    }

    /** Writes or replaces {@code config.json}. */
    public void writeConfig(Map<String, ? extends @Nullable Object> config) throws IOException {
        write(CONFIG, file -> AtomicFiles.write(file, ConfigFile.text(config)));
    }

    /** Writes or replaces {@code history.csv}. */
    public void writeHistory(List<EpochResult> epochs) throws IOException {
        write(HISTORY, file -> AtomicFiles.write(file, HistoryCsv.text(epochs)));
    }

    /** Whether {@code history.csv} is there. */
    public boolean holdsHistory() {
        return Files.isRegularFile(path.resolve(HISTORY));
    }

    /**
     * Adds a line to {@code history.csv}, which must be there: to write all of them after each of many
     * epochs takes long.
     */
    public void appendHistory(EpochResult epoch) throws IOException {
        write(HISTORY, file -> Files.write(file,
                HistoryCsv.line(epoch).getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND));
    }

    /** Where the newest checkpoint is or will be. */
    public Path checkpoint() {
        return path.resolve(CHECKPOINT);
    }

    /** Where the checkpoint before the newest one is, if there was one. */
    public Path previousCheckpoint() {
        return path.resolve(PREVIOUS);
    }

    /** Writes the newest checkpoint; the one before it is kept. Whenever this ends, one of both is there. */
    public void writeCheckpoint(Checkpoint checkpoint) throws IOException {
        write(CHECKPOINT, file -> {
            Path written = AtomicFiles.temporary(file);
            try {
                checkpoint.save(written);
                if (Files.exists(file)) {
                    AtomicFiles.move(file, previousCheckpoint());
                }
                AtomicFiles.move(written, file);
            } finally {
                Files.deleteIfExists(written);
            }
        });
    }

    /** Where a newest checkpoint is kept that can't be read. */
    public Path damagedCheckpoint() {
        return path.resolve(DAMAGED);
    }

    /** Lets the checkpoint before the newest one take its place, and keeps that under another name. */
    public void setNewestCheckpointAside() throws IOException {
        write(CHECKPOINT, file -> {
            if (Files.exists(file)) {
                AtomicFiles.move(file, damagedCheckpoint());
            }
            AtomicFiles.move(previousCheckpoint(), file);
        });
    }

    /** Writes {@code model.safetensors}, with which the run may become the newest one. */
    public void writeModel(Model model) throws IOException {
        write(MODEL, model::save);
    }

    /** Where it is kept what the model of a run says of the test images. */
    public static Path predictions(Path run) {
        return run.resolve(PREDICTIONS);
    }

    /** Writes or replaces {@code predictions.safetensors}. */
    public void writePredictions(Predictions predictions) throws IOException {
        write(PREDICTIONS, predictions::save);
    }

    /** Lets {@code last} point to this run, which must have a model, if it lies in {@code runs}. */
    public void becomeLast() throws IOException {
        if (updatesLast) {
            LastRun.update(path);
        }
    }

    /** Something that is done to a file. */
    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** Names the file in a failure: of a full disk Java does not say which file had no room. */
    private void write(String name, Writing writing) throws IOException {
        Path file = path.resolve(name);
        try {
            writing.to(file);
        } catch (IOException e) {
            throw IoFailure.of(file.toString(), e);
        }
    }

    /** Whether the run can be gone on with. */
    public boolean holdsCheckpoint() {
        return Files.exists(checkpoint()) || Files.exists(previousCheckpoint());
    }

    /** Whether something of a run is saved here that is worth keeping. */
    public boolean holdsModelOrCheckpoint() {
        return holdsCheckpoint() || Files.exists(model());
    }

    /**
     * Takes back a run that came to nothing: what was written, and the folders that were made for
     * it, as far as nothing else is in them. What can't be removed stays.
     */
    public void discard() {
        try {
            for (String name : List.of(CONFIG, HISTORY, MODEL, CHECKPOINT, PREVIOUS)) {
                Files.deleteIfExists(path.resolve(name));
            }
            sweep();
            close();
            removeMade();
        } catch (IOException e) {
            // The failure that ended the run is the one to tell.
        }
    }

    private void removeMade() throws IOException {
        try {
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Somebody else's files are in it, so it stays, and those around it; or it was removed.
        }
    }

    /** Gives back the right to write into the folder. */
    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
