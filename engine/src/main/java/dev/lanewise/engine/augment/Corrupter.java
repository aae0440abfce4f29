package dev.lanewise.engine.augment;

import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.random.CounterRandom;

/**
 * Spoils a share of the images, in place, as bad light, cameras, scanners and paper do: other
 * brightness and contrast, fog, noise, blur, bands, lines, spots, outlines. A spoilt image gets one
 * kind of damage, or two. What it gets is a function of (seed, epoch, index of the sample) alone.
 * Holds scratch arrays: belongs to one worker.
 */
public final class Corrupter {
    /** Smaller images have no room for the damage. */
    public static final int LEAST_SIDE = 8;
    /** Numbers an image: whether, which, a second one, and the amounts of both. */
    private static final int DRAWS = 32;
    private static final int AMOUNTS = 12;
    private static final int FIRST = 4;
    private static final int SECOND = FIRST + AMOUNTS;
    /** Share of the spoilt images that are spoilt twice. */
    private static final float TWICE = 0.3f;
    /** What a random fill takes. */
    private static final int MULTIPLE = 4;
    private static final Kind[] KINDS = Kind.values();

    /** The kinds of damage, all equally frequent. */
    private enum Kind {
        CONTRAST, FOG, NOISE, SPECKLE, IMPULSES, BLUR, MOTION, SHUFFLE, BAND, LINES, SPOTS, OUTLINE
    }

    private final double share;
    private final Shape shape;
    private final float[] draws = new float[DRAWS];
    private final float[] noise;
    private final PixelDamage damage;

    Corrupter(double share, Shape shape) {
        this.share = share;
        this.shape = shape;
        int pixels = shape.height() * shape.width();
        this.noise = new float[Math.ceilDiv(pixels, MULTIPLE) * MULTIPLE];
        this.damage = new PixelDamage(shape.height(), shape.width(), draws, noise);
    }

    /**
     * Spoils a sample, or leaves it as it is.
     *
     * @param random of the epoch
     * @param sample its index
     * @param values its raw values from 0 to 255, channel after channel from {@code offset}; modified
     */
    void apply(CounterRandom random, int sample, float[] values, int offset) {
        random.fillSymmetric(2L * sample, draws);
        if (unit(0) >= share) {
            return;
        }
        random.fillSymmetric(2L * sample + 1, noise);
        int pixels = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            int at = offset + channel * pixels;
            run(kind(1), FIRST, values, at);
            if (unit(2) < TWICE) {
                run(kind(3), SECOND, values, at);
            }
        }
    }

    private float unit(int draw) {
        return (draws[draw] + 1) / 2;
    }

    private Kind kind(int draw) {
        return KINDS[(int) (unit(draw) * KINDS.length)];
    }

    private void run(Kind kind, int amounts, float[] values, int at) {
        switch (kind) {
            case CONTRAST -> damage.contrast(amounts, values, at);
            case FOG -> damage.fog(amounts, values, at);
            case NOISE -> damage.noise(amounts, values, at);
            case SPECKLE -> damage.speckle(amounts, values, at);
            case IMPULSES -> damage.impulses(amounts, values, at);
            case BLUR -> damage.blur(amounts, values, at);
            case MOTION -> damage.motion(amounts, values, at);
            case SHUFFLE -> damage.shuffle(amounts, values, at);
            case BAND -> damage.band(amounts, values, at);
            case LINES -> damage.lines(amounts, values, at);
            case SPOTS -> damage.spots(amounts, values, at);
            case OUTLINE -> damage.outline(amounts, values, at);
        }
    }
}
