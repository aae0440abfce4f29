package dev.lanewise.engine.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors of floats with texts beside them, as the safetensors format of Hugging Face holds them:
 * eight bytes with the length of the header (little-endian), the header in JSON, then the tensors
 * in little-endian. The texts stand in {@code __metadata__}. Nothing is allocated before its size
 * was checked against the file's. Immutable.
 */
public final class TensorFile {
    private static final String METADATA = "__metadata__";
    private static final long MOST_HEADER = 1 << 20;
    private static final int ALIGNMENT = 8;
    /** The text that names the format. */
    public static final String VERSION = "format";
    private static final String OWN_VERSIONS = "lanewise ";

    /**
     * A tensor in a file.
     *
     * @param name its name
     * @param dimensions its extents, outermost first
     */
    public record Tensor(String name, List<Integer> dimensions) {

        /** Keeps an unmodifiable copy of the dimensions. */
        public Tensor {
            dimensions = List.copyOf(dimensions);
        }

        /** Number of values. */
        public int size() {
            return dimensions.stream().reduce(1, Math::multiplyExact);
        }
    }

    /**
     * What a kind of file holds, and what is made of it. Both methods refuse what they can't use by
     * an {@code IllegalArgumentException}, whose message becomes part of a sentence.
     */
    public interface Format<T> {

        /** What a sentence calls such a file, such as {@code model file}. */
        String kind();

        /**
         * What the text {@code format} says in such a file; a file of other programs, which says
         * nothing that begins like this engine's formats, is read as well.
         */
        String version();

        /** The tensors that a file with these texts holds, in the order that values shall have. */
        List<Tensor> tensors(Map<String, String> metadata);

        /** Makes the content. */
        T content(Map<String, String> metadata, float[] values);
    }

    private TensorFile() {}

