package dev.lanewise.cli.predict;

import dev.lanewise.engine.model.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the network says of an image.
 *
 * @param image the image
 * @param prediction what it says
 */
record Guess(Prepared image, Prediction prediction) {

    int label() {
        return prediction.label();
    }

    float probability() {
        return prediction.probabilities()[label()];
    }

    /** The most probable other class; −1 if there is none. */
    int runnerUp() {
        float[] p = prediction.probabilities();
        int best = -1;
        for (int c = 0; c < p.length; c++) {
            if (c != label() && (best < 0 || p[c] > p[best])) {
                best = c;
            }
        }
        return best;
    }

    /** As a part of the JSON object. */
    Map<String, @Nullable Object> record() {
        List<Float> probabilities = new ArrayList<>();
        for (float p : prediction.probabilities()) {
            probabilities.add(p);
        }
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("image", image.name());
        record.put("label", label());
        record.put("probability", probability());
        record.put("probabilities", probabilities);
        return record;
    }
}
