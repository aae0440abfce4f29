package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    private static final Dataset DATA = ImageDataset.of(new Shape(1, 1, 1), 2, new byte[5],
            new byte[]{0, 1, 0, 0, 1});

    private static Prediction of(int label, float confidence) {
        float[] p = {1 - confidence, 1 - confidence};
        p[label] = confidence;
        return Predictions.of(label, p);
    }

    /** By hand: the bin of 0.95 and 0.97 has one right of two, that of 0.75 one of one, 0.6 one of two. */
    @Test
    void theErrorIsThatOfTheBins() {
        Reliability reliability = Reliability.of(DATA,
                List.of(of(0, 0.95f), of(0, 0.97f), of(0, 0.75f), of(1, 0.61f), of(1, 0.63f)));
        double expected = (Math.abs(1 - 1.92) + Math.abs(1 - 0.75) + Math.abs(1 - 1.24)) / 5;
        assertEquals(expected, reliability.calibrationError(), 1e-6);
        assertEquals((0.95 + 0.97 + 0.75 + 0.61 + 0.63) / 5, reliability.meanConfidence(), 1e-6);
        assertEquals(5, reliability.count());
        assertEquals(15, reliability.bins().size());
        assertEquals(2, reliability.bins().get(14).count());
        assertEquals(0.5, reliability.bins().get(14).accuracy());
        assertEquals(0.96, reliability.bins().get(14).meanConfidence(), 1e-6);
        assertEquals(0, reliability.bins().get(0).accuracy());
    }

    @Test
    void eachSampleNeedsAPrediction() {
        assertThrows(IllegalArgumentException.class,
                () -> Reliability.of(DATA, List.of(of(0, 0.9f))));
    }
}
