package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperTest {

    /** Planes of colours that are functions of the place, from −1 to 1 in both directions. */
    private static ColorPlanes planes(int width, int height, DoubleBinaryOperator... colors) {
        float[][] planes = new float[ColorPlanes.CHANNELS][width * height];
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0; i < width * height; i++) {
                double x = (2.0 * (i % width) + 1) / width - 1;
                double y = (2.0 * (i / width) + 1) / height - 1;
                planes[c][i] = (float) colors[c].applyAsDouble(x, y);
            }
        }
        return new ColorPlanes(width, height, 1, planes);
    }

    private static float[] difference(Paper paper, int index) {
        float[] difference = new float[ColorPlanes.CHANNELS];
        paper.differenceAt(index, paper.newBasis(), difference);
        return difference;
    }

    /** A square of ink in the middle: a ninth of the picture. */
    private static boolean isInk(double x, double y) {
        return Math.max(Math.abs(x), Math.abs(y)) < 1 / 3.0;
    }

    private static DoubleBinaryOperator inked(DoubleBinaryOperator paper, double ink) {
        return (x, y) -> paper.applyAsDouble(x, y) + (isInk(x, y) ? ink : 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "47, 30", "20, 47", "60, 90", "300, 100"})
    void evenPaperHasTheColourOfTheBorder(int width, int height) {
        ColorPlanes colors = planes(width, height, inked((x, y) -> 200, width < 10 ? 0 : -150),
                inked((x, y) -> 180, 0), inked((x, y) -> 90, width < 10 ? 0 : 60));
        Paper paper = Paper.of(colors);
        assertEquals(ColorPlanes.luminance(new float[]{200, 180, 90}), paper.luminance(), 1e-3);
        int middle = height / 2 * width + width / 2;
        for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
            float expected = colors.planes()[c][middle] - new float[]{200, 180, 90}[c];
            assertEquals(expected, difference(paper, middle)[c], 1e-3);
            assertEquals(0, difference(paper, 0)[c], 1e-3);
        }
    }

    /** Light from one side, and a lens that darkens the corners; ink stands out by what it takes. */
    @ParameterizedTest
    @CsvSource({"48, 48", "97, 64", "64, 130", "200, 200"})
    void unevenLightIsFollowedUnderTheInk(int width, int height) {
        DoubleBinaryOperator red = (x, y) -> 150 + 40 * x - 25 * y;
        DoubleBinaryOperator green = (x, y) -> 200 - 30 * x * x - 20 * y * y + 15 * x * y;
        DoubleBinaryOperator blue = (x, y) -> 120 + 20 * x * x * x - 15 * x * y * y
                - 30 * x * x * y * y + 10 * y;
        ColorPlanes colors = planes(width, height, inked(red, -100), inked(green, -60),
                inked(blue, 40));
        Paper paper = Paper.of(colors);
        float[] ink = {-100, -60, 40};
        for (int i = 0; i < width * height; i += 7) {
            double x = (2.0 * (i % width) + 1) / width - 1;
            double y = (2.0 * (i / width) + 1) / height - 1;
            for (int c = 0; c < ColorPlanes.CHANNELS; c++) {
                assertEquals(isInk(x, y) ? ink[c] : 0, difference(paper, i)[c], 2,
                        "channel " + c + " at " + x + ", " + y);
            }
        }
        assertEquals(ColorPlanes.luminance(new float[]{150, 200, 120}), paper.luminance(), 2);
    }

    /** Too little paper is to be seen in a small picture for more than one colour. */
    @Test
    void smallPicturesHaveOneColourOfPaper() {
        ColorPlanes colors = planes(47, 47, (x, y) -> 150 + 40 * x, (x, y) -> 100, (x, y) -> 50);
        Paper paper = Paper.of(colors);
        float shift = difference(paper, 46)[0] - difference(paper, 0)[0];
        assertEquals(colors.planes()[0][46] - colors.planes()[0][0], shift, 1e-3);
    }

    /** A border that is even to three levels is not fitted: its colour is the most frequent one. */
    @Test
    void smallDifferencesAreNotFitted() {
        ColorPlanes even = planes(60, 60, (x, y) -> 100 + 2.9 * x, (x, y) -> 100, (x, y) -> 100);
        Paper paper = Paper.of(even);
        assertEquals(even.planes()[0][59] - even.planes()[0][0],
                difference(paper, 59)[0] - difference(paper, 0)[0], 1e-3);
    }
}
