package dev.lanewise.engine.file;

import dev.lanewise.engine.file.TensorFile.Format;
import dev.lanewise.engine.file.TensorFile.ValueType;
import dev.lanewise.engine.file.TensorFile.Values;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.TreeMap;

/** One file of tensors that is being read. */
final class TensorReader<T> {
    private static final int CHUNK = 1 << 16;
    private static final int SHOWN_DIGITS = 12;
    private final String what;
    private final String kind;
    private final TensorSource source;
    private final long size;
    private final Format<T> format;
    private final Checksum sum = new Checksum();

    TensorReader(String name, ReadableByteChannel channel, long size, Format<T> format) {
        this.kind = format.kind();
        this.what = "The " + kind + " " + Quoted.escaped(name);
        this.source = new TensorSource(what, channel, size);
        this.size = size;
        this.format = format;
    }

    T content() throws IOException {
        try {
            byte[] header = source.header();
            Map<?, ?> entries = source.entries(header);
            Map<String, String> metadata = metadata(entries);
            checkVersion(metadata);
            TensorLayout layout = TensorLayout.of(format.tensors(metadata), entries,
                    TensorFile.METADATA);
            checkSize(layout.bytes(), size - Long.BYTES - header.length);
            sum.add(TensorSource.length(header));
            sum.addHeader(header);
            Values values = values(layout);
            checkSum(metadata);
            return format.content(metadata, values);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
            throw new ModelFormatException(what + " can't be read: " + reason
                    + "; use a file that Lanewise wrote, or write it again.", e);
        }
    }

    private static Map<String, String> metadata(Map<?, ?> entries) {
        Object found = entries.get(TensorFile.METADATA);
        if (found == null) {
            throw new IllegalArgumentException(
                    "it must have the metadata of a file that Lanewise wrote, but has none");
        }
        Map<String, String> texts = new TreeMap<>();
        NetworkText.object(found, TensorFile.METADATA).forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException("its metadata must be texts, but \""
                        + Quoted.value(key) + "\" is " + Quoted.value(value));
            }
            texts.put(String.valueOf(key), text);
        });
        return texts;
    }

    private static String version(Map<String, String> metadata) {
        return metadata.getOrDefault(TensorFile.VERSION, "");
    }

    private void checkVersion(Map<String, String> metadata) throws ModelFormatException {
        String found = version(metadata);
        if (!format.reads(found) && !format.readsUnchecked(found)) {
            throw new ModelFormatException(what + " can't be read: it must have the format \""
                    + format.version() + "\", but has "
                    + (found.isEmpty() ? "none" : "\"" + Quoted.of(found) + "\"") + "; name a "
                    + kind + ", or use the version of Lanewise that wrote it.");
        }
    }

    private void checkSize(long expected, long found) throws ModelFormatException {
        if (found != expected) {
            throw source.damaged(
                    "it must have " + expected + " bytes of tensors after its header, but has "
                            + found);
        }
        if (size > TensorFile.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "it must have at most " + TensorFile.MOST_BYTES + " bytes, but has " + size);
        }
    }

    /** Reads all tensors to where they belong. */
    private Values values(TensorLayout layout) throws IOException {
        Values values = new Values(new float[size(layout, ValueType.F32)],
                new double[size(layout, ValueType.F64)]);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (TensorLayout.Place place : layout.places()) {
            int next = place.index();
            long left = place.tensor().bytes();
            while (left > 0) {
                source.fill(chunk.clear().limit((int) Math.min(CHUNK, left)));
                sum.add(chunk);
                left -= chunk.remaining();
                int count = chunk.remaining() / place.tensor().type().bytes();
                switch (place.tensor().type()) {
                    case F32 -> chunk.asFloatBuffer().get(values.floats(), next, count);
                    case F64 -> chunk.asDoubleBuffer().get(values.doubles(), next, count);
                }
                next += count;
            }
        }
        return values;
    }

    private static int size(TensorLayout layout, ValueType type) {
        return layout.places()
                .stream()
                .filter(place -> place.tensor().type() == type)
                .mapToInt(place -> place.tensor().size())
                .sum();
    }

    /**
     * A checksum that is there must fit; one that isn't is missed in files of this version. Other
     * programs may have a text of that name that is none.
     */
    private void checkSum(Map<String, String> metadata) throws ModelFormatException {
        if (!metadata.getOrDefault(Checksum.NAME, "").matches(Checksum.DIGITS)
                && format.readsUnchecked(version(metadata))) {
            return;
        }
        String expected = TensorFile.text(metadata, Checksum.NAME);
        String found = sum.digits();
        if (!expected.equals(found)) {
            throw source
                    .damaged("its content must have the checksum " + shown(expected) + ", but has "
                            + shown(found));
        }
    }

    private static String shown(String digits) {
        return Quoted.of(digits.substring(0, Math.min(SHOWN_DIGITS, digits.length()))) + "…";
    }
}
