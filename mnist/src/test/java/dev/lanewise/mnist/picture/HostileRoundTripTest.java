package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Test digits of MNIST go through pictures that are hard to read, and come back. */
class HostileRoundTripTest {
    private static final Dataset TEST = Mnist.load().test();
    private static final Model MODEL = Lenet5.pretrained();

    /** Makes a picture of a digit. */
    @FunctionalInterface
    private interface Camera {
        Picture take(HostilePictures pictures, float[] digit);
    }

    @Test
    void aThousandHostilePicturesCostAtMostOneAndAHalfPoints() {
        assertAccuracy(1000, 0.015, HostilePictures::hostile);
    }

    @Test
    void photographsOnPlainPaperCostAtMostTwoPoints() {
        assertAccuracy(100, 0.02, (pictures, digit) -> pictures.photograph(digit, false));
    }

    @Test
    void photographsOnRuledPaperCostAtMostTwoPoints() {
        assertAccuracy(100, 0.02, (pictures, digit) -> pictures.photograph(digit, true));
    }

    /** Takes pictures of digits from all over the test set; none may be refused. */
    private static void assertAccuracy(int count, double loss, Camera camera) {
        int step = TEST.size() / count;
        double direct = share(count, i -> isKnown(TEST.image(i * step), TEST.label(i * step)));
        double prepared = share(count, i -> {
            Sample digit = TEST.image(i * step);
            DigitImage image = DigitImage
                    .prepare(camera.take(new HostilePictures(i), digit.values()));
            MnistForm.assertHolds(image);
            return isKnown(image.sample(), digit.label());
        });
        assertTrue(prepared >= direct - loss,
                () -> "accuracy " + prepared + ", fed directly " + direct);
    }

    private static boolean isKnown(Sample sample, int label) {
        return MODEL.predict(sample).label() == label;
    }

    private static double share(int count, IntPredicate known) {
        return IntStream.range(0, count).parallel().filter(known).count() / (double) count;
    }
}
