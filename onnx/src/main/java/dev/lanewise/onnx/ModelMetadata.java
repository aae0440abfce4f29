package dev.lanewise.onnx;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.file.Json;
import dev.lanewise.engine.file.KnownTypes;
import dev.lanewise.engine.file.NormalizationText;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.loss.CustomLoss;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.reader.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands in a file beside its operators: the provenance, and under names of Lanewise's own what a model
 * has and the operators don't do.
 */
final class ModelMetadata {
    static final String PRODUCER = "lanewise";
    private static final String OWN = "lanewise.";
    private static final String NORMALIZATION = OWN + "normalization";
    private static final String CLASS_NAMES = OWN + "class_names";
    private static final String TEMPERATURE = OWN + "temperature";
    private static final String LOSS = OWN + "objective";
    private static final Set<String> OTHERS = Set.of(NORMALIZATION, CLASS_NAMES, TEMPERATURE, LOSS);

    private ModelMetadata() {}

    /** {@return the entries for a model that is written so} */
    static Map<String, String> of(Model model, OnnxOptions options) {
        Map<String, String> entries = new TreeMap<>(model.provenance());
        if (options.input() == OnnxOptions.Input.NORMALIZED) {
            entries.put(NORMALIZATION, NormalizationText.write(model.normalization()));
        }
        if (!model.classNames().equals(model.withClassNames(List.of()).classNames())) {
            entries.put(CLASS_NAMES, Json.list(model.classNames()));
        }
        if (!options.probabilities() && model.temperature() != 1) {
            entries.put(TEMPERATURE, Float.toString(model.temperature()));
        }
        if (!options.probabilities() && !model.loss().equals(Loss.crossEntropy())
                && !(model.loss() instanceof CustomLoss)) {
            entries.put(LOSS, model.loss().attributes().toString());
        }
        for (Node node : model.network().nodes()) {
            if (node.layer() instanceof TableConv2d table) {
                entries.put(Tables.NOTE + node.name(), Tables.note(table));
            }
        }
        return entries;
    }

    /** {@return how raw values become the input of the operators, if the file says so} */
    static Optional<Normalization> normalization(ModelProto file) {
        return Optional.ofNullable(file.metadata().get(NORMALIZATION))
                .map(NormalizationText::read);
    }

    /** {@return where a model comes from} */
    static Map<String, String> provenance(ModelProto file) {
        Map<String, String> entries = new TreeMap<>();
        if (file.producerName().equals(PRODUCER)) {
            entries.putAll(file.metadata());
            entries.keySet()
                    .removeIf(key -> OTHERS.contains(key) || key.startsWith(Tables.NOTE));
        } else if (!file.producerName().isEmpty()) {
            entries.put("producer",
                    Quoted.of((file.producerName() + " " + file.producerVersion()).strip()));
        }
        return entries;
    }

    /** {@return the model with the names, the temperature and the loss that the file says} */
    static Model applied(ModelProto file, Model model) {
        Map<String, String> entries = file.metadata();
        Model made = model;
        String loss = entries.get(LOSS);
        if (loss != null) {
            made = made.withLoss(KnownTypes.loss(Attributes.parse(loss)));
        }
        String names = entries.get(CLASS_NAMES);
        if (names != null) {
            made = made.withClassNames(Json.texts(names, CLASS_NAMES));
        }
        String temperature = entries.get(TEMPERATURE);
        if (temperature != null) {
            if (!(Json.parse(temperature) instanceof Double number)) {
                throw new IllegalArgumentException("its " + TEMPERATURE
                        + " must be a number, but is " + Quoted.of(temperature));
            }
            made = made.withTemperature(number.floatValue());
        }
        return made;
    }
}
