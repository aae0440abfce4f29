package dev.lanewise.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link FirstLook}. */
class FirstLookTest {

    /** Images of two pixels, 0 and the one given, with the classes of a cycle. */
    private static Dataset images(int classes, int used, int... pixels) {
        byte[] values = new byte[2 * pixels.length];
        byte[] labels = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[2 * i + 1] = (byte) pixels[i];
            labels[i] = (byte) (i % used);
        }
        return ImageDataset.of(new Shape(1, 1, 2), classes, values, labels);
    }

    @Test
    void aUsualSetIsNotWorthAWord() {
        FirstLook look = FirstLook.at(images(2, 2, 64, 1, 1, 200));
        assertEquals(List.of(), look.remarks("x"));
        assertEquals(1, look.range().factor());
    }

    @Test
    void theLargestPixelIsFoundWhereverItIs() {
        int[] pixels = new int[5000];
        pixels[4999] = 15;
        FirstLook look = FirstLook.at(images(2, 2, pixels));
        assertEquals(15, look.range().largest());
        assertEquals(17f, look.range().factor());
        assertEquals(
                "The largest pixel of the training images of x is 15, where up to 255 is usual; all"
                        + " are taken as parts of 15, and the model expects such images.",
                look.remarks("x").get(0));
        pixels[4998] = 63;
        assertEquals(63, FirstLook.at(images(2, 2, pixels)).range().largest());
        pixels[4998] = 64;
        assertEquals(1, FirstLook.at(images(2, 2, pixels)).range().factor());
    }

    @Test
    void imagesOfOneValueAndClassesWithoutAnyAreNoticed() {
        FirstLook look = FirstLook.at(images(3, 2, 0, 0, 0, 200, 0, 0));
        assertEquals(List.of("Of the training images of x that were looked at, 5 of 6 have pixels"
                + " of one value only; check the file of images.",
                "The training images of x hold none of the class 2, which the model will not"
                        + " know."),
                look.remarks("x"));
        assertEquals(1, FirstLook.at(images(2, 2, 0, 0, 0, 0)).range().factor());
    }
}
