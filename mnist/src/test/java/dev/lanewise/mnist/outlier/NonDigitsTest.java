package dev.lanewise.mnist.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.mnist.Mnist;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonDigitsTest {
    private static final int IMAGES = 500;
    private static final Dataset DIGITS = Mnist.load().test();

    /** The same pixels everywhere: nothing is drawn with fonts or with the platform's mathematics. */
    @Test
    void theSeedDecidesEveryPixel() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Dataset drawn = NonDigits.draw(IMAGES, 1, DIGITS);
        for (int i = 0; i < IMAGES; i++) {
            for (float pixel : drawn.image(i).values()) {
                digest.update((byte) pixel);
            }
        }
        assertEquals("0ade521935a566a8",
                HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    }

    @Test
    void imagesDifferAndHaveInkAndPaper() {
        Dataset drawn = NonDigits.draw(IMAGES, 2, DIGITS);
        Set<Integer> different = new HashSet<>();
        int plain = 0;
        for (int i = 0; i < IMAGES; i++) {
            assertEquals(Dataset.NO_CLASS, drawn.label(i));
            float[] image = drawn.image(i).values();
            float least = 255;
            float most = 0;
            for (float pixel : image) {
                least = Math.min(least, pixel);
                most = Math.max(most, pixel);
            }
            plain += most - least < 30 ? 1 : 0;
            different.add(Arrays.hashCode(image));
        }
        // Checks have few parameters, so that two may be alike.
        assertTrue(different.size() > IMAGES - 10, different.size() + " different images");
        assertTrue(plain < IMAGES / 50, plain + " plain images");
    }

    @Test
    void anotherShapeIsRefused() {
        Dataset small = ImageDataset.of(new Shape(1, 8, 8), 10, new byte[64], new byte[1]);
        assertThrows(IllegalArgumentException.class, () -> NonDigits.draw(5, 1, small));
        assertThrows(IndexOutOfBoundsException.class,
                () -> NonDigits.draw(5, 1, DIGITS).label(5));
    }
}
