package dev.lanewise.mnist.outlier;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Shape;
import java.util.Objects;

/**
 * Images of 28×28 pixels of what is no digit: letters, figures, scribbles, charts, surfaces, and parts
 * of digits. All of them are labelled {@link Dataset#NO_CLASS}. They are a function of the seed and the
 * digits alone, and are drawn when the set is made. Safe for any number of threads.
 *
 * @since 0.1.0
 */
public final class NonDigits implements Dataset {
    private static final int BYTE_MASK = 0xff;
    private static final Shape SHAPE = new Shape(1, Canvas.SIDE, Canvas.SIDE);

    private final byte[] pixels;
    private final int size;
    private final int classes;

    private NonDigits(byte[] pixels, int size, int classes) {
        this.pixels = pixels;
        this.size = size;
        this.classes = classes;
    }

    /** Draws one image. */
    private interface Drawing {
        void draw(Draws draws, Canvas canvas);
    }

    /**
     * Draws images.
     *
     * @param count how many, at least 0
     * @param seed of all that is random in them
     * @param digits of 1×28×28 pixels, parts of which are drawn
     * @return the images
     * @throws IllegalArgumentException if the digits have another shape or there are none
     */
    public static NonDigits draw(int count, long seed, Dataset digits) {
        if (!digits.shape().equals(SHAPE) || digits.size() == 0) {
            throw new IllegalArgumentException("Non-digits are drawn from images of " + SHAPE
                    + "; these are " + digits.size() + " of " + digits.shape() + ".");
        }
        DigitParts parts = new DigitParts(digits);
        // Each as often as it is named.
        Drawing[] placed = {Letters::draw, Letters::draw, Letters::draw, Letters::draw,
                Letters::draw, Shapes::solid, Shapes::outline, Shapes::silhouette, Shapes::dots,
                Shapes::scribble, Shapes::scribble, Shapes::wander, Shapes::wander, Shapes::wave,
                Shapes::bars, Shapes::chart};
        Drawing[] full = {Textures::stripes, Textures::checks, Textures::noise, Textures::noise,
                Textures::gradient, Shapes::silhouette, parts::joined, parts::joined,
                parts::overlaid, parts::cut, parts::cut, parts::mixed};
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
        for (int image = 0; image < count; image++) {
            Draws draws = new Draws(seed, image);
            int kind = draws.below(placed.length + full.length);
            Canvas canvas = kind < placed.length ? Canvas.random(draws) : Canvas.full();
            Drawing drawing = kind < placed.length ? placed[kind] : full[kind - placed.length];
            drawing.draw(draws, canvas);
            canvas.copyTo(pixels, image * SHAPE.size());
        }
        return new NonDigits(pixels, count, digits.classes());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, size);
        return NO_CLASS;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        Objects.checkIndex(index, size);
        Objects.checkFromIndexSize(offset, SHAPE.size(), into.length);
        int from = index * SHAPE.size();
        for (int i = 0; i < SHAPE.size(); i++) {
            into[offset + i] = pixels[from + i] & BYTE_MASK;
        }
    }
}
