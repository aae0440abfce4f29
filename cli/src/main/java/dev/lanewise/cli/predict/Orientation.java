package dev.lanewise.cli.predict;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How a picture is to be turned, as its Exif data say (Exif 2.3, tag 274): in a segment of a JPEG, in
 * the eXIf chunk of a PNG, or in a TIFF itself, which Exif data are. Viewers take a picture whose Exif
 * data are damaged as it is stored, and so does this.
 */
final class Orientation {
    /** The picture is stored as it is to be seen. */
    static final int UPRIGHT = 1;

    private static final int LAST = 8;
    private static final String EXIF = "Exif\0\0";
    private static final int SIGNATURE = 8;
    /** Bytes of a PNG chunk around its data: length and type before them, a sum behind. */
    private static final int CHUNK_HEAD = 8;
    private static final int CHUNK_SUM = 4;
    private static final int JPEG_MARK = 0xff;
    private static final int JPEG_EXIF = 0xe1;
    private static final int JPEG_SCAN = 0xda;
    private static final int TAG = 274;
    private static final int ENTRY = 12;
    private static final int SHORT = 3;

    private Orientation() {}

    /**
     * The orientation, from 1 to 8: 1 is upright, 2 mirrored, 3 upside down, 4 both; 5 to 8 are these
     * with rows and columns exchanged. 1 where nothing is said, or nothing that makes sense.
     *
     * @param format of the file, as its decoder calls it
     * @param content the file
     */
    static int of(String format, byte[] content) {
        try {
            ByteBuffer exif = switch (format.toLowerCase(Locale.ROOT)) {
                case "jpeg" -> inJpeg(content);
                case "png" -> inPng(content);
                case "tif", "tiff" -> ByteBuffer.wrap(content);
                default -> ByteBuffer.allocate(0);
            };
            return exif.hasRemaining() ? inTiff(exif.slice()) : UPRIGHT;
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            return UPRIGHT; // The Exif data end early, or point out of themselves.
        }
    }

    /** The Exif data of a JPEG, which stand before its pixels; empty if there are none. */
    private static ByteBuffer inJpeg(byte[] content) {
        ByteBuffer file = ByteBuffer.wrap(content);
        int at = 2;
        while (Byte.toUnsignedInt(file.get(at)) == JPEG_MARK) {
            int mark = Byte.toUnsignedInt(file.get(at + 1));
            if (mark == JPEG_MARK) { // Any number of these may fill up before a mark.
                at++;
                continue;
            }
            int length = Short.toUnsignedInt(file.getShort(at + 2));
            if (mark == JPEG_SCAN || length < 2) {
                break;
            }
            int data = at + 4;
            if (mark == JPEG_EXIF && new String(content, data, EXIF.length(),
                    StandardCharsets.ISO_8859_1).equals(EXIF)) {
                return file.slice(data + EXIF.length(), length - 2 - EXIF.length());
            }
            at += 2 + length;
        }
        return ByteBuffer.allocate(0);
    }

    /** The Exif data of a PNG, before its pixels or behind them; empty if there are none. */
    private static ByteBuffer inPng(byte[] content) {
        ByteBuffer file = ByteBuffer.wrap(content);
        int type = ByteBuffer.wrap("eXIf".getBytes(StandardCharsets.US_ASCII)).getInt();
        int at = SIGNATURE;
        while (at + CHUNK_HEAD <= content.length) {
            int length = file.getInt(at);
            if (length < 0 || length > content.length - at - CHUNK_HEAD) {
                break;
            }
            if (file.getInt(at + 4) == type) {
                return file.slice(at + CHUNK_HEAD, length);
            }
            at += CHUNK_HEAD + length + CHUNK_SUM;
        }
        return ByteBuffer.allocate(0);
    }

    /** The tag in the first directory of a TIFF (TIFF 6.0, section 2). */
    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                boolean one = tiff.getShort(entry + 2) == SHORT && tiff.getInt(entry + 4) == 1;
                int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return one && value <= LAST ? Math.max(UPRIGHT, value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
