package dev.lanewise.cli.predict;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The checksums of PNG files. */
final class PngSums {
    private static final int SIGNATURE = 8;
    /** Length, type and checksum of a chunk. */
    private static final int AROUND = 12;

    private PngSums() {}

    /** A copy in which each chunk has the checksum that fits. */
    static byte[] setRight(byte[] png) {
        ByteBuffer copy = ByteBuffer.wrap(png.clone());
        int at = SIGNATURE;
        while (at + AROUND <= png.length) {
            int length = copy.getInt(at);
            if (length < 0 || length > png.length - at - AROUND) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(png, at + 4, length + 4);
            copy.putInt(at + 8 + length, (int) sum.getValue());
            at += AROUND + length;
        }
        return copy.array();
    }
}
