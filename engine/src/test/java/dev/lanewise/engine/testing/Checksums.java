package dev.lanewise.engine.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a fuzzer past checksums, which it can't guess. */
public final class Checksums {
    /** A file may have two: one over its texts, one over everything. */
    public static final int MOST_REPAIRS = 2;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ENTRIES = Pattern.compile("\"(checksum|format)\":\"[^\"]*\",?");

    private Checksums() {}

    /**
     * A file whose checksum was refused, with the one that would have fitted.
     *
     * @param refusal names the checksum that was expected, then the one that was found
     */
    public static Optional<byte[]> repaired(byte[] file, String refusal) {
        Matcher matcher = SHA256.matcher(refusal);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String first = matcher.group();
        if (!matcher.find() || matcher.group().equals(first)) {
            return Optional.empty();
        }
        String second = matcher.group();
        String text = latin(file);
        String changed = text.contains(first) ? text.replace(first, second)
                : text.replace(second, first);
        return changed.equals(text) ? Optional.empty()
                : Optional.of(changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A file of tensors as another program would write it: without a checksum and this engine's format. */
    public static Optional<byte[]> without(byte[] file) {
        if (file.length < Long.BYTES) {
            return Optional.empty();
        }
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > file.length - Long.BYTES) {
            return Optional.empty();
        }
        int end = Long.BYTES + (int) length;
        String header = latin(Arrays.copyOfRange(file, Long.BYTES, end));
        String bare = ENTRIES.matcher(header).replaceAll("").replace(",}", "}");
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + bare.length() + file.length - end)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(bare.length())
                .put(bare.getBytes(StandardCharsets.ISO_8859_1))
                .put(file, end, file.length - end);
        return bare.equals(header) ? Optional.empty() : Optional.of(out.array());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
