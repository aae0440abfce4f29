package dev.lanewise.cli.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.cli.testing.DigitPictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Orientation}. */
class OrientationTest {
    private static byte[] tiff(ByteOrder order, int tag, int type, int count, int value) {
        ByteBuffer file = ByteBuffer.allocate(40).order(order);
        file.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2);
        file.putShort((short) 256).putShort((short) 3).putInt(1).putShort((short) 28)
                .putShort((short) 0);
        file.putShort((short) tag).putShort((short) type).putInt(count).putShort((short) value);
        return file.array();
    }

    private static byte[] png(byte[] exif) {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        return ByteBuffer.allocate(8 + 25 + 12 + exif.length)
                .put(png)
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[17])
                .putInt(exif.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void isReadInEveryFormatAndByteOrder(int orientation) throws IOException {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = tiff(order, 274, 3, 1, orientation);
            assertEquals(orientation, Orientation.of("tif", exif));
            assertEquals(orientation, Orientation.of("TIFF", exif));
            assertEquals(orientation, Orientation.of("png", png(exif)));
        }
        byte[] jpeg = DigitPictures.file(DigitPictures.seven(), "jpg");
        assertEquals(orientation,
                Orientation.of("JPEG", DigitPictures.withOrientation(jpeg, orientation)));
    }

    /** Tag, type, count, value: what makes no sense is no orientation. */
    @ParameterizedTest
    @CsvSource({"274, 3, 1, 0", "274, 3, 1, 9", "274, 3, 0, 6", "274, 3, 2, 6", "274, 2, 1, 6",
            "274, 3, -1, 6", "275, 3, 1, 6"})
    void nonsenseIsUpright(int tag, int type, int count, int value) {
        byte[] exif = tiff(ByteOrder.LITTLE_ENDIAN, tag, type, count, value);
        assertEquals(1, Orientation.of("tif", exif));
        assertEquals(1, Orientation.of("png", png(exif)));
    }

    @Test
    void damageIsUpright() throws IOException {
        byte[] exif = tiff(ByteOrder.LITTLE_ENDIAN, 274, 3, 1, 6);
        byte[] png = png(exif);
        byte[] jpeg = DigitPictures
                .withOrientation(DigitPictures.file(DigitPictures.seven(), "jpg"), 6);
        for (int length = 0; length < 32; length++) {
            assertEquals(1, Orientation.of("tif", Arrays.copyOf(exif, length)));
            assertEquals(1, Orientation.of("png", Arrays.copyOf(png, length)));
            assertEquals(1, Orientation.of("jpeg", Arrays.copyOf(jpeg, Math.min(length, 30))));
        }
        assertEquals(1, Orientation.of("gif", exif));
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) { // Whatever is damaged, nothing is thrown.
            for (byte[] file : new byte[][]{exif, png, jpeg}) {
                byte[] damaged = file.clone();
                for (int k = 0; k < 3; k++) {
                    damaged[random.nextInt(Math.min(60, file.length))] = (byte) random.nextInt();
                }
                for (String format : new String[]{"tif", "png", "jpeg"}) {
                    int found = Orientation.of(format, damaged);
                    assertEquals(found, Math.clamp(found, 1, 8));
                }
            }
        }
    }
}
