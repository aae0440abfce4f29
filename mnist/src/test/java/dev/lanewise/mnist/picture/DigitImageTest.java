package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitImageTest {
    private static final Dataset TEST = Mnist.load().test();
    private static final Model MODEL = Lenet5.pretrained();
    private static final String EMPTY = "the picture is empty;"
            + " write the digit larger or with more contrast to the paper.";
    private static final String DARK = "the picture is dark all over;"
            + " take it in better light, or write light on dark with more contrast.";

    /** A sheet to draw on with a round pen. */
    private static final class Drawing {
        private final BufferedImage image;
        private final Graphics2D graphics;

        Drawing(int width, int height, Color paper) {
            image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING,
                    RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setBackground(paper);
            graphics.clearRect(0, 0, width, height);
            pen(Color.BLACK, 12);
        }

        Drawing pen(Color color, float width) {
            graphics.setColor(color);
            graphics.setStroke(
                    new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            return this;
        }

        /** Joins points x, y, x, y … */
        Drawing line(double... points) {
            Path2D path = new Path2D.Double();
            path.moveTo(points[0], points[1]);
            for (int i = 2; i < points.length; i += 2) {
                path.lineTo(points[i], points[i + 1]);
            }
            graphics.draw(path);
            return this;
        }

        Drawing oval(int x, int y, int width, int height) {
            graphics.drawOval(x, y, width, height);
            return this;
        }

        /** A seven of 80×140 pixels. */
        Drawing seven(double x, double y) {
            return line(x, y, x + 80, y, x + 30, y + 140);
        }

        Picture picture() {
            graphics.dispose();
            int width = image.getWidth();
            int height = image.getHeight();
            return new Picture(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        }
    }

    private static Picture picture(Sample sample, IntUnaryOperator color) {
        int[] argb = new int[sample.values().length];
        Arrays.setAll(argb, i -> color.applyAsInt((int) sample.values()[i]));
        return new Picture(28, 28, argb);
    }

    private static int grey(int level) {
        return 0xFF000000 | level << 16 | level << 8 | level;
    }

    private static int predicted(Picture picture) {
        return MODEL.predict(DigitImage.prepare(picture).sample()).label();
    }

    private static String refusal(Picture picture) {
        return assertThrows(PictureException.class, () -> DigitImage.prepare(picture))
                .getMessage();
    }

    @Test
    void mnistItselfComesOutNearlyUnchanged() {
        int count = 5000;
        double[] differences = new double[count];
        long direct = 0;
        long prepared = 0;
        for (int i = 0; i < count; i++) {
            Sample sample = TEST.image(i);
            DigitImage image = DigitImage.prepare(picture(sample, DigitImageTest::grey));
            float[] values = image.sample().values();
            for (int p = 0; p < values.length; p++) {
                differences[i] += Math.abs(values[p] - sample.values()[p]) / values.length;
            }
            direct += MODEL.predict(sample).label() == sample.label() ? 1 : 0;
            prepared += MODEL.predict(image.sample()).label() == sample.label() ? 1 : 0;
        }
        assertEquals(direct, prepared, 0.002 * count);
        assertTrue(RobustStatistics.median(differences) < 0.5,
                () -> "median difference " + RobustStatistics.median(differences));
    }

    @Test
    void invertedMnistComesOutTheSame() {
        for (int i = 0; i < 100; i++) {
            DigitImage bright = DigitImage.prepare(picture(TEST.image(i), DigitImageTest::grey));
            DigitImage dark = DigitImage
                    .prepare(picture(TEST.image(i), level -> grey(255 - level)));
            assertArrayEquals(bright.pixels(), dark.pixels());
            assertFalse(bright.darkOnLight());
            assertTrue(dark.darkOnLight());
        }
    }

    /** Cut so that ink touches all four borders; not the 1, of which no paper would be left. */
    @Test
    void digitsCutToTheirBoxAreKnown() {
        int[] indices = IntStream.range(0, 500).filter(i -> TEST.label(i) != 1).toArray();
        long known = Arrays.stream(indices).filter(i -> {
            Picture whole = picture(TEST.image(i), DigitImageTest::grey);
            return predicted(cut(whole, DigitImage.prepare(whole).box())) == TEST.label(i);
        }).count();
        assertTrue(known >= 0.97 * indices.length, () -> known + " of " + indices.length);
    }

    private static Picture cut(Picture picture, Box box) {
        int[] argb = new int[box.width() * box.height()];
        Arrays.setAll(argb, i -> picture.argb()[(box.y() + i / box.width()) * picture.width()
                + box.x() + i % box.width()]);
        return new Picture(box.width(), box.height(), argb);
    }

    @Test
    void tellsBoxPolarityAndPixels() {
        DigitImage image = DigitImage
                .prepare(new Drawing(300, 400, Color.WHITE).seven(120, 90).picture());
        assertEquals(new Box(114, 84, 93, 153), image.box());
        assertTrue(image.darkOnLight());
        Sample sample = image.sample();
        assertEquals(new Shape(1, 28, 28), sample.shape());
        assertEquals(-1, sample.label());
        for (int i = 0; i < 784; i++) {
            assertEquals(Byte.toUnsignedInt(image.pixels()[i]), sample.values()[i]);
        }
        assertEquals(7, MODEL.predict(sample).label());
    }

    /** A box is as exact as the blocks of a large picture, and never ends outside it. */
    @Test
    void largePicturesAreReduced() {
        int width = 3007;
        int height = 2003;
        Drawing drawing = new Drawing(width, height, Color.WHITE).pen(Color.BLACK, 90)
                .line(1300, 400, 2000, 400, 1500, 1997);
        DigitImage image = DigitImage.prepare(drawing.picture());
        assertEquals(1300 - 45, image.box().x(), 7);
        assertEquals(400 - 45, image.box().y(), 7);
        assertEquals(700 + 90, image.box().width(), 14);
        assertEquals(height, image.box().y() + image.box().height());
        assertEquals(7, MODEL.predict(image.sample()).label());
    }

    /** Thin or tiny, a digit keeps the form of MNIST. */
    @ParameterizedTest
    @CsvSource({"0.5, 1", "1, 1", "3, 1", "30, 1", "4, 0.05", "12, 0.07", "12, 0.2"})
    void anyPenAndAnySizeWillDo(float pen, double scale) {
        Drawing drawing = new Drawing((int) Math.ceil(200 * scale), (int) Math.ceil(200 * scale),
                Color.WHITE);
        drawing.graphics.scale(scale, scale);
        Picture picture = drawing.pen(Color.BLACK, pen).seven(60, 30).picture();
        MnistForm.assertHolds(DigitImage.prepare(picture));
        assertEquals(7, predicted(picture));
    }

    /** A mass so far from the middle of its box that 20×20 would stick out of 28×28. */
    @Test
    void lopsidedInkIsReducedUntilItFits() {
        Drawing drawing = new Drawing(400, 400, Color.WHITE).pen(Color.BLACK, 4)
                .line(200, 40, 200, 300)
                .pen(Color.BLACK, 60)
                .line(190, 320, 210, 320);
        MnistForm.assertHolds(DigitImage.prepare(drawing.picture()));
    }

    /** Red and blue of the same luminance differ in colour alone. */
    @Test
    void inkOfThePapersLuminanceIsSeen() {
        Color red = new Color(200, 40, 40);
        Color blue = new Color(40, 70, 218);
        double difference = ColorPlanes.luminance(new float[]{200, 40, 40})
                - ColorPlanes.luminance(new float[]{40, 70, 218});
        assertEquals(0, difference, 1);
        Drawing drawing = new Drawing(300, 300, red).pen(blue, 14).seven(100, 70);
        assertEquals(7, predicted(drawing.picture()));
    }

    @ParameterizedTest
    @CsvSource({"#FF000000, true", "#FFFFFFFF, false", "#FF3060C0, true", "#80000000, true"})
    void transparentPaperIsTheOppositeOfTheInk(String ink, boolean darkOnLight) {
        Color color = new Color(Long.decode(ink).intValue(), true);
        Drawing drawing = new Drawing(200, 200, new Color(0, 0, 0, 0)).pen(color, 12)
                .seven(60, 30);
        DigitImage image = DigitImage.prepare(drawing.picture());
        assertEquals(darkOnLight, image.darkOnLight());
        assertEquals(7, MODEL.predict(image.sample()).label());
    }

    /** Rounded corners of an opaque sheet are transparent in many icons and screenshots. */
    @Test
    void transparentHolesInPaperAreFilled() {
        Drawing drawing = new Drawing(200, 200, Color.BLACK).pen(Color.WHITE, 12).seven(60, 30);
        Color hole = new Color(0, 0, 0, 0);
        drawing.graphics.setBackground(hole);
        drawing.graphics.clearRect(0, 0, 30, 30);
        drawing.graphics.clearRect(170, 170, 30, 30);
        DigitImage image = DigitImage.prepare(drawing.picture());
        assertFalse(image.darkOnLight());
        assertEquals(7, MODEL.predict(image.sample()).label());
    }

    @Test
    void specksAndFramesAreDropped() {
        Drawing clean = new Drawing(300, 300, Color.WHITE).seven(110, 80);
        Drawing dirty = new Drawing(300, 300, Color.WHITE).seven(110, 80)
                .pen(Color.BLACK, 5)
                .line(30, 40, 30, 40)
                .line(250, 200, 253, 202)
                .line(60, 270, 60, 270)
                .pen(Color.BLACK, 3)
                .line(0, 0, 299, 0, 299, 299, 0, 299, 0, 0);
        DigitImage expected = DigitImage.prepare(clean.picture());
        DigitImage found = DigitImage.prepare(dirty.picture());
        assertEquals(expected.box(), found.box());
        assertArrayEquals(expected.pixels(), found.pixels());
    }

    /** The bar of a 5 apart from its body, farther and farther. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30})
    void aDigitInTwoStrokesIsOneDigit(int gap) {
        Drawing drawing = new Drawing(300, 300, Color.WHITE).line(145 + gap, 70, 195 + gap, 64)
                .line(125, 80, 120, 140, 150, 130, 180, 150, 185, 190, 160, 220, 115, 215);
        DigitImage image = DigitImage.prepare(drawing.picture());
        assertEquals(195 + gap + 6, image.box().x() + image.box().width(), 1);
        assertEquals(5, MODEL.predict(image.sample()).label());
    }

    /** A broken 0 of an empty pen: the parts lie side by side, but share columns with the rest. */
    @Test
    void aBrokenStrokeIsOneDigit() {
        Drawing drawing = new Drawing(300, 300, Color.WHITE).pen(Color.BLACK, 14)
                .oval(100, 70, 100, 150)
                .pen(Color.WHITE, 12)
                .line(60, 170, 240, 150);
        assertEquals(0, predicted(drawing.picture()));
    }

    @ParameterizedTest
    @CsvSource({"30, 2", "60, 2", "200, 2"})
    void severalDigitsAreRefused(int gap, int marks) {
        Drawing drawing = new Drawing(600, 300, Color.WHITE).line(100, 80, 100, 220)
                .oval(112 + gap, 80, 90, 140);
        assertEquals("the picture must show one digit, but has " + marks
                + " marks that stand apart; cut the picture to one digit.",
                refusal(drawing.picture()));
    }

    @Test
    void threeDigitsBelowEachOtherAreRefused() {
        Drawing drawing = new Drawing(300, 700, Color.WHITE).seven(100, 40)
                .seven(110, 250)
                .seven(95, 470);
        assertTrue(refusal(drawing.picture()).contains("has 3 marks"));
    }

    @Test
    void aLineIsNoDigit() {
        Drawing drawing = new Drawing(400, 200, Color.WHITE).line(150, 100, 300, 97);
        assertEquals(
                "the picture must show one digit, but has a mark of 163×16 pixels, wider than any digit;"
                        + " cut the picture to one upright digit.",
                refusal(drawing.picture()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, #FFFFFF", "28, 28, #FFFFFF", "640, 480, #F0E8D0", "1, 500, #808080",
            "500, 1, #FF0000"})
    void emptyPicturesAreRefused(int width, int height, String color) {
        assertEquals(EMPTY, refusal(new Drawing(width, height, Color.decode(color)).picture()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, #000000", "28, 28, #000000", "640, 480, #101420"})
    void darkPicturesAreRefused(int width, int height, String color) {
        assertEquals(DARK, refusal(new Drawing(width, height, Color.decode(color)).picture()));
    }

    @Test
    void whollyTransparentPicturesAreRefused() {
        assertEquals(EMPTY,
                refusal(new Drawing(100, 100, new Color(0, 0, 0, 0)).picture()));
    }

    /** Grain, vignette and JPEG make marks, but none that could be a digit. */
    @Test
    void photographsOfEmptyPaperAreEmpty() {
        for (int i = 0; i < 20; i++) {
            assertEquals(EMPTY,
                    refusal(new HostilePictures(i).photograph(new float[784], false)));
        }
    }

    @Test
    void rulesAreNoDigits() {
        for (int i = 0; i < 20; i++) {
            Picture ruled = new HostilePictures(i).photograph(new float[784], true);
            assertThrows(PictureException.class, () -> DigitImage.prepare(ruled));
        }
    }

    @Test
    void pureNoiseIsRefused() {
        Random random = new Random(5);
        int[] argb = random.ints(200 * 200).map(bits -> bits | 0xFF000000).toArray();
        assertThrows(PictureException.class,
                () -> DigitImage.prepare(new Picture(200, 200, argb)));
    }

    @Test
    void pixelsAreACopy() {
        DigitImage image = DigitImage
                .prepare(new Drawing(200, 200, Color.WHITE).seven(60, 30).picture());
        byte[] before = image.pixels();
        image.pixels()[400] ^= 1;
        assertArrayEquals(before, image.pixels());
    }

    @Test
    void aPictureChecksItsSizes() {
        assertEquals("A picture must have at least 1×1 pixels; you gave 0×3.",
                assertThrows(IllegalArgumentException.class, () -> new Picture(0, 3, new int[0]))
                        .getMessage());
        assertEquals("A picture of 2×3 must have 6 pixels; you gave 5.",
                assertThrows(IllegalArgumentException.class, () -> new Picture(2, 3, new int[5]))
                        .getMessage());
    }
}
