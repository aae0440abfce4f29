package dev.lanewise.cli.predict;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.NodeList;

/**
 * What a picture claims of itself beside its size, checked before a decoder believes it: memory and
 * work that some hundred bytes can ask for.
 */
final class PictureClaims {
    /** A progressive JPEG has about ten; each one goes through the whole picture. */
    private static final int MOST_SCANS = 100;
    private static final int JPEG_MARK = 0xff;
    private static final int JPEG_FIRST_RESTART = 0xd0;
    private static final int JPEG_START = 0xd8;
    private static final int JPEG_END = 0xd9;
    private static final int JPEG_SCAN = 0xda;

    /** Four colours and what is transparent. */
    private static final int MOST_SAMPLES = 5;

    private static final int BMP_HEADER = 54;
    private static final int BMP_MASKS = 3;
    private static final int BMP_JPEG = 4;
    private static final int BMP_PNG = 5;

    private PictureClaims() {}

    /**
     * Checks the claims.
     *
     * @param reader has the picture as its input
     * @param mostPixels that a picture may have
     * @throws EOFException if the file is shorter than it says
     * @throws IOException if it asks for too much
     */
    static void check(ImageReader reader, byte[] content, long mostPixels) throws IOException {
        switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
            case "jpeg" -> checkScans(content);
            case "bmp" -> checkBmp(content);
            case "tif", "tiff" -> {
                checkTiles(reader, mostPixels);
                checkSamples(reader);
            }
            default -> {
                // The other decoders allocate no more than the picture's size asks for.
            }
        }
    }

    private static void checkScans(byte[] content) throws IOException {
        int scans = scans(content);
        if (scans > MOST_SCANS) {
            throw new IIOException("it has " + scans + " scans, at most " + MOST_SCANS
                    + " are read");
        }
    }

    /** Number of scans of a JPEG file up to its end: segments are skipped, pixels passed over. */
    private static int scans(byte[] content) {
        int scans = 0;
        int at = 2;
        while (at + 1 < content.length) {
            int mark = Byte.toUnsignedInt(content[at + 1]);
            if (Byte.toUnsignedInt(content[at]) != JPEG_MARK || mark == JPEG_MARK) {
                at++;
            } else if (mark <= 1 || (mark >= JPEG_FIRST_RESTART && mark <= JPEG_START)) {
                at += 2;
            } else if (mark == JPEG_END || at + 3 >= content.length) {
                return scans;
            } else {
                scans += mark == JPEG_SCAN ? 1 : 0;
                at += 2 + Math.max(2, (Byte.toUnsignedInt(content[at + 2]) << Byte.SIZE)
                        | Byte.toUnsignedInt(content[at + 3]));
            }
        }
        return scans;
    }

    private static void checkBmp(byte[] content) throws IOException {
        if (content.length < BMP_HEADER) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long room = content.length - Integer.toUnsignedLong(header.getInt(10));
        boolean old = header.getInt(14) == 12;
        long width = old ? header.getShort(18) : header.getInt(18);
        long height = Math.abs((long) (old ? header.getShort(20) : header.getInt(22)));
        int bits = header.getShort(old ? 24 : 28);
        int compression = old ? 0 : header.getInt(30);
        long stored = old ? 0 : Integer.toUnsignedLong(header.getInt(34));
        if (compression == BMP_JPEG || compression == BMP_PNG) {
            throw new IIOException("it holds a picture of another format");
        }
        boolean plain = compression == 0 || compression == BMP_MASKS;
        long row = (width * bits + 7) / 8;
        long rows = (row + 3) / 4 * 4 * (height - 1) + row;
        if (room < 0 || (plain ? rows : stored) > room) {
            throw new EOFException();
        }
    }

    /** Each pixel of a TIFF may have up to 65,535 samples. */
    private static void checkSamples(ImageReader reader) throws IOException {
        IIOMetadata metadata = reader.getImageMetadata(0);
        IIOMetadataNode root = (IIOMetadataNode) metadata
                .getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
        NodeList found = root.getElementsByTagName("NumChannels");
        String channels = found.getLength() == 0 ? ""
                : ((IIOMetadataNode) found.item(0)).getAttribute("value");
        if (channels.matches("[0-9]+") && (channels.length() > 1
                || Integer.parseInt(channels) > MOST_SAMPLES)) {
            throw new IIOException("its pixels have " + channels + " samples each");
        }
    }

    /** A tile is decoded as a whole, however much of it lies outside the picture. */
    private static void checkTiles(ImageReader reader, long mostPixels) throws IOException {
        int width = reader.getTileWidth(0);
        int height = reader.getTileHeight(0);
        long most = Math.max(mostPixels / 4, (long) reader.getWidth(0) * reader.getHeight(0));
        if ((long) width * height > most) {
            throw new IIOException("it consists of tiles of " + width + "×" + height + " pixels");
        }
    }
}
