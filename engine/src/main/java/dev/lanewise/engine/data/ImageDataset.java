package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Images of unsigned bytes with labels, held in two arrays. Safe for any number of threads.
 *
 * @since 0.1.0
 */
public final class ImageDataset implements Dataset {
    private static final int BYTE_MASK = 0xff;
    private final Shape shape;
    private final int classes;
    private final byte[] pixels;
    private final int[] labels;
    private final Normalization normalization;
    private final List<String> classNames;

    private ImageDataset(Shape shape, int classes, byte[] pixels, int[] labels,
            Normalization normalization, List<String> classNames) {
        this.normalization = normalization;
        this.classNames = classNames;
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * {@return a data set over two arrays} Pixels are not copied and must not be changed afterwards.
     *
     * @param shape shape of one image
     * @param classes number of classes, at most 256
     * @param pixels unsigned values, image after image, each in the order channel, row, column
     * @param labels the images' classes
     * @throws IllegalArgumentException if sizes do not match or a label is not below {@code
     *     classes}
     */
    public static ImageDataset of(Shape shape, int classes, byte[] pixels, byte[] labels) {
        if (classes > BYTE_MASK + 1) {
            throw new IllegalArgumentException(
                    "A set of images with labels that are bytes must have 1 to 256 classes; you gave "
                            + classes + "; give labels as ints.");
        }
        int[] wide = new int[labels.length];
        Arrays.setAll(wide, i -> labels[i] & BYTE_MASK);
        return of(shape, classes, pixels, wide);
    }

    /**
     * {@return the same with any number of classes}
     *
     * @param shape an image's shape
     * @param classes the number of classes
     * @param pixels unsigned bytes, image after image; not copied
     * @param labels the images' classes; not copied
     */
    public static ImageDataset of(Shape shape, int classes, byte[] pixels, int[] labels) {
        if (pixels.length != (long) labels.length * shape.size()) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " must have "
                    + (long) labels.length * shape.size() + " bytes of pixels; you gave "
                    + pixels.length + "; give as many images as labels.");
        }
        if (classes < 1) {
            throw new IllegalArgumentException(
                    "A set of images must have at least 1 class; you gave " + classes + ".");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Label " + i + " must be a class below "
                        + classes + ", but is " + labels[i]
                        + "; correct it, or give more classes.");
            }
        }
        return new ImageDataset(shape, classes, pixels, labels, Normalization.none(), List.of());
    }

    /**
     * {@return the same images with the normalization that suits them}
     *
     * @param value how the bytes become input
     * @throws dev.lanewise.engine.nn.ShapeException if it is for another number of channels
     */
    public ImageDataset normalization(Normalization value) {
        value.requireFits(shape);
        return new ImageDataset(shape, classes, pixels, labels, value, classNames);
    }

    /**
     * {@return the same images with names of the classes, in their order}
     *
     * @param names one for each class
     * @throws IllegalArgumentException if there are more or fewer than classes
     */
    public ImageDataset classNames(List<String> names) {
        if (names.size() != classes) {
            throw new IllegalArgumentException("The names of the classes must be " + classes
                    + "; you gave " + names.size() + ".");
        }
        return new ImageDataset(shape, classes, pixels, labels, normalization,
                List.copyOf(names));
    }

    @Override
    public Normalization normalization() {
        return normalization;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    /**
     * {@return a copy of one image's unsigned bytes}
     *
     * @param index the image's number, from 0
     */
    public byte[] pixels(int index) {
        Objects.checkIndex(index, labels.length);
        return Arrays.copyOfRange(pixels, index * shape.size(), (index + 1) * shape.size());
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int size = shape.size();
        Objects.checkIndex(index, labels.length);
        Objects.checkFromIndexSize(offset, size, into.length);
        int source = index * size;
        // Two plain loops, signed bytes to floats and then their low eight bits: the compiler makes
        // vector code of both, but not of a loop that reads unsigned bytes (four times slower).
        for (int i = 0; i < size; i++) {
            into[offset + i] = pixels[source + i];
        }
        for (int i = offset; i < offset + size; i++) {
            into[i] = (int) into[i] & BYTE_MASK;
        }
    }
}
