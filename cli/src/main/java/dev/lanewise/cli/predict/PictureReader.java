package dev.lanewise.cli.predict;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads pictures of the formats that Java knows: PNG, JPEG, GIF, BMP, TIFF. The size is looked at
 * before anything is decoded.
 */
final class PictureReader {
    /** As many as {@code predict} takes. */
    static final long MOST_PIXELS = 50_000_000;
    /** Of larger ones only every second, third … pixel is decoded: a digit has enough of them. */
    private static final double ENOUGH_PIXELS = 8_000_000;
    private static final String MEND = "; use a " + PictureFolder.FORMATS + " file.";

    private final String name;
    private final byte[] content;
    private final long mostPixels;

    private PictureReader(String name, byte[] content, long mostPixels) {
        this.name = name;
        this.content = content;
        this.mostPixels = mostPixels;
    }

    /**
     * Decodes a picture and turns it upright.
     *
     * @param name what failures call it
     * @param content the file
     * @param mostPixels that it may have
     * @throws DataException if it is no picture, is damaged, or is too large
     */
    static Picture read(String name, byte[] content, long mostPixels) {
        return new PictureReader(name, content, mostPixels).read();
    }

    private Picture read() {
        try {
            ImageReader reader = reader();
            Runnable before = () -> {};
            if (isJpeg(reader)) {
                EdenRoom room = new EdenRoom();
                reader.addIIOReadProgressListener(room);
                before = room::ensure;
            }
            try (ImageInputStream stream = new PictureBytes(content, before)) {
                reader.setInput(stream, true, true);
                return picture(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean isJpeg(ImageReader reader) throws IOException {
        return reader.getFormatName().equalsIgnoreCase("jpeg");
    }

    private ImageReader reader() throws IOException {
        // An IDX file is a picture of eight pixels to the decoder of WBMP.
        ForeignFile.of(content).ifPresent(foreign -> {
            throw refused(foreign);
        });
        // A stream that does not know its length: by it a WBMP would have to be whole.
        try (ImageInputStream stream = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new DataException(name + ": the file is "
                        + (content.length == 0 ? "empty" : "not a picture") + MEND);
            }
            return readers.next();
        }
    }

    private DataException refused(ForeignFile foreign) {
        return new DataException(name + ": the file is " + foreign.name()
                + ", which can't be read here; " + foreign.remedy() + ".");
    }

    private DataException unreadable(Exception e) {
        String reason = reason(e);
        return new DataException(
                name + ": the file is damaged or uses an unsupported format"
                        + (reason.isEmpty() ? "" : " (" + reason + ")") + MEND,
                e);
    }

    /** What decoders say of damage, or nothing where they stumble over it. */
    private static String reason(Exception failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            // The second is said of a TIFF.
            if (e instanceof EOFException
                    || "Data segment out of stream".equals(e.getMessage())) {
                return "its end is missing";
            }
        }
        String said = failure.getMessage();
        return said == null || failure instanceof RuntimeException ? "" : Quoted.of(said);
    }

    private Picture picture(ImageReader reader) throws IOException {
        try {
            PictureClaims.check(reader, content, mostPixels);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            long pixels = (long) width * height;
            if (pixels > mostPixels) {
                double megapixels = Math.ceil(pixels / 1e4) / 100;
                throw new DataException(name + ": the picture must have at most "
                        + mostPixels / 1_000_000 + " megapixels; it has "
                        + Numbers.fixed(megapixels, 2) + " (" + width + "×" + height
                        + " pixels); make it smaller.");
            }
            int step = (int) Math.ceil(Math.sqrt(pixels / ENOUGH_PIXELS));
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
            StringBuilder warnings = new StringBuilder();
            reader.addIIOReadWarningListener((source, warning) -> warnings.append(warning));
            BufferedImage image = reader.read(0, parameters);
            // The decoder of JPEG fills up with grey what is missing, and only warns of it.
            if (warnings.indexOf("premature end of data") >= 0) {
                throw new EOFException();
            }
            return Pixels.upright(image, Orientation.of(reader.getFormatName(), content));
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            // Decoders leave some damage to the bounds checks of arrays.
            throw unreadable(e);
        }
    }
}
