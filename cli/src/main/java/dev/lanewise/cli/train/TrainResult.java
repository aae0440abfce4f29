package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.SEED;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Reliability;
import dev.lanewise.engine.train.History;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run reached.
 *
 * @param plan what was trained
 * @param history its epochs
 * @param test the model on the test images
 * @param temperature of the model
 * @param reliability of the model on the test images
 * @param totalSeconds from the start of the virtual machine until this was known and the model
 *            written
 * @param weightsSha256 fingerprint of the model's parameters
 * @param profile where the time went, if that was asked for
 */
public record TrainResult(RunPlan plan, History history, Evaluation test, float temperature,
        Reliability reliability, double totalSeconds, String weightsSha256,
        Optional<ProfileReport> profile) {
    private static final int MILLISECONDS = 3;

    /** The result by the names of the {@code result} event. */
    public Map<String, @Nullable Object> record() {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("test_loss", test.loss());
        record.put("test_accuracy", test.accuracy());
        record.put("temperature", temperature);
        record.put("ece", reliability.calibrationError());
        record.put("epochs", history.epochs().size());
        record.put("parameters", plan.network().parameterCount());
        record.put("seed", plan.settings().get(SEED));
        record.put("threads", plan.settings().get(THREADS));
        record.put("kernels", plan.kernels().backend());
        record.put("train_seconds", Numbers.rounded(history.trainSeconds(), MILLISECONDS));
        record.put("total_seconds", Numbers.rounded(totalSeconds, MILLISECONDS));
        record.put("images_per_second", Numbers.rounded(history.imagesPerSecond(), 1));
        record.put("weights_sha256", weightsSha256);
        record.put("run", plan.run().toString());
        record.put("model", plan.model().toString());
        return record;
    }
}
