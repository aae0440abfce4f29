package dev.lanewise.cli.predict;

import dev.lanewise.engine.data.Sample;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.picture.DigitImage;
import dev.lanewise.mnist.picture.DigitLine;
import dev.lanewise.mnist.picture.Picture;
import dev.lanewise.mnist.picture.PictureException;
import java.util.List;

/**
 * An image as the network sees it.
 *
 * @param sample its pixels
 * @param picture whether it was a picture, whose pixels are bytes and whose digit nobody knows, and
 *     not an image of a data set
 */
record Prepared(Sample sample, boolean picture) {

    /**
     * Decodes a picture and prepares its digit, or its digits from left to right, as MNIST's were.
     *
     * @param shown what failures call it
     * @param content the file
     * @param mostPixels that it may have
     * @param several whether it may show several digits
     * @throws DataException if it is no picture, there is no digit in it, or too much of it
     */
    static List<Prepared> digits(String shown, byte[] content, long mostPixels, boolean several) {
        try {
            Picture picture = PictureReader.read(shown, content, mostPixels);
            List<DigitImage> digits = several ? DigitLine.prepare(picture)
                    : List.of(DigitImage.prepare(picture));
            return digits.stream().map(digit -> new Prepared(digit.sample(), true)).toList();
        } catch (PictureException e) {
            throw new DataException(shown + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new DataException(shown + ": the picture needs more memory than Java has; make it"
                    + " smaller, or allow more, such as LANEWISE_JAVA_OPTS=-Xmx2g.", e);
        }
    }
}
