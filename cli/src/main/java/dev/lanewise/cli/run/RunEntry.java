package dev.lanewise.cli.run;

import com.google.gson.JsonParseException;
import dev.lanewise.cli.base.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A run as its folder tells of it, whatever state that is in.
 *
 * @param path its folder
 * @param state how far it came
 * @param problem what is wrong with it, empty if nothing is
 * @param config its configuration, if that can be read
 */
public record RunEntry(Path path, State state, Optional<String> problem,
        Optional<ConfigFile> config) {

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** How far a run came. */
    public enum State {
        /** It has a result. */
        FINISHED,
        /** It has none: it was stopped, or trains now. */
        UNFINISHED,
        /** Somebody changed its configuration, so that this may not be what was trained. */
        CHANGED,
        /** Its configuration is missing or can't be read. */
        DAMAGED
    }

    /**
     * The runs in a folder, by name; what is no run is passed over.
     *
     * @throws IOException if the folder can't be read
     */
    public static List<RunEntry> in(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.filter(RunEntry::isRun)
                    .map(RunEntry::of)
                    .sorted(Comparator.comparing(RunEntry::name))
                    .toList();
        }
    }

    /** The link {@code last} names a run that is listed by its own name. */
    private static boolean isRun(Path path) {
        boolean isLink = path.getFileName().toString().equals(LastRun.NAME)
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        return !isLink && holdsRun(path);
    }

    /** Whether a folder has files of a run. */
    public static boolean holdsRun(Path path) {
        return Files.exists(path.resolve(RunFolder.CONFIG))
                || Files.exists(RunFolder.model(path));
    }

    /** The run in a folder. */
    public static RunEntry of(Path path) {
        try {
            ConfigFile config = ConfigFile.read(path.resolve(RunFolder.CONFIG));
            if (config.changed()) {
                return new RunEntry(path, State.CHANGED,
                        Optional.of("its config.json was changed after the run had written it"),
                        Optional.of(config));
            }
            return new RunEntry(path, config.finished() ? State.FINISHED : State.UNFINISHED,
                    Optional.empty(), Optional.of(config));
        } catch (NoSuchFileException e) {
            return damaged(path, "it has no config.json");
        } catch (IOException e) {
            return damaged(path, "its config.json can't be read (" + IoFailure.reason(e) + ")");
        } catch (JsonParseException e) {
            return damaged(path, "its config.json can't be read: " + e.getMessage());
        }
    }

    private static RunEntry damaged(Path path, String problem) {
        return new RunEntry(path, State.DAMAGED, Optional.of(problem), Optional.empty());
    }

    /** The name of its folder. */
    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Its options by their names in the configuration. */
    public Map<String, String> options() {
        return config.map(ConfigFile::options).orElse(Map.of());
    }

    /** A value of a part of its configuration. */
    public Optional<String> value(String part, String name) {
        return config.flatMap(c -> c.value(part, name));
    }

    /** What it reached, by the name in the {@code result} event. */
    public OptionalDouble result(String name) {
        try {
            return value(ConfigFile.RESULT, name).stream()
                    .mapToDouble(Double::parseDouble)
                    .findFirst();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // Somebody wrote it there.
        }
    }

    /** When it was begun. */
    public Optional<Instant> started() {
        try {
            return config.flatMap(ConfigFile::started)
                    .map(Instant::parse)
                    .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty(); // Somebody wrote it there.
        }
    }

    /** Fingerprint of its weights. */
    public Optional<String> weights() {
        return value(ConfigFile.RESULT, "weights_sha256");
    }
}
