package dev.lanewise.engine.model;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Model files in the safetensors format of Hugging Face: eight bytes with the length of the header
 * (little-endian), the header in JSON, then the tensors in little-endian. The network and the
 * normalization stand in {@code __metadata__}, whose values are texts; all other entries there are
 * provenance. Nothing is allocated before its size was checked against the file's.
 */
final class ModelFile {
    private static final String METADATA = "__metadata__";
    private static final String NETWORK = "network";
    private static final String NORMALIZATION = "normalization";
    private static final String FORMAT = "format";
    private static final String OWN_FORMATS = "lanewise ";
    private static final String THIS_FORMAT = OWN_FORMATS + 1;
    private static final Set<String> OWN_ENTRIES = Set.of(NETWORK, NORMALIZATION, FORMAT);
    private static final long MOST_HEADER = 1 << 20;
    private static final int ALIGNMENT = 8;

    private ModelFile() {}

    /** Checks that provenance leaves alone the entries that a model file keeps for itself. */
    static void checkProvenance(Map<String, String> provenance) {
        for (String own : OWN_ENTRIES) {
            if (provenance.containsKey(own)) {
                throw new IllegalArgumentException("A model's provenance expected names other than "
                        + "network, normalization and format, found \"" + own + "\"; rename it.");
            }
        }
    }

