package dev.lanewise.engine.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in a file's header that tells every other byte of the file: the SHA-256 of all of them,
 * with its own digits counted as zeros, in lower-case hexadecimal digits. Not safe for use by
 * several threads.
 */
public final class Checksum {
    /** The text's name. */
    public static final String NAME = "checksum";
    /** What the digits look like. */
    static final String DIGITS = "[0-9a-f]{64}";
    /** What stands for the digits before they are known. */
    static final String BLANK = "0".repeat(64);
    private static final String MEMBER = "\"" + NAME + "\":\"";
    /** A text that holds the same has a backslash before each quotation mark. */
    private static final Pattern BEFORE = Pattern.compile("[{,]" + MEMBER);
    private final MessageDigest digest = sha256();

    /** A new SHA-256. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Index of the digits in a header, or −1 if they are missing, elsewhere too, or written in another
     * way.
     */
    static int place(byte[] header) {
        String bytes = new String(header, StandardCharsets.ISO_8859_1);
        Matcher found = BEFORE.matcher(bytes);
        if (!found.find()) {
            return -1;
        }
        int digits = found.end();
        return !found.find() && bytes.startsWith("\"", digits + BLANK.length()) ? digits : -1;
    }

    /** Writes digits to a place. */
    static void put(String digits, int place, byte[] header) {
        byte[] bytes = digits.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, place, bytes.length);
    }

    /** Counts a header in, with zeros for the digits if they have a place. */
    void addHeader(byte[] header) {
        byte[] blank = header.clone();
        int place = place(header);
        if (place >= 0) {
            put(BLANK, place, blank);
        }
        digest.update(blank);
    }

    /** Counts the buffer's remaining bytes in, and leaves it as it is. */
    void add(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** The digits; begins anew. */
    String digits() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
