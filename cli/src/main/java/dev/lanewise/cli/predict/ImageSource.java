package dev.lanewise.cli.predict;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.IndexRange;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the images that the user names. The data set is loaded only if one is of it. */
final class ImageSource {
    private static final String STANDARD_INPUT = "-";
    private static final String TRAIN = "train:";
    private static final String TEST = "test:";
    private static final List<String> PARTS = List.of(TEST, TRAIN);
    /** As many pixels as are read, uncompressed, in three bytes each, and a quarter more. */
    private static final int MOST_BYTES = 200_000_000;
    private static final int LONGEST_NAME = 300;

    private final CommandContext context;
    private final Optional<Path> folder;
    private final boolean several;
    private @Nullable Mnist data;

    /**
     * Finds images.
     *
     * @param folder of the data set, or empty for MNIST itself
     * @param several whether a picture may show several digits
     */
    ImageSource(CommandContext context, Optional<Path> folder, boolean several) {
        this.context = context;
        this.folder = folder;
        this.several = several;
    }

    /**
     * The images that a name stands for: a folder for the pictures in it, {@code test:3-5} for three
     * images. A name that can't be used stands for itself, and {@link #find} says what is wrong.
     */
    List<String> expand(String name) {
        Optional<String> part = part(name);
        if (part.isPresent()) {
            return IndexRange.of(name.substring(part.get().length()))
                    .filter(range -> range.count() > 1 && isThere(part.get(), range))
                    .map(range -> range.indices().mapToObj(i -> part.get() + i).toList())
                    .orElse(List.of(name));
        }
        try {
            Path folder = context.resolve(Path.of(name));
            if (name.equals(STANDARD_INPUT) || !Files.isDirectory(folder)) {
                return List.of(name);
            }
            PictureFolder found = PictureFolder.of(folder);
            if (found.pictures().isEmpty()) {
                return List.of(name);
            }
            if (found.others() > 0) {
                context.terminal()
                        .err()
                        .println(shown(name) + ": "
                                + Numbers.counted(found.others(), "other file") + " left out"
                                + Printable.of(found.shownEndings()) + ".");
            }
            return found.pictures()
                    .stream()
                    .map(file -> Path.of(name).resolve(file).toString())
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(name);
        }
    }

    private boolean isThere(String part, IndexRange range) {
        try {
            return range.last() < images(part).size();
        } catch (DataException e) {
            return false;
        }
    }

    /**
     * Reads a picture and prepares its digit, or its digits from left to right, as MNIST's were; an
     * image of the data set is taken as it is.
     *
     * @throws DataException if there is no such picture, no digit in it, or too much of it
     * @throws UsageException if an index is none of the data set, or no file can have this name
     */
    List<Prepared> find(String name) {
        Optional<String> part = part(name);
        if (part.isPresent()) {
            return List.of(new Prepared(indexed(name, part.get()), false));
        }
        return Prepared.digits(shown(name), content(name), PictureReader.MOST_PIXELS, several);
    }

    /** {@code test:} or {@code train:}, if a name begins so. */
    private static Optional<String> part(String name) {
        return PARTS.stream().filter(name::startsWith).findFirst();
    }

    private Dataset images(String part) {
        if (data == null) {
            data = folder.map(Mnist::load).orElseGet(Mnist::load);
        }
        return part.equals(TEST) ? data.test() : data.train();
    }

    private Sample indexed(String name, String part) {
        Dataset images = images(part);
        String given = name.substring(part.length());
        String all = "0–" + (images.size() - 1);
        IndexRange range = IndexRange.of(given)
                .orElseThrow(() -> new UsageException(shown(name) + ": what follows " + part
                        + " must be an index (" + all + ") or a range such as 3-5; you gave '"
                        + shown(given) + "'."));
        if (range.last() >= images.size()) {
            throw new UsageException(shown(name) + " is out of range (" + all + ").");
        }
        return images.image(range.first());
    }

    /** A name as sentences show it. */
    static String shown(String name) {
        return name.length() > LONGEST_NAME ? Quoted.of(name) : Quoted.escaped(name);
    }

    private byte[] content(String name) {
        String shown = shown(name);
        try {
            if (name.equals(STANDARD_INPUT)) {
                return bounded(shown, context.input());
            }
            Path file = path(name);
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (found.isDirectory()) {
                throw new DataException(shown + ": no " + PictureFolder.FORMATS
                        + " picture is in this folder; name another folder, or a picture.");
            }
            if (!found.isRegularFile()) {
                // A pipe would be waited for, and a device has no end.
                throw new DataException(shown
                        + ": a picture must be a file, not a pipe or a device;"
                        + " to read from a pipe, name - and give the picture on standard input.");
            }
            if (found.size() > MOST_BYTES) {
                throw tooLong(shown);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return bounded(shown, in);
            }
        } catch (NoSuchFileException e) {
            throw new DataException(shown + ": no such file; " + partMeant(name)
                    .map(meant -> "did you mean " + meant + "?")
                    .orElse("name a picture, or an image of the data such as test:123."), e);
        } catch (IOException e) {
            throw DataException.unreadable(shown, e);
        }
    }

    /** The image of the data that a name means but for a slip. */
    private static Optional<String> partMeant(String name) {
        int colon = name.indexOf(':');
        if (colon < 0 || IndexRange.of(name.substring(colon + 1)).isEmpty()) {
            return Optional.empty();
        }
        return Nearest.of(name.substring(0, colon + 1).toLowerCase(Locale.ROOT), PARTS)
                .map(part -> part + name.substring(colon + 1));
    }

    private Path path(String name) {
        try {
            return context.resolve(Path.of(name));
        } catch (InvalidPathException e) {
            throw new UsageException("IMAGE must be the name of a file; you gave '" + shown(name)
                    + "', which no file can have here (" + e.getReason() + ").");
        }
    }

    private static byte[] bounded(String shown, InputStream in) throws IOException {
        byte[] content = in.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw tooLong(shown);
        }
        return content;
    }

    private static DataException tooLong(String shown) {
        return new DataException(shown + ": a picture must have at most " + MOST_BYTES / 1_000_000
                + " MB, and this one has more; make it smaller, or save it as PNG or JPEG.");
    }
}
