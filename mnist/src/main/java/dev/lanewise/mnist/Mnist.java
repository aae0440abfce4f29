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
 * Greyscale images with their classes, for training and for testing: MNIST itself, or a folder of four
 * files in its form, such as Fashion-MNIST or EMNIST. Immutable; safe for use by any number of threads.
 *
 * @since 0.1.0
 */
public final class Mnist {
    private static final double MEAN = 0.1307;
    private static final double DEVIATION = 0.3081;
    /**
     * Takes the images' bytes to mean 0 and deviation 1, by the mean and the deviation of MNIST's training
     * images; a trainer takes it where it is given no other.
     */
    public static final Normalization NORMALIZATION = Normalization.standard(MEAN, DEVIATION);

    /** How many there are at least where nothing names them: parts of MNIST may lack some. */
    private static final int CLASSES = 10;

    private final String name;
    private final Dataset train;
    private final Dataset test;
    private final String sha256;
    private final List<String> classNames;

    private Mnist(String name, Split train, Split test, Optional<Path> folder) {
        if (!train.shape().equals(test.shape())) {
            throw new DataException(test.source() + ": its images must be "
                    + train.shape() + " as in " + train.source() + ", but are "
                    + test.shape() + "; take all files from the same data set.");
        }
        this.name = name;
        MessageDigest digest = IdxReader.newSha256();
        train.addTo(digest);
        test.addTo(digest);
        this.sha256 = HexFormat.of().formatHex(digest.digest());
        Optional<List<String>> named = folder.flatMap(ClassNames::in);
        int classes = Math.max(named.map(List::size).orElse(CLASSES),
                1 + Math.max(train.largestLabel(), test.largestLabel()));
        this.classNames = named.orElseGet(() -> ClassNames.known(sha256, classes));
        train.checkLabels(classNames.size());
        test.checkLabels(classNames.size());
        this.train = train.data(classNames);
        this.test = test.data(classNames);
    }

    /**
     * Loads MNIST, which comes with the module {@code dev.lanewise.mnist.images}, the artifact {@code
     * lanewise-mnist-images}: 60,000 training and 10,000 test images of handwritten digits, shape
     * 1×28×28. Every file is checked against its SHA-256.
     *
     * @return the data
     * @throws DataException if that module or a file is missing, or a file is not the original
     */
    public static Mnist load() {
        return load("mnist", Optional.empty(),
                file -> file.readOwn(OwnFile.openImages(file.resource())));
    }

    /**
     * Loads a folder that holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}; each may also be spelled
     * with {@code .idx} in place of {@code -idx}, and have {@code .gz} at the end. Whether a file
     * is compressed is decided by its content. Images may have any size, the same in both sets. A file
     * {@code labels.txt} may name the classes, one a line; without it there are as many as the labels
     * need, at least ten.
     *
     * @param directory the folder
     * @return the data
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
     * {@return what the classes are called, in their order: the digits; for Fashion-MNIST, which is known by
     * its fingerprint, its names; for other folders the lines of {@code labels.txt} in them, if there is one}
     * There are as many as {@linkplain Dataset#classes classes}.
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * {@code mnist}, or the name of the folder.
     *
     * @return a name
     */
    public String name() {
        return name;
    }

    /** {@return the training images} */
    public Dataset train() {
        return train;
    }

    /** {@return the test images} */
    public Dataset test() {
        return test;
    }

    /**
     * {@return a fingerprint of the data whatever the files' names and compression: the SHA-256, in
     * lower-case hex, of the four binary SHA-256 digests of the uncompressed files, in the order
     * training images, training labels, test images, test labels}
     */
    public String sha256() {
        return sha256;
    }

    /** Images with their labels, and the digests of both files. */
    private record Split(Shape shape, IdxFile images, IdxFile labels) {

        static Split read(Function<MnistFile, IdxFile> reader, MnistFile imageFile,
                MnistFile labelFile) {
            IdxFile labels = reader.apply(labelFile);
            IdxFile images = reader.apply(imageFile);
            if (labels.count() != images.count()) {
                throw new DataException(labels.source() + ": it must have " + images.count()
                        + " labels, one for each image of " + images.source() + ", but has "
                        + labels.count() + "; take both files from the same data set.");
            }
            return new Split(
                    new Shape(1, images.dimensions().get(1), images.dimensions().get(2)), images,
                    labels);
        }

        int largestLabel() {
            int largest = 0;
            for (byte label : labels.values()) {
                largest = Math.max(largest, Byte.toUnsignedInt(label));
            }
            return largest;
        }

        void checkLabels(int classes) {
            byte[] values = labels.values();
            for (int i = 0; i < values.length; i++) {
                int label = Byte.toUnsignedInt(values[i]);
                if (label >= classes) {
                    throw new DataException(labels.source() + ": its labels must be from 0 to "
                            + (classes - 1) + ", as labels.txt names " + classes
                            + " classes, but the one at index " + i + " is " + label
                            + "; name all classes there.");
                }
            }
        }

        Dataset data(List<String> classNames) {
            return ImageDataset.of(shape, classNames.size(), images.values(), labels.values())
                    .normalization(NORMALIZATION)
                    .classNames(classNames);
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
