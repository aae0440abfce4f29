package dev.lanewise.cli.serve;

import dev.lanewise.cli.base.Version;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Open Inference Protocol, version 2, over HTTP: health, metadata and inference of one model, whose
 * tensors are JSON. As {@code predict} does it, images are raw pixels, and the model normalizes them.
 */
final class InferenceProtocol {
    /** What the model's input is called. */
    static final String INPUT = "input";
    private static final String PROBABILITIES = "probabilities";
    private static final String LABEL = "label";
    private static final String FLOAT = "FP32";
    private static final String NAME = "name";

    private final NamedModel named;
    private final Shape shape;
    private final int classes;

    /** For a model that tells classes apart. */
    InferenceProtocol(NamedModel named) {
        this.named = named;
        this.shape = named.model().network().inputShape();
        this.classes = named.model().network().outputs();
    }

    /** What the model is called in paths: the last part of the name that the user gave. */
    static String nameOf(NamedModel named) {
        String last = named.name().replaceFirst(".*[/\\\\](?=[^/\\\\])", "");
        String plain = last.replaceFirst("\\.(safetensors|onnx)$", "")
                .replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.isEmpty() ? "model" : plain;
    }

    /** All paths of the protocol. */
    List<Route> routes() {
        String name = nameOf(named);
        String model = "/v2/models/" + name;
        return List.of(
                Route.get("/v2", () -> Answer.json(Answer.OK, Map.of(NAME, "lanewise", "version",
                        Version.current(), "extensions", List.of()))),
                Route.get("/v2/health/live", () -> Answer.json(Answer.OK, Map.of("live", true))),
                Route.get("/v2/health/ready", () -> Answer.json(Answer.OK, Map.of("ready", true))),
                Route.get(model, () -> Answer.json(Answer.OK, metadata(name))),
                Route.get(model + "/ready",
                        () -> Answer.json(Answer.OK, Map.of(NAME, name, "ready", true))),
                Route.post(model + "/infer",
                        body -> Answer.json(Answer.OK, infer(name, body))));
    }

    private Map<String, Object> metadata(String name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(NAME, name);
        metadata.put("versions", List.of());
        metadata.put("platform", "lanewise");
        metadata.put("inputs", List.of(tensor(INPUT, FLOAT,
                List.of(-1, shape.channels(), shape.height(), shape.width()))));
        metadata.put("outputs", List.of(tensor(PROBABILITIES, FLOAT, List.of(-1, classes)),
                tensor(LABEL, "INT64", List.of(-1))));
        return metadata;
    }

    private static Map<String, Object> tensor(String name, String type, List<Integer> sizes) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put(NAME, name);
        tensor.put("datatype", type);
        tensor.put("shape", sizes);
        return tensor;
    }

    private Map<String, @Nullable Object> infer(String name, byte[] body) {
        InferenceRequest request = InferenceRequest.read(body, shape.size());
        requireShape(request.shape());
        request.data().requireShape(request.shape());
        List<String> asked = request.outputs().isEmpty() ? List.of(PROBABILITIES, LABEL)
                : request.outputs();
        for (String output : asked) {
            if (!output.equals(PROBABILITIES) && !output.equals(LABEL)) {
                throw new Refusal(Refusal.BAD_REQUEST, "An output must be " + PROBABILITIES
                        + " or " + LABEL + "; see the model's metadata.");
            }
        }
        List<Prediction> predictions = predictions(request.data().values());
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("model_name", name);
        request.id().ifPresent(id -> response.put("id", id));
        response.put("outputs",
                asked.stream().distinct().map(output -> output(output, predictions)).toList());
        return response;
    }

    /** Images of the model's shape; of one channel, or as one row, too. */
    private void requireShape(List<Integer> given) {
        List<Integer> image = given.subList(Math.min(1, given.size()), given.size());
        List<Integer> whole = List.of(shape.channels(), shape.height(), shape.width());
        boolean fits = image.equals(whole) || image.equals(List.of(shape.size()))
                || (shape.channels() == 1 && image.equals(whole.subList(1, whole.size())));
        if (!fits || given.getFirst() < 1 || given.getFirst() > InferenceRequest.MOST_IMAGES) {
            throw new Refusal(Refusal.BAD_REQUEST, "shape must be [N, " + shape.channels() + ", "
                    + shape.height() + ", " + shape.width() + "] or [N, " + shape.size()
                    + "] with N from 1 to " + InferenceRequest.MOST_IMAGES + "; you gave " + given
                    + ".");
        }
    }

    private List<Prediction> predictions(float[] values) {
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < values.length; from += shape.size()) {
            try {
                predictions.add(named.model()
                        .predict(Arrays.copyOfRange(values, from, from + shape.size())));
            } catch (ArithmeticException e) {
                throw new Refusal(Refusal.UNUSABLE, String.valueOf(e.getMessage()));
            }
        }
        return predictions;
    }

    private Map<String, Object> output(String name, List<Prediction> predictions) {
        List<Number> data = new ArrayList<>();
        boolean labels = name.equals(LABEL);
        for (Prediction prediction : predictions) {
            if (labels) {
                data.add(prediction.label());
            } else {
                for (float probability : prediction.probabilities()) {
                    data.add(probability);
                }
            }
        }
        Map<String, Object> output = labels
                ? tensor(name, "INT64", List.of(predictions.size()))
                : tensor(name, FLOAT, List.of(predictions.size(), classes));
        output.put("data", data);
        return output;
    }
}
