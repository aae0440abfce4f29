package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Files of tensors taken apart and put together byte by byte, without the code under test. */
public final class ModelFiles {
    private static final int LENGTH_BYTES = 8;
    private static final int CHECKSUM_DIGITS = 64;

    private ModelFiles() {}

    /** A small model with a parameter of every sign, −0 among them. */
    static Model tiny() {
        Network network = Network.input(1, 1, 3).dense(2).relu().dense(1).build();
        float[] parameters = {1, -2, 0.5f, -0f, 3, 1e-30f, 0.25f, -4, 5, 6.5f, -7.75f};
        return Model.of(network, parameters, Normalization.of(0.5f, -1), Map.of());
    }

    /** The header's text of a saved model, its padding included. */
    public static String header(byte[] file) {
        return new String(file, LENGTH_BYTES, headerLength(file), StandardCharsets.UTF_8);
    }

    private static int headerLength(byte[] file) {
        return Math.toIntExact(
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    /** What follows the header. */
    public static byte[] data(byte[] file) {
        return Arrays.copyOfRange(file, LENGTH_BYTES + headerLength(file), file.length);
    }

    /** Length, header, data. */
    public static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return file(text.length, text, data);
    }

    /** The same with any length, right or wrong. */
    public static byte[] file(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(LENGTH_BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    /** The file with the checksum that fits its bytes. */
    public static byte[] sealed(byte[] file) throws IOException {
        byte[] sealed = file.clone();
        byte[] name = "\"checksum\":\"".getBytes(StandardCharsets.UTF_8);
        int from = 0;
        while (!Arrays.equals(name, 0, name.length, sealed, from, from + name.length)) {
            from++;
        }
        from += name.length;
        Arrays.fill(sealed, from, from + CHECKSUM_DIGITS, (byte) '0');
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sealed);
            byte[] digits = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(digits, 0, sealed, from, digits.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
        return sealed;
    }

    /** Floats as the file holds them. */
    static byte[] bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    /** The bytes that a model saves. */
    static byte[] saved(Model model, Path folder) throws IOException {
        Path file = folder.resolve("saved.safetensors");
        model.save(file);
        return Files.readAllBytes(file);
    }
}
