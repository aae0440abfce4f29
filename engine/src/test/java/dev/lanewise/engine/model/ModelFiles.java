package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Model files taken apart and put together byte by byte, without the code under test. */
final class ModelFiles {
    private static final int LENGTH_BYTES = 8;

    private ModelFiles() {}

    /** A small model with a parameter of every sign, −0 among them. */
    static Model tiny() {
        Network network = Network.input(1, 1, 3).dense(2).relu().dense(1).build();
        float[] parameters = {1, -2, 0.5f, -0f, 3, 1e-30f, 0.25f, -4, 5, 6.5f, -7.75f};
        return Model.of(network, parameters, new Normalization(0.5f, -1), Map.of());
    }

    /** The header's text of a saved model, its padding included. */
    static String header(byte[] file) {
        return new String(file, LENGTH_BYTES, headerLength(file), StandardCharsets.UTF_8);
    }

    private static int headerLength(byte[] file) {
        return Math.toIntExact(
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    /** What follows the header. */
    static byte[] data(byte[] file) {
        return Arrays.copyOfRange(file, LENGTH_BYTES + headerLength(file), file.length);
    }

    /** Length, header, data. */
    static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return file(text.length, text, data);
    }

    /** The same with any length, right or wrong. */
    static byte[] file(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(LENGTH_BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
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
