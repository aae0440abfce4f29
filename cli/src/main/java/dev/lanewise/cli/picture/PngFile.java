package dev.lanewise.cli.picture;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.OutputFiles;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.file.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG files. */
public final class PngFile {
    private static final String SUFFIX = ".png";
    /** 192 an inch. */
    private static final int PIXELS_A_METRE = 7559;

    private PngFile() {}

    private static boolean isNamed(Path file) {
        String name = file.toString();
        return name.regionMatches(true, name.length() - SUFFIX.length(), SUFFIX, 0,
                SUFFIX.length());
    }

    /**
     * Refuses a file that can't become a picture, before any work is done.
     *
     * @param option the option that names it
     * @throws UsageException if it has another name than a PNG file's, or can't be written
     */
    public static void requireWritable(String option, Path given, CommandContext context) {
        if (!isNamed(given)) {
            throw new UsageException(
                    option + " must be a file that ends in " + SUFFIX + "; you gave "
                            + given + ".");
        }
        OutputFiles.requireWritable(option, given, context);
    }

    /** The bytes of a PNG file whose pixels have no size. */
    public static byte[] bytes(BufferedImage picture) {
        return bytes(picture, 0);
    }

    /** The bytes of a PNG file with 192 pixels an inch: a picture of twice the usual sharpness. */
    public static byte[] sharpBytes(BufferedImage picture) {
        return bytes(picture, PIXELS_A_METRE);
    }

    private static byte[] bytes(BufferedImage picture, int pixelsAMetre) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(picture), null);
            if (pixelsAMetre > 0) {
                setSize(metadata, pixelsAMetre);
            }
            writer.setOutput(stream);
            writer.write(new IIOImage(picture, null, metadata));
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written to", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The pHYs chunk of the PNG specification, 11.3.4.3. */
    private static void setSize(IIOMetadata metadata, int pixelsAMetre)
            throws IIOInvalidTreeException {
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode size = new IIOMetadataNode("pHYs");
        size.setAttribute("pixelsPerUnitXAxis", Integer.toString(pixelsAMetre));
        size.setAttribute("pixelsPerUnitYAxis", Integer.toString(pixelsAMetre));
        size.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode(format);
        root.appendChild(size);
        metadata.mergeTree(format, root);
    }

    /**
     * Writes a picture whose pixels have no size, and replaces what is there.
     *
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Path file, BufferedImage picture) throws IOException {
        AtomicFiles.write(file, bytes(picture));
    }

    /**
     * Writes a picture of twice the usual sharpness, and replaces what is there.
     *
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void writeSharp(Path file, BufferedImage picture) throws IOException {
        AtomicFiles.write(file, sharpBytes(picture));
    }
}
