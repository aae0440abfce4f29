package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.mnist.images.MnistImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real MNIST that comes with the module of images. */
class OwnMnistTest {
    @TempDir
    Path directory;

    private static List<Integer> firstLabels(Dataset data) {
        return IntStream.range(0, 5).mapToObj(data::label).toList();
    }

    private static byte[] stored(MnistFile file) throws IOException {
        try (InputStream in = MnistImages.class.getResourceAsStream(file.resource())) {
            return in.readAllBytes();
        }
    }

    private static byte[] uncompressed(MnistFile file) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored(file)))) {
            return in.readAllBytes();
        }
    }

    private static String refusal(MnistFile file, byte[] content) {
        return String.valueOf(assertThrows(DataException.class,
                () -> file.readOwn(new ByteArrayInputStream(content))).getMessage());
    }

    @Test
    void isTheWholeOfMnist() {
        Mnist mnist = Mnist.load();
        assertEquals("mnist", mnist.name());
        assertEquals(60_000, mnist.train().size());
        assertEquals(10_000, mnist.test().size());
        assertEquals(List.of(5, 0, 4, 1, 9), firstLabels(mnist.train()));
        assertEquals(List.of(7, 2, 1, 0, 4), firstLabels(mnist.test()));
        for (Dataset data : List.of(mnist.train(), mnist.test())) {
            assertEquals(new Shape(1, 28, 28), data.shape());
            assertEquals(10, data.classes());
        }
    }

    /** The mean 0.1307 and standard deviation 0.3081 that are known of the training pixels. */
    @Test
    void trainingPixelsHaveTheKnownMeanAndDeviation() {
        Dataset train = Mnist.load().train();
        long sum = 0;
        long sumOfSquares = 0;
        for (int i = 0; i < train.size(); i++) {
            for (float value : train.image(i).values()) {
                int pixel = (int) value;
                sum += pixel;
                sumOfSquares += (long) pixel * pixel;
            }
        }
        double count = 60_000.0 * 784;
        double mean = sum / count;
        double variance = sumOfSquares / count - mean * mean;
        assertEquals(0.1307, mean / 255, 5e-5);
        assertEquals(0.3081, StrictMath.sqrt(variance) / 255, 5e-5);
    }

    @ParameterizedTest
    @EnumSource
    void anyChangedPixelOrLabelIsFound(MnistFile file) throws IOException {
        byte[] content = uncompressed(file);
        content[content.length / 2] ^= 1;
        String message = refusal(file, content);
        assertTrue(message
                .matches("\\S+-ubyte\\.gz of lanewise-mnist-images: its content must have the"
                        + " SHA-256 [0-9a-f]{64}, but has [0-9a-f]{64}; build or download"
                        + " lanewise-mnist-images again\\."),
                message);
    }

    @ParameterizedTest
    @EnumSource
    void aChangedByteInTheStoredFileIsFound(MnistFile file) throws IOException {
        byte[] stored = stored(file);
        stored[stored.length / 2] ^= 1;
        String message = refusal(file, stored);
        assertTrue(
                message.startsWith(
                        file.resource() + " of lanewise-mnist-images: the gzip file is damaged ("),
                message);
    }

    @Test
    void aFolderOfTheSameFilesHasTheSameFingerprint() throws IOException {
        for (MnistFile file : MnistFile.values()) {
            Files.write(directory.resolve(file.resource()), stored(file));
        }
        assertEquals(Mnist.load().sha256(), Mnist.load(directory).sha256());
    }
}
