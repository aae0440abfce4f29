package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void aSquareOfTheSameSideIsCopied() {
        assertArrayEquals(new float[]{2, 3, 6, 7}, Resampling.square(IMAGE, 4, 1, 0, 2, 2));
    }

    /** Columns 0 to 1.5 and 1.5 to 3, the same for rows, of which the third is outside. */
    @Test
    void cutPixelsCountByTheirParts() {
        float upperLeft = (1 + 2 / 2f + (5 + 6 / 2f) / 2) / 2.25f;
        float upperRight = (2 / 2f + 3 + (6 / 2f + 7) / 2) / 2.25f;
        float lowerLeft = (5 + 6 / 2f) / 2 / 2.25f;
        float lowerRight = (6 / 2f + 7) / 2 / 2.25f;
        assertArrayEquals(new float[]{upperLeft, upperRight, lowerLeft, lowerRight},
                Resampling.square(IMAGE, 4, 0, 0, 3, 2), 1e-6f);
    }

    @Test
    void outsideTheImageIsZero() {
        assertArrayEquals(new float[]{0, 0, 0, 0, 0, 1, 2, 3, 0, 5, 6, 7, 0, 0, 0, 0},
                Resampling.square(IMAGE, 4, -1, -1, 4, 4));
        assertArrayEquals(new float[]{4, 0, 8, 0}, Resampling.square(IMAGE, 4, 3, 0, 2, 2));
        assertArrayEquals(new float[]{0}, Resampling.square(IMAGE, 4, 9, 7, 1, 1));
    }

    @Test
    void aSquareMayBeEnlarged() {
        assertArrayEquals(new float[]{1, 1, 2, 2, 1, 1, 2, 2, 5, 5, 6, 6, 5, 5, 6, 6},
                Resampling.square(IMAGE, 4, 0, 0, 2, 4));
    }

    /** New pixel centres lie at −¼, ¼, ¾ and 1¼ pixels; what is outside is the border's. */
    @Test
    void enlargingInterpolatesBetweenPixelCentres() {
        assertArrayEquals(
                new float[]{0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12},
                Resampling.enlarge(new float[]{0, 4, 8, 12}, 2, 2));
        assertArrayEquals(new float[]{0, 0, 2, 4, 6, 6, 0, 0, 2, 4, 6, 6, 0, 0, 2, 4, 6, 6},
                Resampling.enlarge(new float[]{0, 6}, 2, 3));
        assertArrayEquals(IMAGE, Resampling.enlarge(IMAGE, 4, 1));
    }
}