    /** Values as little-endian floats, −0 as +0. */
    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value + 0f);
        }
        return bytes.array();
    }

    /**
     * SHA-256 of values as little-endian floats, −0 as +0, in lower-case hexadecimal digits.
     */
    public static String sha256(float[] values) {
        return sha256(littleEndian(values));
    }

    /** SHA-256 of a text in UTF-8, in lower-case hexadecimal digits. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * A text that must be there.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static String text(Map<String, String> metadata, String name) {
        String value = metadata.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "its metadata expected an entry \"" + name + "\", found none");
        }
        return value;
    }

    /**
     * Writes a file, forced to disk: to a temporary file beside it, which then takes its name and
     * replaces what is there.
     *
     * @param metadata the texts
     * @param tensors what the values are, one tensor after the other
     * @param values of all tensors; −0 is written as +0
     * @throws IllegalArgumentException if the header gets too long, or the values are not as many
     *             as the tensors have
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Path file, SortedMap<String, String> metadata, List<Tensor> tensors,
            float[] values) throws IOException {
        byte[] header = header(metadata, tensors, values.length).getBytes(StandardCharsets.UTF_8);
        if (header.length > MOST_HEADER) {
            throw new IllegalArgumentException("The header of " + file + " expected at most "
                    + MOST_HEADER + " bytes, found " + header.length + "; shorten its texts.");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .flip();
        AtomicFiles.write(file, true, length, ByteBuffer.wrap(header),
                ByteBuffer.wrap(littleEndian(values)));
    }

    private static String header(SortedMap<String, String> metadata, List<Tensor> tensors,
            int values) {
        StringBuilder json = new StringBuilder("{\"" + METADATA + "\":{");
        metadata.forEach(
                (key, value) -> json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                        .append(Json.quote(key))
                        .append(':')
                        .append(Json.quote(value)));
        json.append('}');
        long from = 0;
        for (Tensor tensor : tensors) {
            long to = from + (long) tensor.size() * Float.BYTES;
            json.append(",")
                    .append(Json.quote(tensor.name()))
                    .append(":{\"dtype\":\"F32\",\"shape\":")
                    .append(tensor.dimensions().toString().replace(" ", ""))
                    .append(",\"data_offsets\":[")
                    .append(from)
                    .append(',')
                    .append(to)
                    .append("]}");
            from = to;
        }
        if (from != (long) values * Float.BYTES) {
            throw new IllegalArgumentException("The tensors expected " + from / Float.BYTES
                    + " values, found " + values + ".");
        }
        json.append('}');
        while (json.toString().getBytes(StandardCharsets.UTF_8).length % ALIGNMENT != 0) {
            json.append(' ');
        }
        return json.toString();
    }

    /**
     * Reads a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ModelFormatException if it is damaged, or of another kind or version
     * @throws IOException if it can't be read
     */
    public static <T> T read(Path file, Format<T> format) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Reading<>(file.toString(), channel, channel.size(), format).content();
        }
    }

    /**
     * Reads the content of a file that is in memory.
     *
     * @param name what failures call it
     * @throws ModelFormatException if it is damaged, or of another kind or version
     */
    public static <T> T read(String name, byte[] file, Format<T> format) throws IOException {
        return new Reading<>(name, Channels.newChannel(new ByteArrayInputStream(file)),
                file.length, format).content();
    }

    /** One file that is being read. */
    private record Reading<T>(String name, ReadableByteChannel channel, long size,
            Format<T> format) {

        T content() throws IOException {
            try {
                ByteBuffer header = header();
                long data = size - Long.BYTES - header.remaining();
                Map<?, ?> entries = parse(StandardCharsets.UTF_8.decode(header).toString());
                Map<String, String> metadata = metadata(entries);
                checkVersion(metadata);
                TensorLayout layout = TensorLayout.of(format.tensors(metadata), entries, METADATA);
                if (data != layout.bytes()) {
                    throw damaged("expected " + layout.bytes()
                            + " bytes of tensors after its header, found " + data);
                }
                float[] stored = new float[(int) (layout.bytes() / Float.BYTES)];
                fill(ByteBuffer.allocate((int) layout.bytes())).order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(stored);
                return format.content(metadata, layout.inOrder(stored));
            } catch (IllegalArgumentException | ArithmeticException e) {
                String reason = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
                throw new ModelFormatException("The " + format.kind() + " " + name
                        + " can't be read: " + reason
                        + "; use a file that Lanewise wrote, or write it again.", e);
            }
        }

        private static Map<String, String> metadata(Map<?, ?> entries) {
            Map<String, String> texts = new TreeMap<>();
            NetworkText.object(entries.get(METADATA), METADATA)
                    .forEach((key, value) -> texts.put(String.valueOf(key),
                            String.valueOf(value)));
            return texts;
        }

        /** Of other programs' files any version is read, and none. */
        private void checkVersion(Map<String, String> metadata) throws ModelFormatException {
            String found = metadata.getOrDefault(VERSION, "");
            if (found.startsWith(OWN_VERSIONS) && !found.equals(format.version())) {
                throw new ModelFormatException("The " + format.kind() + " " + name
                        + " can't be read: expected the format \"" + format.version()
                        + "\", found \"" + found + "\"; name a " + format.kind()
                        + ", or use the version of Lanewise that wrote it.");
            }
        }

        private ModelFormatException damaged(String what) {
            return new ModelFormatException("The " + format.kind() + " " + name
                    + " is damaged or is no safetensors file: " + what
                    + "; write it again or take it from a backup.");
        }

        private ByteBuffer header() throws IOException {
            if (size < Long.BYTES) {
                throw damaged("expected at least " + Long.BYTES + " bytes, found " + size);
            }
            long length = fill(ByteBuffer.allocate(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            long most = Math.min(MOST_HEADER, size - Long.BYTES);
            if (length < 2 || length > most) {
                throw damaged("expected a header of 2 to " + most + " bytes, found a length of "
                        + Long.toUnsignedString(length));
            }
            return fill(ByteBuffer.allocate((int) length));
        }

        private ByteBuffer fill(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw damaged("it ended while it was read");
                }
            }
            return buffer.flip();
        }

        private Map<?, ?> parse(String header) throws ModelFormatException {
            try {
                return NetworkText.object(Json.parse(header), "the header");
            } catch (IllegalArgumentException e) {
                throw damaged("its header is no JSON, " + e.getMessage());
            }
        }
    }
}