    /** The parameters as little-endian floats, −0 as +0. */
    static byte[] littleEndian(float[] parameters) {
        ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : parameters) {
            bytes.putFloat(value + 0f);
        }
        return bytes.array();
    }

    static void write(Model model, Path file) throws IOException {
        byte[] header = header(model).getBytes(StandardCharsets.UTF_8);
        if (header.length > MOST_HEADER) {
            throw new IllegalArgumentException("The header of a model file expected at most "
                    + MOST_HEADER + " bytes, found " + header.length + "; shorten its provenance.");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .flip();
        AtomicFiles.write(file, true, length, ByteBuffer.wrap(header),
                ByteBuffer.wrap(littleEndian(model.parameters())));
    }

    private static String header(Model model) {
        TreeMap<String, String> metadata = new TreeMap<>(model.provenance());
        metadata.put(FORMAT, THIS_FORMAT);
        metadata.put(NETWORK, NetworkText.write(model.network()));
        metadata.put(NORMALIZATION, "{\"scale\":" + model.normalization().scale() + ",\"shift\":"
                + model.normalization().shift() + "}");
        StringBuilder json = new StringBuilder("{\"" + METADATA + "\":{");
        metadata.forEach(
                (key, value) -> json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                        .append(Json.quote(key))
                        .append(':')
                        .append(Json.quote(value)));
        json.append('}');
        for (Parameter p : model.network().parameters()) {
            long from = (long) p.offset() * Float.BYTES;
            json.append(",")
                    .append(Json.quote(p.name()))
                    .append(":{\"dtype\":\"F32\",\"shape\":")
                    .append(p.dimensions().toString().replace(" ", ""))
                    .append(",\"data_offsets\":[")
                    .append(from)
                    .append(',')
                    .append(from + (long) p.size() * Float.BYTES)
                    .append("]}");
        }
        json.append('}');
        while (json.toString().getBytes(StandardCharsets.UTF_8).length % ALIGNMENT != 0) {
            json.append(' ');
        }
        return json.toString();
    }

    static Model read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file.toString(), channel, channel.size());
        }
    }

    static Model read(String name, byte[] content) throws IOException {
        return read(name, Channels.newChannel(new ByteArrayInputStream(content)), content.length);
    }

    private static Model read(String file, ReadableByteChannel channel, long size)
            throws IOException {
        try {
            ByteBuffer header = readHeader(file, channel, size);
            int headerSize = header.remaining();
            Map<?, ?> tensors = parse(file, StandardCharsets.UTF_8.decode(header).toString());
            Map<?, ?> metadata = NetworkText.object(tensors.get(METADATA), "__metadata__");
            checkFormat(file, metadata);
            Network network = NetworkText.read(text(metadata, NETWORK));
            long data = size - Long.BYTES - headerSize;
            long expected = (long) network.parameterCount() * Float.BYTES;
            if (data != expected) {
                throw damaged(file, "expected " + expected
                        + " bytes of parameters after its header, found " + data);
            }
            checkTensors(network, tensors);
            float[] parameters = new float[network.parameterCount()];
            fill(file, channel, ByteBuffer.allocate((int) expected))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(parameters);
            return Model.of(network, checkFinite(inOrder(network, tensors, parameters)),
                    normalization(text(metadata, NORMALIZATION)), provenance(metadata));
        } catch (IllegalArgumentException | ArithmeticException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
            throw new ModelFormatException("The model file " + file + " can't be read: " + reason
                    + "; use a file that Lanewise wrote, or write it again.", e);
        }
    }

    /** A file of other programs may have any format but another one of Lanewise's, or none. */
    private static void checkFormat(String file, Map<?, ?> metadata) throws ModelFormatException {
        if (metadata.get(FORMAT) instanceof String found && found.startsWith(OWN_FORMATS)
                && !found.equals(THIS_FORMAT)) {
            throw new ModelFormatException("The model file " + file
                    + " can't be read: expected the format \"" + THIS_FORMAT + "\", found \""
                    + found
                    + "\"; use the version of Lanewise that wrote it.");
        }
    }

    private static float[] checkFinite(float[] parameters) {
        int wrong = Model.firstNotFinite(parameters);
        if (wrong >= 0) {
            throw new IllegalArgumentException("its parameters expected finite numbers, found "
                    + parameters[wrong] + " at index " + wrong);
        }
        return parameters;
    }

    private static ModelFormatException damaged(String file, String what) {
        return new ModelFormatException(
                "The model file " + file + " is damaged or is no safetensors file: " + what
                        + "; write it again or take it from a backup.");
    }

    private static ByteBuffer readHeader(String file, ReadableByteChannel channel, long size)
            throws IOException {
        if (size < Long.BYTES) {
            throw damaged(file, "expected at least " + Long.BYTES + " bytes, found " + size);
        }
        long length = fill(file, channel, ByteBuffer.allocate(Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > Math.min(MOST_HEADER, size - Long.BYTES)) {
            throw damaged(file,
                    "expected a header of 2 to " + Math.min(MOST_HEADER, size - Long.BYTES)
                            + " bytes, found a length of " + Long.toUnsignedString(length));
        }
        return fill(file, channel, ByteBuffer.allocate((int) length));
    }

    private static ByteBuffer fill(String file, ReadableByteChannel channel, ByteBuffer buffer)
            throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged(file, "it ended while it was read");
            }
        }
        return buffer.flip();
    }

    private static Map<?, ?> parse(String file, String header) throws ModelFormatException {
        try {
            return NetworkText.object(Json.parse(header), "the header");
        } catch (IllegalArgumentException e) {
            throw damaged(file, "its header is no JSON, " + e.getMessage());
        }
    }

    private static String text(Map<?, ?> metadata, String name) {
        if (metadata.get(name) instanceof String value) {
            return value;
        }
        throw new IllegalArgumentException(
                "its metadata expected an entry \"" + name + "\", found none");
    }

    private static Normalization normalization(String text) {
        Map<?, ?> members = NetworkText.object(Json.parse(text), NORMALIZATION);
        if (members.get("scale") instanceof Double scale
                && members.get("shift") instanceof Double shift) {
            return new Normalization(scale.floatValue(), shift.floatValue());
        }
        throw new IllegalArgumentException(
                "its normalization expected the numbers scale and shift, found " + text);
    }

    private static Map<String, String> provenance(Map<?, ?> metadata) {
        Map<String, String> entries = new TreeMap<>();
        metadata.forEach((key, value) -> {
            if (!OWN_ENTRIES.contains(key)) {
                entries.put(String.valueOf(key), String.valueOf(value));
            }
        });
        return entries;
    }

    /**
     * Checks that the tensors are just the network's parameters, of the right type, shape and size,
     * one after the other without gap or overlap.
     */
    private static void checkTensors(Network network, Map<?, ?> tensors) {
        Set<Object> unknown = new HashSet<>(tensors.keySet());
        unknown.remove(METADATA);
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        for (Parameter p : network.parameters()) {
            Map<?, ?> tensor = NetworkText.object(tensors.get(p.name()), "the tensor " + p.name());
            List<Double> shape = p.dimensions().stream().map(Integer::doubleValue).toList();
            if (!"F32".equals(tensor.get("dtype")) || !shape.equals(tensor.get("shape"))) {
                throw new IllegalArgumentException(
                        "the tensor " + p.name() + " expected F32 " + p.dimensions() + ", found "
                                + tensor.get("dtype") + " " + tensor.get("shape"));
            }
            if (sizes.put(start(network, p, tensor), p.size()) != null) {
                throw new IllegalArgumentException(
                        "its tensors expected to follow one another, found "
                                + p.name() + " at the place of another");
            }
            unknown.remove(p.name());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "it expected only the tensors of its network, found also " + unknown);
        }
        int next = 0;
        for (Map.Entry<Integer, Integer> tensor : sizes.entrySet()) {
            if (tensor.getKey() != next) {
                throw new IllegalArgumentException(
                        "its tensors expected to follow one another, found one at "
                                + tensor.getKey() * (long) Float.BYTES + " in place of "
                                + next * (long) Float.BYTES);
            }
            next += tensor.getValue();
        }
    }

    /** Index of a tensor's first value. */
    private static int start(Network network, Parameter p, Map<?, ?> tensor) {
        if (tensor.get("data_offsets") instanceof List<?> offsets && offsets.size() == 2
                && offsets.get(0) instanceof Double from && offsets.get(1) instanceof Double to
                && from >= 0 && from % Float.BYTES == 0
                && to - from == (double) p.size() * Float.BYTES
                && to <= (double) network.parameterCount() * Float.BYTES) {
            return (int) (from / Float.BYTES);
        }
        throw new IllegalArgumentException("the tensor " + p.name() + " expected "
                + p.size() * (long) Float.BYTES + " bytes inside the file, found data_offsets "
                + tensor.get("data_offsets"));
    }

    /** The parameters in the network's order: other programs may write tensors in any order. */
    private static float[] inOrder(Network network, Map<?, ?> tensors, float[] stored) {
        float[] ordered = new float[stored.length];
        for (Parameter p : network.parameters()) {
            System.arraycopy(stored,
                    start(network, p, NetworkText.object(tensors.get(p.name()), p.name())), ordered,
                    p.offset(), p.size());
        }
        return ordered;
    }
}
