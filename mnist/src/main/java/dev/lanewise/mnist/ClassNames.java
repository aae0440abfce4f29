package dev.lanewise.mnist;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the classes of a data set are called: as a file {@code labels.txt} in its folder says, one name a
 * line; else by its fingerprint where it is a known one; else by their numbers.
 */
final class ClassNames {
    private static final String FILE = "labels.txt";
    private static final long LONGEST_FILE = 65_536;
    /** A label is a byte. */
    private static final int MOST = 256;
    /** Names by {@link Mnist#sha256}. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "4d8e31d2057f6f938ff47097ba334038e7aafbaf24b67665d2dd1ecda01730a3",
            List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                    "Sneaker", "Bag", "Ankle boot"));

    private ClassNames() {}

    /** The names of a known set, or the numbers of {@code classes} classes. */
    static List<String> known(String sha256, int classes) {
        return KNOWN.getOrDefault(sha256,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    /**
     * The names that a folder has for its classes.
     *
     * @throws DataException if there is a {@code labels.txt} that names none, or more than labels can tell,
     *             or can't be read
     */
    static Optional<List<String>> in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new DataException(file + ": must be at most " + LONGEST_FILE
                        + " bytes long; write one name a line.");
            }
            List<String> names = Files.readAllLines(file)
                    .stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
            if (names.isEmpty() || names.size() > MOST) {
                throw new DataException(file + ": must name 1 to " + MOST
                        + " classes, one a line; it names " + names.size() + ".");
            }
            return Optional.of(names);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedInputException e) {
            throw new DataException(file + ": must be text in UTF-8; save it so.", e);
        } catch (IOException e) {
            throw DataException.unreadable(file.toString(), e);
        }
    }
}
