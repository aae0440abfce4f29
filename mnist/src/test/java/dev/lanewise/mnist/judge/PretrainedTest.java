package dev.lanewise.mnist.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the network that comes with the program must be able to do. */
class PretrainedTest {
    private static final Model MODEL = Lenet5.pretrained();
    private static final int EVERY = 10;
    private static final int A_KIND = 84;
    /** Share of MNIST's test digits that may be lost to doubt. */
    private static final double LOST = 0.007;

    @Test
    void knowsTheTestDigits() {
        double accuracy = MODEL.evaluate(Mnist.load().test()).accuracy();
        assertTrue(accuracy >= 0.995, "accuracy " + accuracy);
    }

    @Test
    void isRobust() {
        List<String> table = new ArrayList<>();
        double sum = 0;
        double least = 1;
        for (Corruption corruption : Corruption.values()) {
            double accuracy = MODEL.evaluate(JudgedSet.corrupted(corruption, EVERY)).accuracy();
            table.add(corruption + " " + accuracy);
            sum += accuracy;
            least = Math.min(least, accuracy);
        }
        double mean = sum / Corruption.values().length;
        assertTrue(mean >= 0.94 && least >= 0.8, "mean " + mean + ": " + table);
    }

    @Test
    void doubtsWhatIsNoDigit() {
        double[] digits = sureness(Mnist.load().test());
        Arrays.sort(digits);
        double threshold = digits[(int) (LOST * digits.length)];
        List<String> table = new ArrayList<>();
        int doubted = 0;
        for (Oddity oddity : Oddity.values()) {
            long count = Arrays.stream(sureness(JudgedSet.odd(oddity, A_KIND)))
                    .filter(p -> p < threshold)
                    .count();
            table.add(oddity + " " + count);
            doubted += (int) count;
        }
        double share = (double) doubted / (A_KIND * Oddity.values().length);
        assertTrue(share >= 0.85, "below " + threshold + ": " + share + " of " + table);
    }

    /** The largest probability of each image. */
    private static double[] sureness(Dataset images) {
        return MODEL.predict(images, Kernels.auto(), 2)
                .stream()
                .map(Prediction::probabilities)
                .mapToDouble(PretrainedTest::largest)
                .toArray();
    }

    private static double largest(float[] probabilities) {
        double most = 0;
        for (float p : probabilities) {
            most = Math.max(most, p);
        }
        return most;
    }

    /** The judges must not be blind: what they make differs from what they were given. */
    @Test
    void theJudgesDoSomething() {
        Dataset clean = Mnist.load().test();
        for (Corruption corruption : Corruption.values()) {
            Dataset spoilt = JudgedSet.corrupted(corruption, 1000);
            assertEquals(10, spoilt.size());
            for (int i = 0; i < spoilt.size(); i++) {
                float[] before = clean.image(i * 1000).values();
                float[] after = spoilt.image(i).values();
                double difference = 0;
                for (int k = 0; k < before.length; k++) {
                    difference += Math.abs(before[k] - after[k]) / before.length;
                }
                assertTrue(difference > 1, corruption + " changes " + difference);
            }
        }
    }
}
