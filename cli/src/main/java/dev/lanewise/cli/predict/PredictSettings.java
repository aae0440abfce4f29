package dev.lanewise.cli.predict;

import dev.lanewise.cli.run.GivenNormalization;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code predict} was asked for.
 *
 * @param model a run folder or a model file, or empty for the newest run
 * @param normalization of a model that doesn't say its own, or empty
 * @param images files, folders of them, {@code -} for standard input, or {@code train:5}, {@code
 *     test:3-5}
 * @param data folder of IDX files, or empty for MNIST itself
 * @param digits whether a picture may show several digits, which are read from left to right
 * @param minProbability below which an answer is unsure
 * @param explain whether the image that the network saw is shown
 * @param savedInput where that image is written
 * @param json whether the answer is JSON
 */
public record PredictSettings(Optional<Path> model, Optional<GivenNormalization> normalization,
        List<String> images, Optional<Path> data, boolean digits, double minProbability,
        boolean explain, Optional<Path> savedInput,
        boolean json) {

    /** Keeps an unmodifiable copy of the images. */
    public PredictSettings {
        images = List.copyOf(images);
    }
}
