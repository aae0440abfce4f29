package dev.lanewise.engine.file;

import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.text.Quoted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors with texts beside them, as the safetensors format of Hugging Face holds them: eight bytes
 * with the length of the header (little-endian), the header in JSON, then the tensors in
 * little-endian. The texts stand in {@code __metadata__}; one of them, {@code checksum}, is the
 * SHA-256 of the whole file with its own 64 digits counted as zeros, so that damage anywhere is
 * noticed. Nothing is allocated before its size was checked against the file's. Immutable.
 */
public final class TensorFile {
    static final String METADATA = "__metadata__";
    static final int MOST_HEADER = 1 << 20;
    /** Of a whole file: what one array can hold on every Java platform. */
    static final long MOST_BYTES = Integer.MAX_VALUE - 8L;
    private static final int ALIGNMENT = 8;
    /** The text that names the format. */
    public static final String VERSION = "format";

    /** What a tensor's values are. */
    public enum ValueType {
        /** {@code float}. */
        F32(Float.BYTES),
        /** {@code double}. */
        F64(Double.BYTES);

        private final int bytes;

        ValueType(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }
    }

    /**
     * A tensor in a file.
     *
     * @param name its name
     * @param type of its values
     * @param dimensions its extents, outermost first
     */
    public record Tensor(String name, ValueType type, List<Integer> dimensions) {

        /** Keeps an unmodifiable copy of the dimensions. */
        public Tensor {
            dimensions = List.copyOf(dimensions);
        }

        /** Number of values. */
        public int size() {
            return dimensions.stream().reduce(1, Math::multiplyExact);
        }

        long bytes() {
            return (long) size() * type.bytes();
        }
    }

    /**
     * The values of tensors, not copied.
     *
     * @param floats of all tensors of that type, one tensor after the other
     * @param doubles of all others, likewise
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Values(float[] floats, double[] doubles) {}

    /**
     * What a kind of file holds, and what is made of it. Both methods that make something refuse what
     * they can't use by an {@code IllegalArgumentException}, whose message becomes part of a
     * sentence.
     */
    public interface Format<T> {

        /** What a sentence calls such a file, such as {@code model file}. */
        String kind();

        /** What the text {@code format} says in such a file; with it a checksum must be there. */
        String version();

        /**
         * Whether files of other programs or earlier versions, which have no checksum, are read as
         * well.
         *
         * @param version what their text {@code format} says, empty if there is none
         */
        boolean readsUnchecked(String version);

        /** Whether files of a version are read, if their checksum fits. */
        default boolean reads(String version) {
            return version.equals(version());
        }

        /** The tensors that a file with these texts holds, in the order that values shall have. */
        List<Tensor> tensors(Map<String, String> metadata);

        /** Makes the content. */
        T content(Map<String, String> metadata, Values values);
    }

    private TensorFile() {}

    /** SHA-256 of values as little-endian floats, −0 as +0, in lower-case hexadecimal digits. */
    public static String sha256(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        put(values, 0, values.length, bytes);
        return sha256(bytes.array());
    }

