package dev.lanewise.onnx.reader;

import dev.lanewise.engine.file.Json;
import dev.lanewise.engine.file.KnownTypes;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions by a table, which a file holds as full ones whose other weights are 0, with a note which layer
 * it was. Where the note doesn't fit what the operator computes, it counts for nothing.
 */
public final class Tables {
    /** Before the name of a node, the name of its note among the metadata. */
    public static final String NOTE = "lanewise.table.";

    private Tables() {}

    /** {@return the note of a layer} */
    public static String note(TableConv2d layer) {
        return "{\"kernel\":" + layer.kernel() + ",\"table\":" + layer.table() + "}";
    }

    /**
     * A layer with its weights.
     *
     * @param layer the layer
     * @param weight those of the connections
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Found(TableConv2d layer, float[] weight) {}

    /** {@return the layer that the operator's note tells, if the operator computes it} */
    static Optional<Found> of(Operation op, Shape in, Constant weight, Window window,
            int outputs) {
        @Nullable TableConv2d layer = noted(op.note(NOTE));
        int inputs = in.channels();
        if (layer == null || layer.table().size() != outputs
                || weight.dims().get(1) != inputs || op.whole("group", 1) != 1
                || !window.equals(Window.bare(layer.kernel()))
                || layer.table().stream().anyMatch(maps -> maps.getLast() >= inputs)) {
            return Optional.empty();
        }
        int size = layer.kernel() * layer.kernel();
        float[] rest = weight.reals().clone();
        float[] taken = new float[layer.connections() * size];
        int next = 0;
        for (int place : layer.places(inputs)) {
            for (int i = place; i < place + size; i++) {
                taken[next++] = rest[i];
                rest[i] = 0;
            }
        }
        for (float value : rest) {
            if (value != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new Found(layer, taken));
    }

    private static @Nullable TableConv2d noted(@Nullable String note) {
        if (note == null) {
            return null;
        }
        Map<String, Object> attributes = new TreeMap<>();
        try {
            if (Json.parse(note) instanceof Map<?, ?> members) {
                members.forEach((name, value) -> {
                    if (value != null) {
                        attributes.put(String.valueOf(name), value);
                    }
                });
            }
            Layer layer = KnownTypes.layer("tableConv2d", attributes);
            return layer instanceof TableConv2d table ? table : null;
        } catch (IllegalArgumentException e) {
            return null; // No note.
        }
    }
}
