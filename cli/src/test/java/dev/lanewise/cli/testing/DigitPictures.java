package dev.lanewise.cli.testing;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.mnist.Mnist;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures of a digit as users have them, and files of all kinds with them. */
public final class DigitPictures {
    private static final int SCALE = 8;
    private static final int WHITE = 255;
    /** To load the data takes a while. */
    private static final List<Sample> FIRST = firstOf(Mnist.load().test());

    private DigitPictures() {}

    private static List<Sample> firstOf(Dataset test) {
        return IntStream.range(0, 10).mapToObj(test::image).toList();
    }

    /** The first test image of MNIST, a 7, enlarged, dark on light. */
    public static BufferedImage seven() {
        return enlarged(0);
    }

    /** One of the first ten test images of MNIST, enlarged to 224×224 pixels, dark on light. */
    public static BufferedImage enlarged(int index) {
        Sample sample = FIRST.get(index);
        BufferedImage small = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 28 * 28; i++) {
            int grey = WHITE - (int) sample.values()[i];
            small.setRGB(i % 28, i / 28, grey << 16 | grey << 8 | grey);
        }
        BufferedImage large = new BufferedImage(28 * SCALE, 28 * SCALE,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = large.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(small, 0, 0, large.getWidth(), large.getHeight(), null);
        g.dispose();
        return large;
    }

    /** A square picture turned clockwise by quarters, then mirrored left to right. */
    public static BufferedImage turned(BufferedImage picture, int quarters, boolean mirrored) {
        int side = picture.getWidth();
        BufferedImage turned = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = turned.createGraphics();
        AffineTransform transform = new AffineTransform();
        if (mirrored) {
            transform.translate(side, 0);
            transform.scale(-1, 1);
        }
        transform.quadrantRotate(quarters, side / 2.0, side / 2.0);
        g.drawImage(picture, transform, null);
        g.dispose();
        return turned;
    }

    /** A picture as a file. */
    public static byte[] file(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, bytes)) {
            throw new IllegalArgumentException(format);
        }
        return bytes.toByteArray();
    }

    /** A JPEG file with Exif data (Exif 2.3, 4.6) that hold the orientation alone. */
    public static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(segment);
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write("MM\0*".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        new DataOutputStream(file).writeShort(0xffe1);
        new DataOutputStream(file).writeShort(segment.size() + 2);
        segment.writeTo(file);
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    /** A PNG file that has nothing but a header. */
    public static byte[] pngWithSize(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.write("IHDR".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(width);
        out.writeInt(height);
        out.write(new byte[]{8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(file);
        png.write(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeInt(header.size() - 4);
        header.writeTo(png);
        png.writeInt((int) crc.getValue());
        return file.toByteArray();
    }
}
