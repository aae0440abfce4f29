package dev.lanewise.engine.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.model.Reliability;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {
    private static final int CLASSES = 4;
    private static final int SAMPLES = 3000;

    /** Labels drawn from the softmax of the logits divided by a temperature. */
    private static int[] labels(float[] logits, double temperature, Random random) {
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            double[] p = softmax(logits, i, temperature);
            double left = random.nextDouble();
            while (labels[i] < CLASSES - 1 && left >= p[labels[i]]) {
                left -= p[labels[i]];
                labels[i]++;
            }
        }
        return labels;
    }

    private static double[] softmax(float[] logits, int sample, double temperature) {
        double[] p = new double[CLASSES];
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            p[c] = Math.exp(logits[sample * CLASSES + c] / temperature);
            sum += p[c];
        }
        for (int c = 0; c < CLASSES; c++) {
            p[c] /= sum;
        }
        return p;
    }

    private static double loss(float[] logits, int[] labels, double temperature) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= Math.log(softmax(logits, i, temperature)[labels[i]]);
        }
        return sum / labels.length;
    }

    private static float[] logits(Random random) {
        float[] logits = new float[SAMPLES * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        return logits;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1, 2.5, 8})
    void fitsAsWellAsASearch(double truth) {
        Random random = new Random(1);
        float[] logits = logits(random);
        int[] labels = labels(logits, truth, random);
        double fitted = Temperature.fit(logits, labels, CLASSES);
        assertEquals(truth, fitted, 0.12 * truth);
        double best = truth;
        for (double t = truth / 2; t < 2 * truth; t *= 1.001) {
            best = loss(logits, labels, t) < loss(logits, labels, best) ? t : best;
        }
        assertEquals(best, fitted, 0.0011 * best);
    }

    @Test
    void endsAtTheBoundsWithoutALeastLoss() {
        float[] logits = logits(new Random(2));
        int[] labels = new int[SAMPLES];
        int[] worst = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int c = 1; c < CLASSES; c++) {
                labels[i] = logits[i * CLASSES + c] > logits[i * CLASSES + labels[i]] ? c
                        : labels[i];
                worst[i] = logits[i * CLASSES + c] < logits[i * CLASSES + worst[i]] ? c : worst[i];
            }
        }
        assertEquals(0.05, Temperature.fit(logits, labels, CLASSES), 1e-4);
        assertEquals(20, Temperature.fit(logits, worst, CLASSES), 1e-3);
    }

    private static Model trained(Dataset data) {
        Network network = Network.input(1, 9, 9).conv2d(3, 3).relu().dense(4).build();
        try (Trainer trainer = SyntheticImages.trainer(network)
                .seed(3)
                .labelSmoothing(0.3)
                .build()) {
            trainer.fit(data, 6);
            return trainer.model();
        }
    }

    @Test
    void aModelKeepsItsTemperatureAndItsClasses(@TempDir Path folder) throws Exception {
        Dataset data = SyntheticImages.of(700, 9, 4, 1);
        Model plain = trained(data.slice(0, 400));
        Dataset held = data.slice(400, 700);
        Kernels kernels = Kernels.auto();
        Model model = plain.calibrated(held, kernels, 1);
        assertEquals(model.temperature(),
                plain.calibrated(held, Kernels.of(KernelChoice.SCALAR), 3).temperature());
        assertTrue(model.temperature() < 0.9, "smoothed labels make it too unsure");
        assertEquals(plain.sha256(), model.sha256());
        assertEquals(plain.evaluate(held).loss(), model.evaluate(held).loss());
        model.save(folder.resolve("m.safetensors"));
        Model loaded = Model.load(folder.resolve("m.safetensors"));
        assertEquals(model.temperature(), loaded.temperature());
        List<Prediction> all = loaded.predict(held, kernels, 2);
        for (int i = 0; i < 20; i++) {
            Prediction one = loaded.predict(held.image(i));
            assertEquals(plain.predict(held.image(i)).label(), one.label());
            assertArrayEquals(all.get(i).probabilities(), one.probabilities());
            assertTrue(one.confidence() >= plain.predict(held.image(i)).confidence());
        }
        assertTrue(Reliability.of(held, all).calibrationError() < Reliability
                .of(held, plain.predict(held, kernels, 2))
                .calibrationError());
    }

    /** Two outputs that are as far apart as floats can be. */
    @Test
    void divisionStaysFinite() {
        Network network = Network.input(1, 1, 1).dense(2).build();
        Model model = Model.of(network, new float[]{3e38f, -3e38f, 0, 0}, Normalization.none(),
                Map.of()).withTemperature(0.05f);
        assertArrayEquals(new float[]{1, 0}, model.predict(new float[]{1}).probabilities(), 1e-30f);
        assertThrows(IllegalArgumentException.class, () -> model.withTemperature(0));
        assertThrows(IllegalArgumentException.class, () -> model.withTemperature(Float.NaN));
    }
}
