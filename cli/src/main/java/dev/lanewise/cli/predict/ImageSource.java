package dev.lanewise.cli.predict;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Quoted;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import dev.lanewise.mnist.picture.DigitImage;
import dev.lanewise.mnist.picture.PictureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the images that the user names. The data set is loaded only if one is of it. */
final class ImageSource {
    private static final String STANDARD_INPUT = "-";
    private static final String TRAIN = "train:";
    private static final String TEST = "test:";
    /** As many pixels as are read, uncompressed, in three bytes each, and a quarter more. */
    private static final int MOST_BYTES = 200_000_000;
    private static final int LONGEST_NAME = 300;

    private final CommandContext context;
    private final Optional<Path> folder;
    private @Nullable Mnist data;

    ImageSource(CommandContext context, Optional<Path> folder) {
        this.context = context;
        this.folder = folder;
    }

    /**
     * Reads an image and prepares it as MNIST's were; one of the data set is taken as it is.
     *
     * @throws DataException if there is no such picture, no digit in it, or too much of it
     * @throws UsageException if an index is none of the data set, or no file can have this name
     */
    Prepared find(String name) {
        if (name.startsWith(TEST) || name.startsWith(TRAIN)) {
            return new Prepared(name, indexed(name), false);
        }
        String shown = shown(name);
        try {
            return new Prepared(name,
                    DigitImage.prepare(PictureReader.read(shown, content(name))).sample(), true);
        } catch (PictureException e) {
            throw new DataException(shown + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new DataException(shown + ": expected a picture that fits into the memory of"
                    + " Java, found one that needs more; make it smaller, or allow more, such as"
                    + " LANEWISE_JAVA_OPTS=-Xmx2g.", e);
        }
    }

    private Sample indexed(String name) {
        if (data == null) {
            data = folder.map(Mnist::load).orElseGet(Mnist::load);
        }
        boolean test = name.startsWith(TEST);
        Dataset images = test ? data.test() : data.train();
        try {
            int index = Integer.parseInt(name.substring((test ? TEST : TRAIN).length()));
            if (index >= 0 && index < images.size()) {
                return images.image(index);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new UsageException("Image " + shown(name) + " expected an index from 0 to "
                + (images.size() - 1) + " of the " + (test ? "test" : "training") + " images of "
                + data.name() + ", found another; name one of them.");
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
                throw new DataException(
                        shown + ": expected a picture, found a folder; name the files in it.");
            }
            if (!found.isRegularFile()) {
                // A pipe would be waited for, and a device has no end.
                throw new DataException(shown + ": expected a picture, found a pipe or a device;"
                        + " name a file, or - and give the picture on standard input.");
            }
            if (found.size() > MOST_BYTES) {
                throw tooLong(shown);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return bounded(shown, in);
            }
        } catch (NoSuchFileException e) {
            throw new DataException(shown + ": expected a picture, found no such file; name"
                    + " one that is there, or an image of the data such as test:123.", e);
        } catch (IOException e) {
            throw DataException.unreadable(shown, e);
        }
    }

    private Path path(String name) {
        try {
            return context.resolve(Path.of(name));
        } catch (InvalidPathException e) {
            throw new UsageException("An image expected the name of a file, found '" + shown(name)
                    + "', which no file can have here (" + e.getReason() + "); name a file.");
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
        return new DataException(shown + ": expected a picture of at most " + MOST_BYTES / 1_000_000
                + " MB, found more; make it smaller, or save it as PNG or JPEG.");
    }
}
