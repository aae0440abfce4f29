package dev.lanewise.mnist;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Greyscale images of ten classes, for training and for testing: MNIST itself, or a folder of four
 * files in its form, such as Fashion-MNIST. Immutable; safe for use by any number of threads.
 */
public final class Mnist {
    private static final double MEAN = 0.1307;
    private static final double DEVIATION = 0.3081;
    /**
     * Takes the images' bytes to mean 0 and deviation 1, by the mean and the deviation of MNIST's training
     * images; a trainer takes it where it is given no other.
     */
    public static final Normalization NORMALIZATION = Normalization.standard(MEAN, DEVIATION);

    private static final int CLASSES = 10;

    private final String name;
    private final Dataset train;
    private final Dataset test;
    private final String sha256;
    private final List<String> classNames;

    private Mnist(String name, Split train, Split test, Optional<Path> folder) {
        if (!train.data().shape().equals(test.data().shape())) {
            throw new DataException(test.source() + ": its images must be "
                    + train.data().shape() + " as in " + train.source() + ", but are "
                    + test.data().shape() + "; take all files from the same data set.");
        }
        this.name = name;
        MessageDigest digest = IdxReader.newSha256();
        train.addTo(digest);
        test.addTo(digest);
        this.sha256 = HexFormat.of().formatHex(digest.digest());
        this.classNames = folder.map(f -> ClassNames.of(f, sha256, CLASSES))
                .orElseGet(() -> ClassNames.numbers(CLASSES));
        this.train = train.data().classNames(classNames);
        this.test = test.data().classNames(classNames);
    }

    /**
     * Loads MNIST, which comes with this module: 60,000 training and 10,000 test images of
     * handwritten digits, shape 1×28×28. Every file is checked against its SHA-256.
     *
     * @throws DataException if a file is missing or is not the original
     */
    public static Mnist load() {
        return load("mnist", Optional.empty(),
                file -> file.readOwn(OwnFile.open(file.resource())));
    }

    /**
     * Loads a folder that holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}; each may also be spelled
     * with {@code .idx} in place of {@code -idx}, and have {@code .gz} at the end. Whether a file
     * is compressed is decided by its content. Images may have any size, the same in both sets. A file
     * {@code labels.txt} may name the ten classes, one a line.
     *
     * @throws DataException if the folder or a file is missing, or a file can't be read or is
     *             damaged
     */
    public static Mnist load(Path directory) {
        requireFolder(directory);
        return load(nameOf(directory), Optional.of(directory), file -> file.read(directory));
    }

    private static void requireFolder(Path directory) {
        String fault;
        try {
            if (Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                return;
            }
            fault = "is a file";
        } catch (NoSuchFileException e) {
            fault = "doesn't exist";
        } catch (IOException e) {
            throw DataException.unreadable(directory.toString(), e);
        }
        throw new DataException(directory + ": it must be a folder of four IDX files, but " + fault

                + "; name the folder that holds them.");
    }

    /** Reads the test set on a thread of its own beside the training set; ends with both. */
    private static Mnist load(String name, Optional<Path> folder,
            Function<MnistFile, IdxFile> reader) {
        CompletableFuture<Split> test = CompletableFuture.supplyAsync(
                () -> Split.read(reader, MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS),
                task -> Thread.ofPlatform().daemon().name("lanewise-test-set").start(task));
        CompletableFuture<Split> train = CompletableFuture.supplyAsync(
                () -> Split.read(reader, MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS),
                Runnable::run);
        try {
            return train
                    .thenCombine(test, (first, second) -> new Mnist(name, first, second, folder))
                    .join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    private static String nameOf(Path directory) {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null ? directory.toString() : last.toString();
    }

    /**
     * What the classes are called, in their order: the digits; for Fashion-MNIST, which is known by its
     * fingerprint, its names; for other folders the lines of {@code labels.txt} in them, if there is one.
     */
    public List<String> classNames() {
        return classNames;
    }

    /** {@code mnist}, or the name of the folder. */
    public String name() {
        return name;
    }

    /** The training images. */
    public Dataset train() {
        return train;
    }

    /** The test images. */
    public Dataset test() {
        return test;
    }

    /**
     * A fingerprint of the data whatever the files' names and compression: the SHA-256, in
     * lower-case hex, of the four binary SHA-256 digests of the uncompressed files, in the order
     * training images, training labels, test images, test labels.
     */
    public String sha256() {
        return sha256;
    }

    /** Images with their labels, and the digests of both files. */
    private record Split(ImageDataset data, IdxFile images, IdxFile labels) {

        static Split read(Function<MnistFile, IdxFile> reader, MnistFile imageFile,
                MnistFile labelFile) {
            IdxFile labels = reader.apply(labelFile);
            IdxFile images = reader.apply(imageFile);
            if (labels.count() != images.count()) {
                throw new DataException(labels.source() + ": it must have " + images.count()
                        + " labels, one for each image of " + images.source() + ", but has "
                        + labels.count() + "; take both files from the same data set.");
            }
            checkLabels(labels);
            Shape shape = new Shape(1, images.dimensions().get(1), images.dimensions().get(2));
            return new Split(
                    ImageDataset.of(shape, CLASSES, images.values(), labels.values())
                            .normalization(NORMALIZATION),
                    images, labels);
        }

        private static void checkLabels(IdxFile labels) {
            byte[] values = labels.values();
            for (int i = 0; i < values.length; i++) {
                int label = Byte.toUnsignedInt(values[i]);
                if (label >= CLASSES) {
                    throw new DataException(labels.source() + ": its labels must be from 0 to "
                            + (CLASSES - 1) + ", but the one at index " + i + " is " + label
                            + "; use a data set of ten classes.");
                }
            }
        }

        String source() {
            return images.source();
        }

        void addTo(MessageDigest digest) {
            digest.update(images.sha256());
            digest.update(labels.sha256());
        }
    }
}