    /** SHA-256 of a text in UTF-8, in lower-case hexadecimal digits. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Checksum.sha256().digest(bytes));
    }

    private static void put(float[] values, int from, int to, ByteBuffer bytes) {
        for (int i = from; i < to; i++) {
            bytes.putFloat(values[i] + 0f);
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
                    "its metadata must have an entry \"" + name + "\", but has none");
        }
        return value;
    }

    /** Size of tensors in a file. */
    static long bytes(List<Tensor> tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors) {
            bytes = Math.addExact(bytes, tensor.bytes());
        }
        return bytes;
    }

    /**
     * Writes a file, forced to disk: to a temporary file beside it, which then takes its name and
     * replaces what is there. A checksum is added.
     *
     * @param metadata the texts
     * @param tensors what the values are, one tensor after the other; those of doubles first, so that
     *            each begins at a multiple of its values' size
     * @param values of all tensors; a float −0 is written as +0
     * @throws IllegalArgumentException if the header or the file gets too long, or the values are not
     *             as many as the tensors have
     * @throws IOException if it can't be written; then nothing was changed
     */
    public static void write(Path file, SortedMap<String, String> metadata, List<Tensor> tensors,
            Values values) throws IOException {
        byte[] header = header(metadata, tensors).getBytes(StandardCharsets.UTF_8);
        if (header.length > MOST_HEADER) {
            throw new IllegalArgumentException("The header of " + file + " must have at most "
                    + MOST_HEADER + " bytes, but would have " + header.length
                    + "; shorten its texts.");
        }
        long size = Long.BYTES + header.length + bytes(tensors);
        if (size > MOST_BYTES) {
            throw new IllegalArgumentException("The file " + file + " must have at most "
                    + MOST_BYTES + " bytes, but would have " + size + "; use a smaller network.");
        }
        ByteBuffer length = TensorSource.length(header);
        ByteBuffer data = data(tensors, values);
        Checksum sum = new Checksum();
        sum.add(length);
        sum.addHeader(header);
        sum.add(data);
        Checksum.put(sum.digits(), Checksum.place(header), header);
        AtomicFiles.write(file, length, ByteBuffer.wrap(header), data);
    }

    private static ByteBuffer data(List<Tensor> tensors, Values values) {
        ByteBuffer data = ByteBuffer.allocate((int) bytes(tensors)).order(ByteOrder.LITTLE_ENDIAN);
        int floats = 0;
        int doubles = 0;
        for (Tensor tensor : tensors) {
            int size = tensor.size();
            switch (tensor.type()) {
                case F32 -> put(values.floats(), floats, floats += size, data);
                case F64 -> {
                    for (int i = 0; i < size; i++) {
                        data.putDouble(values.doubles()[doubles++]);
                    }
                }
            }
        }
        if (floats != values.floats().length || doubles != values.doubles().length) {
            throw new IllegalArgumentException("The tensors must have " + floats + " floats and "
                    + doubles + " doubles; you gave " + values.floats().length + " and "
                    + values.doubles().length + ".");
        }
        return data.flip();
    }

    private static String header(SortedMap<String, String> metadata, List<Tensor> tensors) {
        TreeMap<String, String> texts = new TreeMap<>(metadata);
        texts.put(Checksum.NAME, Checksum.BLANK);
        StringBuilder json = new StringBuilder("{\"" + METADATA + "\":{");
        texts.forEach((key, value) -> json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                .append(Json.quote(key))
                .append(':')
                .append(Json.quote(value)));
        json.append('}');
        long from = 0;
        for (Tensor tensor : tensors) {
            long to = from + tensor.bytes();
            json.append(",")
                    .append(Json.quote(tensor.name()))
                    .append(":{\"dtype\":\"")
                    .append(tensor.type())
                    .append("\",\"shape\":")
                    .append(tensor.dimensions().toString().replace(" ", ""))
                    .append(",\"data_offsets\":[")
                    .append(from)
                    .append(',')
                    .append(to)
                    .append("]}");
            from = to;
        }
        json.append('}');
        int length = json.toString().getBytes(StandardCharsets.UTF_8).length;
        return json.append(" ".repeat(-length & (ALIGNMENT - 1))).toString();
    }

    /**
     * Reads a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ModelFormatException if it is damaged, of another kind or version, or no regular file
     * @throws IOException if it can't be read
     */
    public static <T> T read(Path file, Format<T> format) throws IOException {
        try (FileChannel channel = open(file, format.kind())) {
            return new TensorReader<>(file.toString(), channel, channel.size(), format).content();
        }
    }

    /** Opens a regular file: a pipe would be waited for, and a device goes on for ever. */
    static FileChannel open(Path file, String kind) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw new ModelFormatException("The " + kind + " " + Quoted.escaped(file.toString())
                    + " can't be read: it must be a file, but is "
                    + (found.isDirectory() ? "a folder" : "a device or a pipe") + "; name a "
                    + kind + ".");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /**
     * Reads the content of a file that is in memory.
     *
     * @param name what failures call it
     * @throws ModelFormatException if it is damaged, or of another kind or version
     */
    public static <T> T read(String name, byte[] file, Format<T> format) throws IOException {
        return new TensorReader<>(name, Channels.newChannel(new ByteArrayInputStream(file)),
                file.length, format).content();
    }
}
