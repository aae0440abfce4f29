package dev.lanewise.engine.model;

import dev.lanewise.engine.backend.NotFinite;
import dev.lanewise.engine.file.Checksum;
import dev.lanewise.engine.file.Json;
import dev.lanewise.engine.file.KnownTypes;
import dev.lanewise.engine.file.NetworkText;
import dev.lanewise.engine.file.NormalizationText;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.file.TensorFile.Tensor;
import dev.lanewise.engine.file.TensorFile.ValueType;
import dev.lanewise.engine.file.TensorFile.Values;
import dev.lanewise.engine.inference.Temperature;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Model files: the parameters as tensors under their names; the network and the normalization as
 * texts beside them. All other texts are provenance.
 */
final class ModelFile implements TensorFile.Format<Model> {
    static final ModelFile FORMAT = new ModelFile(Map.of());
    private static final String NETWORK = "network";
    private static final String NORMALIZATION = "normalization";
    private static final String CALIBRATION = "calibration";
    private static final String LOSS = "objective";
    private static final String CLASS_NAMES = "class_names";
    private static final Set<String> OWN_ENTRIES = Set.of(NETWORK, NORMALIZATION, CALIBRATION, LOSS,
            CLASS_NAMES, TensorFile.VERSION, Checksum.NAME);
    private static final String OWN_VERSIONS = "lanewise ";
    private static final String WITHOUT_CHECKSUM = OWN_VERSIONS + "1";

    /** What makes layers of a program's own from their attributes, by type. */
    private final Map<String, Function<Map<String, Object>, CustomLayer>> layers;

    ModelFile(Map<String, Function<Map<String, Object>, CustomLayer>> layers) {
        this.layers = Map.copyOf(layers);
    }

    /** Checks that provenance leaves alone the entries that a model file keeps for itself. */
    static void checkProvenance(Map<String, String> provenance) {
        for (String own : OWN_ENTRIES) {
            if (provenance.containsKey(own)) {
                throw new IllegalArgumentException(
                        "A model's provenance must have other names than network, normalization,"
                                + " calibration, objective, class_names, format and checksum;"
                                + " you gave \""
                                + own + "\"; rename it.");
            }
        }
    }

    void write(Model model, Path file) throws IOException {
        TreeMap<String, String> metadata = new TreeMap<>(model.provenance());
        metadata.put(TensorFile.VERSION, version());
        metadata.put(NETWORK, NetworkText.write(model.network()));
        metadata.put(NORMALIZATION, NormalizationText.write(model.normalization()));
        if (model.temperature() != Temperature.NONE) {
            metadata.put(CALIBRATION, "{\"temperature\":" + model.temperature() + "}");
        }
        if (!model.loss().equals(Loss.crossEntropy())) {
            metadata.put(LOSS, model.loss().attributes().toString());
        }
        if (!model.classNames().equals(Serving.numbers(model.network()))) {
            metadata.put(CLASS_NAMES, Json.list(model.classNames()));
        }
        TensorFile.write(file, metadata, tensors(model.network()),
                new Values(model.parameters(), new double[0]));
    }

    private static List<Tensor> tensors(Network network) {
        return network.parameters()
                .stream()
                .map(p -> new Tensor(p.name(), ValueType.F32, p.dimensions()))
                .toList();
    }

    @Override
    public String kind() {
        return "model file";
    }

    @Override
    public String version() {
        return OWN_VERSIONS + "2";
    }

    @Override
    public boolean readsUnchecked(String version) {
        return version.equals(WITHOUT_CHECKSUM) || !version.startsWith(OWN_VERSIONS);
    }

    @Override
    public List<Tensor> tensors(Map<String, String> metadata) {
        return tensors(network(metadata));
    }

    @Override
    public Model content(Map<String, String> metadata, Values tensors) {
        float[] values = tensors.floats();
        int wrong = NotFinite.first(values);
        if (wrong >= 0) {
            throw new IllegalArgumentException(
                    "its parameters must be finite numbers, but the value at"
                            + " index " + wrong + " is " + values[wrong]);
        }
        Map<String, String> provenance = new TreeMap<>(metadata);
        provenance.keySet().removeAll(OWN_ENTRIES);
        return Model.of(network(metadata), values,
                NormalizationText.read(TensorFile.text(metadata, NORMALIZATION)), provenance)
                .withTemperature(temperature(metadata.get(CALIBRATION)))
                .withLoss(loss(metadata.get(LOSS)))
                .withClassNames(classNames(metadata.get(CLASS_NAMES)));
    }

    private static List<String> classNames(@Nullable String text) {
        return text == null ? List.of() : Json.texts(text, CLASS_NAMES);
    }

    private static Loss loss(@Nullable String text) {
        return text == null ? Loss.crossEntropy() : KnownTypes.loss(Attributes.parse(text));
    }

    private static float temperature(@Nullable String text) {
        if (text == null) {
            return Temperature.NONE;
        }
        if (NetworkText.object(Json.parse(text), CALIBRATION)
                .get("temperature") instanceof Double value) {
            return value.floatValue();
        }
        throw new IllegalArgumentException("its calibration must hold a number temperature, but is "
                + Quoted.of(text));
    }

    private Network network(Map<String, String> metadata) {
        return NetworkText.read(TensorFile.text(metadata, NETWORK), layers);
    }
}
