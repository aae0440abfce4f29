package dev.lanewise.engine.sdlm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Trainer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of one dense layer, worked out in double precision. */
class SdlmTest {
    private static final int FEATURES = 5;
    private static final int CLASSES = 3;
    private static final int IMAGES = 21;
    private static final double RATE = 0.7;
    private static final double MU = 0.2;
    private static final float SCALE = 0.01f;
    private static final Dataset DATA = data();

    private static Dataset data() {
        byte[] pixels = new byte[IMAGES * FEATURES];
        new Random(4).nextBytes(pixels);
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % CLASSES);
        }
        return ImageDataset.of(new Shape(1, 1, FEATURES), CLASSES, pixels, labels);
    }

    private static double[] probabilities(float[] weights, float[] x) {
        double[] p = new double[CLASSES];
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            double z = weights[CLASSES * FEATURES + c];
            for (int f = 0; f < FEATURES; f++) {
                z += weights[c * FEATURES + f] * SCALE * x[f];
            }
            p[c] = StrictMath.exp(z);
            sum += p[c];
        }
        for (int c = 0; c < CLASSES; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /**
     * The second derivatives are means over all samples where there are no more, and the step of a
     * parameter is {@code rate / (µ + h)} of its gradient.
     */
    @ParameterizedTest
    @CsvSource({"21, 1", "500, 2"})
    void everyParameterHasAStepOfItsOwn(int samples, int threads) {
        Network network = Network.input(1, 1, FEATURES).dense(CLASSES).build();
        try (Trainer trainer = SyntheticImages.trainer(network)
                .optimizer(new Sdlm(RATE, MU, samples))
                .normalization(Normalization.of(SCALE, 0))
                .batchSize(IMAGES)
                .threads(threads)
                .seed(3)
                .build()) {
            float[] before = trainer.model().parameters();
            trainer.fit(DATA, 1);
            float[] after = trainer.model().parameters();
            double[] expected = stepped(before);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], after[i], 1e-5, "parameter " + i);
            }
        }
    }

    private static double[] stepped(float[] weights) {
        double[] gradient = new double[weights.length];
        double[] curvature = new double[weights.length];
        for (int image = 0; image < IMAGES; image++) {
            float[] x = DATA.image(image).values();
            double[] p = probabilities(weights, x);
            for (int c = 0; c < CLASSES; c++) {
                double slope = p[c] - (DATA.label(image) == c ? 1 : 0);
                for (int f = 0; f <= FEATURES; f++) {
                    int i = f < FEATURES ? c * FEATURES + f : CLASSES * FEATURES + c;
                    double input = f < FEATURES ? SCALE * x[f] : 1;
                    gradient[i] += slope * input / IMAGES;
                    curvature[i] += p[c] * (1 - p[c]) * input * input / IMAGES;
                }
            }
        }
        double[] stepped = new double[weights.length];
        for (int i = 0; i < stepped.length; i++) {
            stepped[i] = weights[i] - RATE / (MU + curvature[i]) * gradient[i];
        }
        return stepped;
    }
}
