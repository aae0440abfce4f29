package dev.lanewise.onnx;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.file.Json;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.onnx.proto.ModelProto;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a file that was written here holds beside its graph, as free entries: the model's provenance, the names
 * of its classes, and what the graph leaves to whoever runs it.
 */
final class OwnMetadata {
    static final String PRODUCER = "lanewise";
    private static final String NORMALIZATION = "normalization";
    private static final String CLASS_NAMES = "class_names";
    private static final String TEMPERATURE = "temperature";
    private static final String INPUT = "input";
    private static final String NORMALIZED = "normalized";
    /** Texts of files of models, which no provenance may have. */
    private static final Set<String> OTHERS = Set.of("network", "calibration", "objective",
            "format", "checksum");
    private static final Set<String> OWN = Set.of(NORMALIZATION, CLASS_NAMES, TEMPERATURE, INPUT);

    private OwnMetadata() {}

    /** The entries of a model's file. */
    static Map<String, String> of(Model model, OnnxOptions options) {
        Map<String, String> entries = new TreeMap<>(model.provenance());
        entries.put(INPUT, switch (options.input()) {
            case NORMALIZED -> NORMALIZED;
            case RAW -> "raw";
            case BYTES -> "bytes";
        });
        entries.put(NORMALIZATION, model.normalization().attributes().toString());
        entries.put(CLASS_NAMES, Json.list(model.classNames()));
        if (model.temperature() != 1 && !options.probabilities()) {
            entries.put(TEMPERATURE, Float.toString(model.temperature()));
        }
        return entries;
    }

    /**
     * A model that was read from a graph, with what its file says beside it if it was written here.
     *
     * @throws IllegalArgumentException if an entry is wrong; says why, as a clause
     */
    static Model restore(Model read, ModelProto file) {
        if (!file.producerName().equals(PRODUCER)) {
            return read;
        }
        Map<String, String> entries = file.metadata();
        Map<String, String> provenance = new TreeMap<>(entries);
        provenance.keySet().removeAll(OWN);
        provenance.keySet().removeAll(OTHERS);
        boolean isLeftToOthers = NORMALIZED.equals(entries.get(INPUT))
                && read.normalization().equals(Normalization.none());
        Normalization normalization = isLeftToOthers
                ? normalization(entries.getOrDefault(NORMALIZATION, ""))
                : read.normalization();
        Model model = Model.of(read.network(), read.parameters(), normalization, provenance);
        if (entries.containsKey(CLASS_NAMES)) {
            model = model.withClassNames(classNames(entries.get(CLASS_NAMES)));
        }
        return entries.containsKey(TEMPERATURE)
                ? model.withTemperature(number(entries.get(TEMPERATURE)))
                : model;
    }

    private static Normalization normalization(String text) {
        try {
            return Normalization.of(Attributes.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its metadata must have the normalization of its"
                    + " input, but have " + Quoted.of(text), e);
        }
    }

    private static List<String> classNames(String text) {
        if (Json.parse(text) instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("its class_names must be a list of texts, but are "
                + Quoted.of(text));
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its temperature must be a number, but is "
                    + Quoted.of(text), e);
        }
    }
}
