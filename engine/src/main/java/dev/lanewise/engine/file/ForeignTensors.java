package dev.lanewise.engine.file;

import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a safetensors file that another program wrote, such as PyTorch: any names, shapes and types,
 * without the texts of a model. The header is read at once and checked against the file's size, values when
 * they are asked for. Belongs to one thread.
 */
public final class ForeignTensors implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final int HIGH_HALF = 16;
    private static final String NETWORK = "network";
    private final TensorSource source;
    private final FileChannel channel;
    /** Where the tensors begin in the file. */
    private final long data;
    private final List<Entry> entries;
    private final boolean hasNetwork;

    /**
     * A tensor of the file.
     *
     * @param name its name
     * @param type of its values, as safetensors calls it: {@code F32}, {@code I64} …
     * @param dimensions its extents, outermost first
     * @param from where it begins, in bytes from the first tensor on
     */
    public record Entry(String name, String type, List<Integer> dimensions, long from) {

        /** Whether its values are numbers with fractions, of which floats can be made. */
        public boolean isReal() {
            return bytes(type) > 0;
        }

        @Override
        public String toString() {
            return Quoted.of(name) + " " + dimensions;
        }
    }

    private ForeignTensors(TensorSource source, FileChannel channel, long data,
            List<Entry> entries, boolean hasNetwork) {
        this.hasNetwork = hasNetwork;
        this.source = source;
        this.channel = channel;
        this.data = data;
        this.entries = entries;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws dev.lanewise.engine.nn.ModelFormatException if it is damaged, of another kind, or no regular
     *     file
     * @throws IOException if it can't be read
     */
    public static ForeignTensors open(Path file) throws IOException {
        FileChannel channel = TensorFile.open(file, "safetensors file");
        try {
            TensorSource source = new TensorSource(
                    "The file " + Quoted.escaped(file.toString()), channel, channel.size());
            byte[] header = source.header();
            long data = Long.BYTES + (long) header.length;
            Map<?, ?> said = source.entries(header);
            return new ForeignTensors(source, channel, data,
                    entries(source, said, source.size() - data),
                    said.get(TensorFile.METADATA) instanceof Map<?, ?> texts
                            && texts.containsKey(NETWORK));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static List<Entry> entries(TensorSource source, Map<?, ?> header, long bytes)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> member : header.entrySet()) {
            if (!TensorFile.METADATA.equals(member.getKey())) {
                try {
                    entries.add(entry(String.valueOf(member.getKey()), member.getValue(), bytes));
                } catch (IllegalArgumentException | ArithmeticException e) {
                    throw source.damaged("the tensor " + Quoted.value(member.getKey())
                            + " must have a dtype, a shape, and data_offsets within the file that"
                            + " fit both, but is " + Quoted.value(member.getValue()));
                }
            }
        }
        return List.copyOf(entries);
    }

    private static Entry entry(String name, Object value, long bytes) {
        Map<?, ?> members = NetworkText.object(value, name);
        List<Integer> dimensions = new ArrayList<>();
        long size = 1;
        for (Object extent : NetworkText.list(members.get("shape"), name)) {
            int whole = Math.toIntExact(whole(extent));
            dimensions.add(whole);
            size = Math.multiplyExact(size, whole);
        }
        List<?> offsets = NetworkText.list(members.get("data_offsets"), name);
        long from = whole(offsets.size() == 2 ? offsets.get(0) : null);
        long to = whole(offsets.get(1));
        if (!(members.get("dtype") instanceof String type) || from > to || to > bytes
                || (bytes(type) > 0 && Math.multiplyExact(size, bytes(type)) != to - from)) {
            throw new IllegalArgumentException(name);
        }
        return new Entry(name, type, List.copyOf(dimensions), from);
    }

    private static long whole(@Nullable Object value) {
        if (value instanceof Double number && number >= 0 && number <= Integer.MAX_VALUE * 8.0
                && number == StrictMath.rint(number)) {
            return number.longValue();
        }
        throw new IllegalArgumentException(String.valueOf(value));
    }

    /** Bytes of a value; 0 of a type that no floats are made of. */
    private static int bytes(String type) {
        return switch (type) {
            case "F64" -> Double.BYTES;
            case "F32" -> Float.BYTES;
            case "F16", "BF16" -> Short.BYTES;
            default -> 0;
        };
    }

    /** Whether a text beside the tensors says what network they are of: then it is a model file. */
    public boolean hasNetwork() {
        return hasNetwork;
    }

    /** The tensors, in the order of the header. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Reads the values of a tensor: those of 16 bits become floats without loss, doubles the nearest float.
     *
     * @param entry one that {@linkplain Entry#isReal is real}
     * @param into receives them from {@code offset}
     * @throws IOException if they can't be read
     */
    public void read(Entry entry, float[] into, int offset) throws IOException {
        int each = bytes(entry.type);
        long left = entry.dimensions.stream()
                .mapToLong(Integer::longValue)
                .reduce(each,
                        Math::multiplyExact);
        channel.position(data + entry.from);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int next = offset;
        while (left > 0) {
            source.fill(chunk.clear().limit((int) Math.min(CHUNK, left)));
            left -= chunk.remaining();
            while (chunk.hasRemaining()) {
                into[next++] = switch (entry.type) {
                    case "F64" -> (float) chunk.getDouble();
                    case "F32" -> chunk.getFloat();
                    case "F16" -> Float.float16ToFloat(chunk.getShort());
                    default -> Float.intBitsToFloat(chunk.getShort() << HIGH_HALF);
                };
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
