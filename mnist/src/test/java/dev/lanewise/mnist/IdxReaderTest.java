package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
    private static final byte[] IMAGES = IdxFixture.images(3, 4, 5);
    private static final int HEADER = 16;

    @TempDir
    Path directory;

    private static IdxFile read(byte[] content, int rank) {
        return IdxReader.read("the-file", new ByteArrayInputStream(content), rank);
    }

    private static void assertRefused(byte[] content, int rank, String message) {
        assertEquals("the-file: " + message,
                assertThrows(DataException.class, () -> read(content, rank)).getMessage());
    }

    @Test
    void readsPlainAndCompressedAlike() throws Exception {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(IMAGES);
        for (byte[] stored : List.of(IMAGES, IdxFixture.gzip(IMAGES))) {
            IdxFile file = read(stored, 3);
            assertEquals(List.of(3, 4, 5), file.dimensions());
            assertEquals(3, file.count());
            assertArrayEquals(Arrays.copyOfRange(IMAGES, HEADER, IMAGES.length), file.values());
            assertArrayEquals(sha256, file.sha256());
        }
    }

    @Test
    void decidesByContentNotByName() throws Exception {
        Path plain = Files.write(directory.resolve("plain.gz"), IMAGES);
        Path compressed = Files.write(directory.resolve("compressed"), IdxFixture.gzip(IMAGES));
        assertArrayEquals(IdxReader.read(plain, 3).values(),
                IdxReader.read(compressed, 3).values());
        assertEquals(plain.toString(), IdxReader.read(plain, 3).source());
    }

    @Test
    void readsGzipOfSeveralMembers() {
        byte[] first = IdxFixture.gzip(Arrays.copyOf(IMAGES, 30));
        byte[] second = IdxFixture.gzip(Arrays.copyOfRange(IMAGES, 30, IMAGES.length));
        assertArrayEquals(read(IMAGES, 3).values(),
                read(IdxFixture.concat(first, second), 3).values());
    }

    @Test
    void growsItsArrayForContentThatShrankFarMoreThanPictures() {
        byte[] blank = new byte[20_000_000];
        new Random(7).nextBytes(blank);
        Arrays.fill(blank, 1_000, blank.length - 1_000, (byte) 0);
        byte[] file = IdxFixture.idx(0x801, new int[]{blank.length}, blank);
        byte[] stored = IdxFixture.gzip(file);
        assertTrue(stored.length < blank.length / 500, () -> stored.length + " bytes");
        assertArrayEquals(blank, read(stored, 1).values());
    }

    @Test
    void readsAStreamThatDoesNotKnowItsSizeAndGivesSmallPieces() {
        byte[] file = IdxFixture.images(500, 28, 28);
        InputStream trickle = new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 777));
            }
        };
        assertArrayEquals(read(file, 3).values(),
                IdxReader.read("trickle", trickle, 3).values());
    }

    @Test
    void closesTheStreamWhetherItIsSoundOrDamaged() {
        for (byte[] sound : List.of(IMAGES, IdxFixture.gzip(IMAGES))) {
            ClosableBytes stream = new ClosableBytes(sound);
            assertEquals(3, IdxReader.read("sound", stream, 3).count());
            assertTrue(stream.closed);
        }
        for (byte[] damaged : List.of(new byte[0], new byte[]{0x1f, (byte) 0x8b, 9, 0, 0},
                Arrays.copyOf(IMAGES, 20))) {
            ClosableBytes stream = new ClosableBytes(damaged);
            assertThrows(DataException.class, () -> IdxReader.read("damaged", stream, 3));
            assertTrue(stream.closed);
        }
    }

    private static final class ClosableBytes extends ByteArrayInputStream {
        private boolean closed;

        ClosableBytes(byte[] content) {
            super(content);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void refusesWhatIsNoIdxFile() {
        String mend = "; put the original file there, plain or gzip-compressed.";
        String expected = "an IDX file must begin with the bytes 00 00; this one begins with ";
        byte[] html = "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII);
        assertRefused(html, 3, expected + "3c 21 44 4f" + mend);
        assertRefused(IdxFixture.gzip(html), 3, expected + "3c 21 44 4f" + mend);
        assertRefused(new byte[]{0, 1, 8, 3}, 3, expected + "00 01 08 03" + mend);
        assertRefused(IdxFixture.gzip(IdxFixture.gzip(IMAGES)), 3, expected + "1f 8b 08 00" + mend);
    }

    @Test
    void refusesOtherTypesThanUnsignedBytes() {
        assertRefused(IdxFixture.idx(0x0d03, new int[]{1, 1, 1}, new byte[4]), 3,
                "its values must be of IDX type 08 (unsigned byte), but are of type 0d;"
                        + " convert the values to unsigned bytes.");
    }

    @Test
    void refusesAnotherRank() {
        String mend = "; images have rank 3 and labels rank 1, so check which file is which.";
        assertRefused(IdxFixture.labels(1, 2, 3), 3,
                "it must be an IDX file of rank 3, but has rank 1" + mend);
        assertRefused(IMAGES, 1, "it must be an IDX file of rank 1, but has rank 3" + mend);
        assertRefused(IdxFixture.idx(0x8fe, new int[0]), 1,
                "it must be an IDX file of rank 1, but has rank 254" + mend);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 15})
    void refusesAFileThatEndsWithinItsHeader(int length) {
        byte[] cut = Arrays.copyOf(IMAGES, length);
        String message = "the file ends within its IDX header;"
                + " fetch it again.";
        assertRefused(cut, 3, message);
        assertRefused(IdxFixture.gzip(cut), 3, message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesExtentsBelowOne(int bad) {
        String expected = "the extents in its header must be at least 1, but are ";
        assertRefused(IdxFixture.idx(0x803, new int[]{bad, 28, 28}), 3,
                expected + bad + "×28×28; fetch it again.");
        assertRefused(IdxFixture.idx(0x803, new int[]{10, 28, bad}), 3,
                expected + "10×28×" + bad + "; fetch it again.");
        assertRefused(IdxFixture.idx(0x801, new int[]{bad}), 1,
                expected + bad + "; fetch it again.");
    }

    @Test
    void refusesExtentsWhoseProductIsTooLarge() {
        int max = Integer.MAX_VALUE;
        for (int[] extents : new int[][]{{max, max, max}, {65_536, 65_536, 1}, {1, 1, max},
                {1 << 16, 1 << 16, 1 << 16}, {2, 3, 715_827_881}}) {
            assertRefused(IdxFixture.idx(0x803, extents), 3,
                    "its header must claim at most 2147483639 values, but claims " + extents[0]
                            + "×" + extents[1] + "×" + extents[2]
                            + "; fetch it again or split it.");
        }
    }

    @Test
    void allocatesNothingForClaimsThatAreNotTrue() throws Exception {
        byte[] claim = IdxFixture.idx(0x803, new int[]{2, 31_000, 31_000}, (byte) 1, (byte) 2);
        for (byte[] stored : List.of(claim, IdxFixture.gzip(claim))) {
            long before = allocatedBytes();
            assertRefused(stored, 3, "it must have 1922000000 values, as its header says, but has"
                    + " only 2; it is cut off, so fetch it again.");
            long allocated = allocatedBytes() - before;
            assertTrue(allocated < 4_000_000, () -> allocated + " bytes allocated");
        }
    }

    /** By reflection, because the module under test does not read {@code jdk.management}. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes")
                .invoke(threads);
    }

    @Test
    void refusesAFileThatIsCutOff() {
        byte[] cut = Arrays.copyOf(IMAGES, IMAGES.length - 1);
        String message = "it must have 60 values, as its header says, but has only 59;"
                + " it is cut off, so fetch it again.";
        assertRefused(cut, 3, message);
        assertRefused(IdxFixture.gzip(cut), 3, message);
    }

    @Test
    void refusesBytesAfterTheValues() {
        byte[] longer = IdxFixture.concat(IMAGES, (byte) 0);
        String message = "it must have 60 values, as its header says, but has more bytes after them;"
                + " fetch it again.";
        assertRefused(longer, 3, message);
        assertRefused(IdxFixture.gzip(longer), 3, message);
        assertRefused(IdxFixture.gzip(longer), 3, message);
        assertRefused(IdxFixture.concat(IdxFixture.gzip(IMAGES), IdxFixture.gzip(new byte[1])), 3,
                message);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** As gzip does: zeros fill up blocks of tapes and disks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 9, 512, 200_000})
    void readsGzipWithZerosBehind(int zeros) {
        byte[] padded = joined(IdxFixture.gzip(IMAGES), new byte[zeros]);
        assertArrayEquals(read(IMAGES, 3).values(), read(padded, 3).values());
    }

    @Test
    void refusesWhatIsNoGzipBehindGzip() {
        String message = "the gzip file is damaged (other bytes follow its end)"
                + "; fetch it again.";
        byte[] sound = IdxFixture.gzip(IMAGES);
        for (byte[] more : List.of(new byte[]{'x'}, new byte[]{0x1f, 0}, IMAGES,
                joined(new byte[70_000], new byte[]{1}), joined(new byte[512], sound))) {
            if (more != IMAGES) {
                assertRefused(joined(sound, more), 3, message);
            }
            InputStream inTwoPieces = new SequenceInputStream(new ByteArrayInputStream(sound),
                    new ByteArrayInputStream(more));
            assertThrows(DataException.class, () -> IdxReader.read("pieces", inTwoPieces, 3));
        }
        assertRefused(joined(sound, new byte[]{0x1f}), 3,
                "the gzip file ends too early; fetch it again.");
    }

    @Test
    void readsAsManyMembersAsThereAre() {
        byte[] empty = IdxFixture.gzip(new byte[0]);
        ByteBuffer many = ByteBuffer.allocate(100_000 * empty.length);
        while (many.hasRemaining()) {
            many.put(empty);
        }
        byte[] values = read(IMAGES, 3).values();
        byte[] sound = IdxFixture.gzip(IMAGES);
        assertArrayEquals(values, read(joined(many.array(), sound), 3).values());
        assertArrayEquals(values, read(joined(sound, many.array()), 3).values());
        ByteArrayOutputStream bytewise = new ByteArrayOutputStream();
        for (byte value : IMAGES) {
            bytewise.writeBytes(IdxFixture.gzip(new byte[]{value}));
            bytewise.writeBytes(empty);
        }
        assertArrayEquals(values, read(bytewise.toByteArray(), 3).values());
    }

    /** A header of RFC 1952 with every field that is optional. */
    private static byte[] withHeader(int name, int comment, int extra) {
        byte[] plain = IdxFixture.gzip(IMAGES);
        byte[] length = {(byte) extra, (byte) (extra >> 8)};
        byte[] text = new byte[name + comment];
        Arrays.fill(text, (byte) 'n');
        byte[] header = joined(new byte[]{0x1f, (byte) 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3}, length,
                new byte[extra], Arrays.copyOf(text, name), new byte[1],
                Arrays.copyOf(text, comment), new byte[1]);
        CRC32 checksum = new CRC32();
        checksum.update(header);
        int sum = (int) checksum.getValue();
        return joined(header, new byte[]{(byte) sum, (byte) (sum >> 8)},
                Arrays.copyOfRange(plain, 10, plain.length));
    }

    @Test
    void readsAnyHeaderOfGzip() {
        byte[] values = read(IMAGES, 3).values();
        byte[] stored = withHeader(5, 7, 11);
        assertArrayEquals(values, read(stored, 3).values());
        assertArrayEquals(values, read(withHeader(0, 0, 0), 3).values());
        assertArrayEquals(values, read(withHeader(60_000, 60_000, 65_535), 3).values());
        stored[30] ^= 1;
        assertRefused(stored, 3, "the gzip file is damaged (the checksum of"
                + " its header is wrong); fetch it again.");
    }

    @ParameterizedTest
    @CsvSource({"70000, 0", "0, 70000", "50000000, 0"})
    void refusesAHeaderWithAnEndlessText(int name, int comment) {
        assertRefused(withHeader(name, comment, 3), 3, "the gzip file is damaged"
                + " (its header has a text of more than 65536 bytes); fetch it again.");
    }

    @Test
    void refusesGzipThatIsCutOffAnywhere() {
        byte[] stored = IdxFixture.gzip(IMAGES);
        for (int length = 2; length < stored.length; length++) {
            assertRefused(Arrays.copyOf(stored, length), 3,
                    "the gzip file ends too early; fetch it again.");
        }
    }

    /** All bytes but the last of the compressed data, which holds padding bits. */
    @Test
    void refusesGzipWithAnyByteChanged() {
        byte[] stored = IdxFixture.gzip(IMAGES);
        int header = 10;
        int trailer = stored.length - 8;
        for (int i = header; i < stored.length; i++) {
            byte[] damaged = stored.clone();
            damaged[i] ^= 0x10;
            if (i != trailer - 1) {
                String message = String.valueOf(
                        assertThrows(DataException.class, () -> read(damaged, 3)).getMessage());
                assertTrue(message.matches("the-file: .*; .*\\."), message);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAGzip() {
        byte[] stored = IdxFixture.gzip(IMAGES);
        byte[] wrongSum = stored.clone();
        wrongSum[stored.length - 8] ^= 1;
        assertRefused(wrongSum, 3, "the gzip file is damaged"
                + " (its checksum is wrong); fetch it again.");
        byte[] wrongLength = stored.clone();
        wrongLength[stored.length - 1] ^= 1;
        assertRefused(wrongLength, 3, "the gzip file is damaged"
                + " (its length is wrong); fetch it again.");
        byte[] wrongMethod = stored.clone();
        wrongMethod[2] = 9;
        assertRefused(wrongMethod, 3, "the gzip file is damaged"
                + " (its compression method is 9, not 8); fetch it again.");
        byte[] unknownFlag = stored.clone();
        unknownFlag[3] = 0x20;
        assertRefused(unknownFlag, 3, "the gzip file is damaged"
                + " (its header has flags that nobody knows); fetch it again.");
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        Path missing = directory.resolve("missing");
        assertEquals(missing + ": the file can't be read (no such"
                + " file); put a file there that you may read.",
                assertThrows(DataException.class, () -> IdxReader.read(missing, 3)).getMessage());
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        assertEquals("disk: the file can't be read (Input/output"
                + " error); put a file there that you may read.",
                assertThrows(DataException.class, () -> IdxReader.read("disk", broken, 3))
                        .getMessage());
    }

    @Test
    void refusesWhatIsNoFileWithoutWaiting() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String found = ": it must be an IDX file, but is a pipe or a device; put the file there.";
        for (Path path : List.of(pipe, Path.of("/dev/zero"))) {
            assertEquals(path + found, assertTimeoutPreemptively(Duration.ofSeconds(20),
                    () -> assertThrows(DataException.class, () -> IdxReader.read(path, 3))
                            .getMessage()));
        }
        assertEquals(directory + ": it must be an IDX file, but is a folder; put the file there.",
                assertThrows(DataException.class, () -> IdxReader.read(directory, 3))
                        .getMessage());
    }

    @Test
    void saysWhyAFileOfAFolderOrTheFolderCannotBeLookedAt() throws IOException {
        Path loop = directory.resolve("train-labels-idx1-ubyte");
        Files.createSymbolicLink(loop, loop.getFileName());
        String message = assertThrows(DataException.class,
                () -> MnistFile.TRAIN_LABELS.read(directory)).getMessage();
        assertTrue(message.startsWith(loop + ": the file can't be"
                + " read ("), message);
        Path tooLong = directory.resolve("n".repeat(300));
        String refusal = assertThrows(DataException.class, () -> Mnist.load(tooLong))
                .getMessage();
        assertTrue(refusal.startsWith(tooLong + ": the file can't"
                + " be read ("), refusal);
        assertEquals("x: the file can't be read (permission"
                + " denied); put a file there that you may read.",
                DataException.unreadable("x", new AccessDeniedException("/x")).getMessage());
        assertEquals("x: the file can't be read (EOFException);"
                + " put a file there that you may read.",
                DataException.unreadable("x", new EOFException()).getMessage());
    }
}
