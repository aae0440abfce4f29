package dev.lanewise.cli.predict;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import dev.lanewise.mnist.picture.DigitImage;
import dev.lanewise.mnist.picture.PictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the images that the user names. The data set is loaded only if one is of it. */
final class ImageSource {
    private static final String STANDARD_INPUT = "-";
    private static final String TRAIN = "train:";
    private static final String TEST = "test:";

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
     * @throws DataException if there is no such picture, or no digit in it
     * @throws UsageException if an index is none of the data set
     */
    Prepared find(String name) {
        if (name.startsWith(TEST) || name.startsWith(TRAIN)) {
            return new Prepared(name, indexed(name));
        }
        try {
            return new Prepared(name,
                    DigitImage.prepare(PictureReader.read(name, content(name))).sample());
        } catch (PictureException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
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
        throw new UsageException("Image " + name + " expected an index from 0 to "
                + (images.size() - 1) + " of the " + (test ? "test" : "training") + " images of "
                + data.name() + ", found another; name one of them.");
    }

    private byte[] content(String name) {
        try {
            if (name.equals(STANDARD_INPUT)) {
                return context.input().readAllBytes();
            }
            Path file = context.resolve(Path.of(name));
            if (Files.isDirectory(file)) {
                throw new DataException(
                        name + ": expected a picture, found a folder; name the files in it.");
            }
            if (Files.notExists(file)) {
                throw new DataException(name + ": expected a picture, found no such file; name"
                        + " one that is there, or an image of the data such as test:123.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException(
                    name + ": can't be read (" + e + "); check its permissions.", e);
        }
    }
}
