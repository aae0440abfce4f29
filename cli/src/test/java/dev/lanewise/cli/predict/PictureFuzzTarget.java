package dev.lanewise.cli.predict;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lanewise.engine.testing.FuzzTarget;
import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.picture.DigitImage;
import dev.lanewise.mnist.picture.PictureException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures of one format, made into what a network sees. */
public abstract class PictureFuzzTarget implements FuzzTarget {
    private static final int SIDE = 40;
    private static final int[] TYPES = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_INT_ARGB};

    private final String format;

    private PictureFuzzTarget(String format) {
        this.format = format;
    }

    @Override
    public String name() {
        return format;
    }

    @Override
    public String instrumented() {
        return "dev.lanewise.**:com.sun.imageio.**";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (int type : TYPES) {
            addWritten(seeds, seven(type), false);
            addWritten(seeds, seven(type), true);
        }
        return seeds;
    }

    /** Two strokes, dark on light. */
    private static BufferedImage seven(int type) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, type);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, SIDE, SIDE);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(3));
        g.drawPolyline(new int[]{10, 29, 18}, new int[]{8, 8, 33}, 3);
        g.dispose();
        return image;
    }

    /** Adds a picture as a file, unless this format can't hold it, or not in such a way. */
    private void addWritten(List<byte[]> seeds, BufferedImage image, boolean unusual)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        if (!writer.getOriginatingProvider().canEncodeImage(image)) {
            return;
        }
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (unusual) {
            if (format.equals("tiff")) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionType("LZW");
                parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setTiling(16, 16, 0, 0);
            } else if (parameters.canWriteProgressive()) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            } else {
                return;
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        seeds.add(bytes.toByteArray());
    }

    @Override
    public void read(byte[] file) {
        try {
            DigitImage.prepare(PictureReader.read("input", file, PictureReader.MOST_PIXELS))
                    .sample();
        } catch (DataException | PictureException e) {
            String message = String.valueOf(e.getMessage());
            assertFalse(
                    message.contains("null") || message.chars().anyMatch(Character::isISOControl),
                    message);
        }
    }

    /** PNG; sums of its chunks that are wrong are set right first, as no mutation would pass them. */
    public static final class Png extends PictureFuzzTarget {
        /** For {@link FuzzTarget}. */
        public Png() {
            super("png");
        }

        @Override
        public void read(byte[] file) {
            super.read(file);
            super.read(PngSums.setRight(file));
        }
    }

    /** JPEG. With the serial collector Java's decoder can stop the whole process, so that another is taken. */
    public static final class Jpeg extends PictureFuzzTarget {
        /** For {@link FuzzTarget}. */
        public Jpeg() {
            super("jpeg");
        }

        @Override
        public List<String> javaOptions() {
            return List.of("-XX:+UseG1GC");
        }
    }

    /** GIF. */
    public static final class Gif extends PictureFuzzTarget {
        /** For {@link FuzzTarget}. */
        public Gif() {
            super("gif");
        }
    }

    /** BMP. */
    public static final class Bmp extends PictureFuzzTarget {
        /** For {@link FuzzTarget}. */
        public Bmp() {
            super("bmp");
        }
    }

    /** TIFF. */
    public static final class Tiff extends PictureFuzzTarget {
        /** For {@link FuzzTarget}. */
        public Tiff() {
            super("tiff");
        }
    }

    /** WBMP. */
    public static final class Wbmp extends PictureFuzzTarget {
        /** For {@link FuzzTarget}. */
        public Wbmp() {
            super("wbmp");
        }
    }
}
