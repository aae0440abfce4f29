package dev.lanewise.cli.predict;

import dev.lanewise.engine.model.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the network says of one digit.
 *
 * @param image the image
 * @param prediction what it says
 * @param minProbability below which it is not sure
 */
record Guess(Prepared image, Prediction prediction, double minProbability) {
    /** A second answer is worth telling if it has at least this share of the first one's probability. */
    private static final float NEAR = 0.1f;

    int label() {
        return prediction.label();
    }

    float probability() {
        return prediction.probabilities()[label()];
    }

    /** Whether the answer is probable enough. */
    boolean sure() {
        return probability() >= minProbability;
    }

    /** Whether the image has a label, and another one. */
    boolean wrong() {
        return !image.picture() && image.sample().label() != label();
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

    /** Whether there is a second answer not far behind the first. */
    boolean close() {
        int second = runnerUp();
        return second >= 0 && prediction.probabilities()[second] >= NEAR * probability();
    }

    /** As a part of the JSON object. */
    Map<String, @Nullable Object> record() {
        List<Float> probabilities = new ArrayList<>();
        for (float p : prediction.probabilities()) {
            probabilities.add(p);
        }
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("label", label());
        record.put("probability", probability());
        record.put("sure", sure());
        if (!image.picture()) {
            record.put("true_label", image.sample().label());
        }
        record.put("probabilities", probabilities);
        return record;
    }
}
