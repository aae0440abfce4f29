package dev.lanewise.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.nn.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of bytes, views of them, and how raw values are normalized. */
class DatasetTest {
    private static final Shape SHAPE = new Shape(1, 1, 2);

    /** Image i holds 10·i and 10·i + 200, the latter above a signed byte's range; label i % 3. */
    private static ImageDataset images(int count) {
        byte[] pixels = new byte[count * 2];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[2 * i] = (byte) (10 * i);
            pixels[2 * i + 1] = (byte) (10 * i + 200);
            labels[i] = (byte) (i % 3);
        }
        return ImageDataset.of(SHAPE, 3, pixels, labels);
    }

    @Test
    void imagesAreReadAsUnsignedBytes() {
        ImageDataset images = images(5);
        assertEquals(5, images.size());
        assertEquals(SHAPE, images.shape());
        assertEquals(3, images.classes());
        float[] into = {-1, -1, -1, -1};
        images.read(4, into, 1);
        assertArrayEquals(new float[]{-1, 40, 240, -1}, into);
        assertEquals(1, images.label(4));
        assertArrayEquals(new byte[]{40, (byte) 240}, images.pixels(4));
        Sample sample = images.image(2);
        assertEquals(SHAPE, sample.shape());
        assertArrayEquals(new float[]{20, 220}, sample.values());
        assertEquals(2, sample.label());
    }

    @Test
    void everyByteIsItsUnsignedValueCompiledOrNot() {
        byte[] pixels = new byte[256];
        float[] expected = new float[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
            expected[i] = i;
        }
        ImageDataset images = ImageDataset.of(Shape.flat(256), 1, pixels, new byte[1]);
        float[] into = new float[256];
        for (int call = 0; call < 20_000; call++) {
            images.read(0, into, 0);
        }
        assertArrayEquals(expected, into);
    }

    @Test
    void pixelsAreACopy() {
        ImageDataset images = images(1);
        images.pixels(0)[1] = 7;
        assertEquals((byte) 200, images.pixels(0)[1]);
    }

    @Test
    void labelsAreUnsignedToo() {
        ImageDataset images = ImageDataset.of(Shape.flat(1), 256, new byte[]{1},
                new byte[]{(byte) 255});
        assertEquals(255, images.label(0));
    }

    @Test
    void labelsThatAreIntsNameAnyClass() {
        ImageDataset images = ImageDataset.of(Shape.flat(1), 70_000, new byte[]{1},
                new int[]{69_999});
        assertEquals(69_999, images.label(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MAX_VALUE})
    void whatIsNotThereIsRefused(int index) {
        ImageDataset images = images(3);
        assertThrows(IndexOutOfBoundsException.class, () -> images.read(index, new float[2], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> images.image(index));
        assertThrows(IndexOutOfBoundsException.class, () -> images.label(index));
        assertThrows(IndexOutOfBoundsException.class, () -> images.pixels(index));
        assertThrows(IndexOutOfBoundsException.class, () -> images.select(0, index));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        ImageDataset images = images(3);
        assertThrows(IndexOutOfBoundsException.class, () -> images.read(0, new float[2], 1));
        assertThrows(IndexOutOfBoundsException.class, () -> images.read(0, new float[3], -1));
        assertThrows(IndexOutOfBoundsException.class, () -> images.slice(1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> images.slice(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> images.slice(-1, 1));
    }

    private static String message(int classes, byte[] pixels, byte[] labels) {
        return assertThrows(IllegalArgumentException.class,
                () -> ImageDataset.of(SHAPE, classes, pixels, labels)).getMessage();
    }

    @Test
    void arraysThatDoNotBelongTogetherAreRefused() {
        assertEquals(
                "3 images of 1×1×2 must have 6 bytes of pixels; you gave 5; give as many images as labels.",
                message(3, new byte[5], new byte[3]));
        assertEquals("A set of images must have at least 1 class; you gave 0.",
                message(0, new byte[2], new byte[1]));
        assertEquals(
                "A set of images with labels that are bytes must have 1 to 256 classes; you gave"
                        + " 257; give labels as ints.",
                message(257, new byte[2], new byte[1]));
        assertEquals("Label 1 must be a class below 3, but is 3; correct it, or give more classes.",
                message(3, new byte[4], new byte[]{2, 3}));
        assertEquals(
                "Label 0 must be a class below 200, but is 255; correct it, or give more classes.",
                message(200, new byte[2], new byte[]{-1}));
    }

    @Test
    void aSampleHasAsManyValuesAsItsShape() {
        assertEquals("A sample of shape 1×1×2 must have 2 values; you gave 3.",
                assertThrows(IllegalArgumentException.class,
                        () -> Sample.of(SHAPE, new float[3])).getMessage());
    }

    @Test
    void aSliceIsAView() {
        Dataset slice = images(6).slice(2, 5);
        assertView(slice, 2, 3, 4);
        assertView(slice.slice(1, 3), 3, 4);
        assertEquals(0, slice.slice(1, 1).size());
    }

    @Test
    void aSelectionIsAViewInTheOrderThatWasGiven() {
        int[] indices = {5, 0, 5, 3};
        Dataset selection = images(6).select(indices);
        indices[0] = 1;
        assertView(selection, 5, 0, 5, 3);
        assertView(selection.select(3, 0).slice(0, 1), 3);
        assertEquals(0, images(6).select().size());
        assertThrows(IndexOutOfBoundsException.class, () -> selection.read(4, new float[2], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> selection.label(-1));
    }

    private static void assertView(Dataset view, int... indices) {
        Dataset whole = images(6);
        assertEquals(indices.length, view.size());
        assertEquals(whole.shape(), view.shape());
        assertEquals(whole.classes(), view.classes());
        for (int i : IntStream.range(0, indices.length).toArray()) {
            assertEquals(whole.label(indices[i]), view.label(i));
            assertArrayEquals(whole.image(indices[i]).values(), view.image(i).values());
        }
    }

    @Test
    void normalizations() {
        assertEquals(Normalization.of(1, 0), Normalization.none());
        assertEquals(Normalization.of(1 / 255f, 0), Normalization.unit());
        Normalization standard = Normalization.standard(0.1307, 0.3081);
        assertEquals(Normalization.unit(), Normalization.none().scale(1 / 255f));
        assertEquals(Normalization.of(1, -0.5f), Normalization.none().shift(-0.5f));
        double mean = 0.1307 * 255;
        double deviation = 0.3081 * 255;
        assertEquals(0, standard.scale() * mean + standard.shift(), 1e-7);
        assertEquals(1, standard.scale() * (mean + deviation) + standard.shift(), 1e-6);
        assertEquals(-2, standard.scale() * (mean - 2 * deviation) + standard.shift(), 1e-6);
    }

    /** A scale of 0 makes all images alike; greater numbers overflow within a network. */
    @Test
    void aNormalizationIsFiniteAndKeepsImagesApart() {
        for (float wrong : new float[]{Float.NaN, Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY, 0, -0f, 1e-31f, 1e31f}) {
            assertEquals("A normalization needs a finite scale from 1e-30 to 1e30 and a shift of"
                    + " at most 1e30; it has " + wrong + " and 0.0.",
                    assertThrows(IllegalArgumentException.class,
                            () -> Normalization.of(wrong, 0)).getMessage());
        }
        for (float wrong : new float[]{Float.NaN, Float.NEGATIVE_INFINITY, 1e31f, -1e31f}) {
            assertThrows(IllegalArgumentException.class, () -> Normalization.of(1, wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> Normalization.standard(0.1, 0));
        assertEquals(-1e30f, Normalization.of(-1e30f, -1e30f).scale());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aDeviationIsAboveZero(double deviation) {
        assertEquals("A normalization needs a deviation above 0; you gave " + deviation
                + "; with data of one value alone, use unit().",
                assertThrows(IllegalArgumentException.class,
                        () -> Normalization.standard(0.5, deviation)).getMessage());
    }

    @Test
    void aSampleShowsItsShape() {
        Sample sample = Sample.of(new Shape(1, 1, 2), new float[]{1, 2}, 3);
        assertEquals("Sample[1×1×2, label 3]", sample.toString());
        assertEquals(sample, Sample.of(new Shape(1, 1, 2), new float[]{1, 2}, 3));
        assertEquals(sample.hashCode(),
                Sample.of(new Shape(1, 1, 2), new float[]{1, 2}, 3).hashCode());
        Sample unknown = Sample.of(new Shape(1, 1, 2), new float[]{1, 2});
        assertEquals(Dataset.NO_CLASS, unknown.label());
        assertEquals("Sample[1×1×2]", unknown.toString());
        assertNotEquals(sample, unknown);
    }
}
