package dev.lanewise.onnx.reader;

import dev.lanewise.engine.text.Quoted;
import dev.lanewise.onnx.proto.DataType;
import dev.lanewise.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the numbers out of a file's tensors, and out of the files beside it that hold them. */
final class TensorData {
    private final @Nullable Path folder;
    private final Budget budget;
    private final Set<Path> counted = new HashSet<>();

    /**
     * For the tensors of a file.
     *
     * @param folder where files beside it are, or null if there are none
     * @param budget what its numbers are taken from
     */
    TensorData(@Nullable Path folder, Budget budget) {
        this.folder = folder;
        this.budget = budget;
    }

    /** {@return the numbers of a tensor} */
    Constant constant(TensorProto tensor) throws IOException {
        DataType type = tensor.type();
        String what = "the tensor \"" + Quoted.of(tensor.name()) + "\"";
        if (type.bytes() == 0) {
            throw new IllegalArgumentException(what + " must have numbers or truth values, but has"
                    + (type == DataType.STRING ? " texts" : " something else"));
        }
        List<Integer> dims = new ArrayList<>();
        int count = size(what, tensor.dims(), dims);
        ByteBuffer data = data(what, tensor, (long) count * type.bytes());
        budget.take(count * (type.isReal() ? 1L : 2L));
        if (type.isReal()) {
            return Constant.of(dims, reals(type, data, count));
        }
        long[] wholes = new long[count];
        for (int i = 0; i < count; i++) {
            wholes[i] = whole(type, data, i);
        }
        return Constant.of(dims, wholes);
    }

    /** The product of extents, none below 0. */
    private static int size(String what, List<Long> extents, List<Integer> dims) {
        long size = 1;
        for (long extent : extents) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(what + " must have extents from 0 to "
                        + Integer.MAX_VALUE + ", but one is " + extent);
            }
            size = Math.multiplyExact(size, extent);
            dims.add((int) extent);
        }
        return Math.toIntExact(size);
    }

    private ByteBuffer data(String what, TensorProto tensor, long bytes) throws IOException {
        if (!tensor.external().isEmpty()) {
            return external(what, tensor.external(), bytes);
        }
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() != bytes) {
            throw new IllegalArgumentException(what + " must have " + bytes + " bytes for its"
                    + " extents, but has " + data.remaining());
        }
        return data;
    }

    private static float[] reals(DataType type, ByteBuffer data, int count) {
        float[] reals = new float[count];
        switch (type) {
            case FLOAT -> data.asFloatBuffer().get(reals);
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    reals[i] = Float.float16ToFloat(data.getShort(i * Short.BYTES));
                }
            }
            case BFLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    reals[i] = Float.intBitsToFloat(data.getShort(i * Short.BYTES) << Short.SIZE);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    reals[i] = (float) data.getDouble(i * Double.BYTES);
                }
            }
        }
        return reals;
    }

    private static long whole(DataType type, ByteBuffer data, int i) {
        return switch (type) {
            case INT8 -> data.get(i);
            case UINT8 -> Byte.toUnsignedInt(data.get(i));
            case BOOL -> data.get(i) == 0 ? 0 : 1;
            case INT16 -> data.getShort(i * Short.BYTES);
            case UINT16 -> Short.toUnsignedInt(data.getShort(i * Short.BYTES));
            case INT32 -> data.getInt(i * Integer.BYTES);
            case UINT32 -> Integer.toUnsignedLong(data.getInt(i * Integer.BYTES));
            default -> data.getLong(i * Long.BYTES);
        };
    }

    /** The bytes of a tensor in a file that must lie in the model's folder. */
    private ByteBuffer external(String what, Map<String, String> entries, long bytes)
            throws IOException {
        String location = entries.getOrDefault("location", "");
        long offset = whole(what, entries, "offset", 0);
        long length = whole(what, entries, "length", bytes);
        if (length != bytes) {
            throw new IllegalArgumentException(what + " must have " + bytes + " bytes for its"
                    + " extents, but has " + length);
        }
        Path file = inFolder(what, location);
        try (FileChannel channel = FileChannel.open(file)) {
            if (offset > channel.size() - bytes || bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(what + " must end within its file \""
                        + Quoted.of(location) + "\", but needs " + bytes + " bytes from " + offset
                        + " where there are " + channel.size());
            }
            if (counted.add(file)) {
                budget.grow(channel.size());
            }
            ByteBuffer data = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (data.hasRemaining() && channel.read(data, offset + data.position()) > 0) {
                // Until all is there.
            }
            if (data.hasRemaining()) {
                throw new IllegalArgumentException(what + " must be whole, but its file \""
                        + Quoted.of(location) + "\" ended while it was read");
            }
            return data.flip();
        }
    }

    private static long whole(String what, Map<String, String> entries, String name,
            long otherwise) {
        String text = entries.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(what + " must have a whole number as its " + name
                    + ", but has \"" + Quoted.of(text) + "\"");
        }
        return Long.parseLong(text);
    }

    /** Where links lead, too. */
    private Path inFolder(String what, String location) throws IOException {
        String found = "its data are in \"" + Quoted.of(location) + "\"";
        if (folder == null) {
            throw new IllegalArgumentException(what + " must be in the file itself, but " + found);
        }
        Path relative = Path.of(location);
        Path file = folder.resolve(relative).normalize();
        boolean inside = !location.isEmpty() && !relative.isAbsolute()
                && file.startsWith(folder.normalize());
        if (!inside || !Files.isRegularFile(file)
                || !file.toRealPath().startsWith(folder.toRealPath())) {
            throw new IllegalArgumentException(what
                    + " must be in the file or in another one in its folder, but " + found
                    + (inside && Files.notExists(file) ? ", which is missing" : ""));
        }
        return file;
    }
}
