package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Mnist} over folders of small files. */
class MnistTest {
    @TempDir
    Path parent;
    private Path directory;

    @BeforeEach
    void writeDataset() throws IOException {
        directory = Files.createDirectory(parent.resolve("tiny-mnist"));
        IdxFixture.writeDataset(directory);
    }

    private void assertRefused(String message) {
        assertRefused(directory, message);
    }

    private static void assertRefused(Path folder, String message) {
        assertEquals(message,
                assertThrows(DataException.class, () -> Mnist.load(folder)).getMessage());
    }

    private static List<Integer> labels(Dataset data) {
        return IntStream.range(0, data.size()).mapToObj(data::label).toList();
    }

    @Test
    void loadsAFolder() {
        Mnist mnist = Mnist.load(directory);
        assertEquals("tiny-mnist", mnist.name());
        for (Dataset data : List.of(mnist.train(), mnist.test())) {
            assertEquals(new Shape(1, 4, 5), data.shape());
            assertEquals(10, data.classes());
        }
        assertEquals(List.of(7, 0, 9), labels(mnist.train()));
        assertEquals(List.of(1, 2), labels(mnist.test()));
        float[] secondImage = new float[20];
        for (int i = 0; i < 20; i++) {
            secondImage[i] = 20 + i;
        }
        assertArrayEquals(secondImage, mnist.train().image(1).values());
    }

    @Test
    void namesADirectoryGivenAsDot() {
        assertEquals("tiny-mnist", Mnist.load(directory.resolve(".")).name());
    }

    @Test
    void fingerprintIsThatOfTheFourFiles() throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        MessageDigest one = MessageDigest.getInstance("SHA-256");
        for (String name : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            all.update(one.digest(Files.readAllBytes(directory.resolve(name))));
        }
        assertEquals(HexFormat.of().formatHex(all.digest()), Mnist.load(directory).sha256());
    }

    @ParameterizedTest
    @CsvSource({"-idx, false", "-idx, true", ".idx, false", ".idx, true"})
    void findsEverySpelling(String spelling, boolean compressed) throws Exception {
        String expected = Mnist.load(directory).sha256();
        for (Path file : files()) {
            String name = file.getFileName().toString().replace("-idx", spelling);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(directory.resolve(compressed ? name + ".gz" : name),
                    compressed ? IdxFixture.gzip(content) : content);
        }
        assertEquals(expected, Mnist.load(directory).sha256());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void prefersTheFirstNameWhereSeveralAreThere() throws Exception {
        Files.write(directory.resolve("t10k-labels.idx1-ubyte.gz"), new byte[]{1, 2, 3});
        assertEquals(List.of(1, 2), labels(Mnist.load(directory).test()));
    }

    @Test
    void refusesAFolderThatIsNone() throws Exception {
        Path missing = parent.resolve("missing");
        assertRefused(missing,
                missing + ": it must be a folder of four IDX files, but doesn't exist;"
                        + " name the folder that holds them.");
        Path file = Files.write(parent.resolve("file"), new byte[1]);
        assertRefused(file, file + ": it must be a folder of four IDX files, but is a file;"
                + " name the folder that holds them.");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhichNamesOfAMissingFileItLookedFor(MnistFile missing) throws Exception {
        Files.delete(directory.resolve(missing.names().getFirst()));
        String set = missing.name().startsWith("TRAIN") ? "train-" : "t10k-";
        String form = missing.name().endsWith("IMAGES") ? "images%sidx3-ubyte"
                : "labels%sidx1-ubyte";
        String dashed = set + form.formatted("-");
        String dotted = set + form.formatted(".");
        assertRefused(directory + ": must hold one of the files " + dashed + ", " + dashed + ".gz, "
                + dotted + ", " + dotted + ".gz; put the four files of the data set"
                + " there, or name the folder that holds them.");
    }

    @ParameterizedTest
    @EnumSource
    void passesOnWhatTheReaderFoundInAnyFile(MnistFile damaged) throws Exception {
        Path file = directory.resolve(damaged.names().getFirst());
        Files.write(file, new byte[]{0, 0, 8});
        assertRefused(file + ": the file ends within its IDX header;"
                + " fetch it again.");
    }

    @Test
    void refusesAFolderInPlaceOfAFile() throws Exception {
        Path file = directory.resolve("t10k-labels-idx1-ubyte");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused(directory,
                file + ": it must be an IDX file, but is a folder; put the file there.");
    }

    @Test
    void tellsOfTheTrainingSetFirstWhereBothAreDamaged() throws Exception {
        Path train = directory.resolve("train-labels-idx1-ubyte");
        Files.write(train, IdxFixture.images(1, 1, 1));
        Files.write(directory.resolve("t10k-labels-idx1-ubyte"), new byte[1]);
        assertRefused(
                train + ": it must be an IDX file of rank 1, but has rank 3; images have rank 3"
                        + " and labels rank 1, so check which file is which.");
    }

    @ParameterizedTest
    @CsvSource({"train, 3", "t10k, 2"})
    void refusesAnotherNumberOfLabelsThanImages(String set, int images) throws Exception {
        Path file = directory.resolve(set + "-labels-idx1-ubyte");
        Files.write(file, IdxFixture.labels(1, 2, 3, 4));
        assertRefused(file + ": it must have " + images + " labels, one for each image of "
                + directory.resolve(set + "-images-idx3-ubyte") + ", but has 4;"
                + " take both files from the same data set.");
    }

    /** As many as the labels need, and ten at least: parts of MNIST may lack some. */
    @ParameterizedTest
    @CsvSource({"3,10", "9,10", "10,11", "46,47", "255,256"})
    void theLabelsSayHowManyClassesThereAre(int largest, int classes) throws Exception {
        Files.write(directory.resolve("train-labels-idx1-ubyte"),
                IdxFixture.labels(0, 2, largest));
        Mnist mnist = Mnist.load(directory);
        assertEquals(classes, mnist.train().classes());
        assertEquals(classes, mnist.test().classes());
        assertEquals(IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
                mnist.classNames());
    }

    @Test
    void theClassesMayBeNamed() throws Exception {
        Files.write(directory.resolve("train-labels-idx1-ubyte"), IdxFixture.labels(0, 1, 2));
        Files.writeString(directory.resolve("labels.txt"), "shirt\n\n  coat \nbag\n");
        Mnist mnist = Mnist.load(directory);
        assertEquals(3, mnist.train().classes());
        assertEquals(List.of("shirt", "coat", "bag"), mnist.classNames());
    }

    @Test
    void refusesLabelsOutsideTheNamedClasses() throws Exception {
        Files.writeString(directory.resolve("labels.txt"), "shirt\ncoat\n");
        assertRefused(directory.resolve("train-labels-idx1-ubyte")
                + ": its labels must be from 0 to 1, as labels.txt names 2 classes, but the one at"
                + " index 0 is 7; name all classes there.");
        Files.writeString(directory.resolve("labels.txt"), "\n");
        assertRefused(directory.resolve("labels.txt")
                + ": must name 1 to 256 classes, one a line; it names 0.");
    }

    @Test
    void refusesTestImagesOfAnotherSize() throws Exception {
        Path file = directory.resolve("t10k-images-idx3-ubyte");
        Files.write(file, IdxFixture.images(2, 5, 4));
        assertRefused(file + ": its images must be 1×4×5 as in "
                + directory.resolve("train-images-idx3-ubyte")
                + ", but are 1×5×4; take all files from the same data set.");
    }
}
