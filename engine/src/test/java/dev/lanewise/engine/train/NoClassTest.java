package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import org.junit.jupiter.api.Test;

/** Samples that belong to no class. */
class NoClassTest {
    private static final int SIDE = 12;
    private static final Dataset KNOWN = SyntheticImages.of(400, SIDE, 4, 1);

    /** The images with their ink and paper swapped, of no class. */
    private record Negatives(Dataset images) implements Dataset {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public Shape shape() {
            return images.shape();
        }

        @Override
        public int classes() {
            return images.classes();
        }

        @Override
        public int label(int index) {
            return NO_CLASS;
        }

        @Override
        public void read(int index, float[] into, int offset) {
            images.read(index, into, offset);
            for (int i = offset; i < offset + shape().size(); i++) {
                into[i] = 255 - into[i];
            }
        }
    }

    private static Model trained(Dataset data) {
        Network network = Network.input(1, SIDE, SIDE)
                .conv2d(4, 3)
                .relu()
                .dense(16)
                .relu()
                .dense(4)
                .build();
        try (Trainer trainer = SyntheticImages.trainer(network)
                .seed(1)
                .threads(2)
                .batchSize(16)
                .build()) {
            History history = trainer.fit(data, 6);
            assertTrue(history.epochs().getLast().accuracy() > 0.9);
            return trainer.model();
        }
    }

    private static double sureness(Model model, Dataset data) {
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            float most = 0;
            for (float p : model.predict(data.image(i)).probabilities()) {
                most = Math.max(most, p);
            }
            sum += most;
        }
        return sum / data.size();
    }

    @Test
    void trainingMakesTheNetworkUnsureOfThem() {
        Dataset unknown = new Negatives(KNOWN);
        Model plain = trained(KNOWN);
        Model taught = trained(KNOWN.concat(unknown));
        assertTrue(sureness(taught, unknown) < 0.4, "sureness " + sureness(taught, unknown));
        assertTrue(sureness(plain, unknown) > 0.6, "sureness " + sureness(plain, unknown));
        assertTrue(sureness(taught, KNOWN) > 0.8, "sureness " + sureness(taught, KNOWN));
    }

    @Test
    void anEvaluationRefusesThem() {
        Model model = trained(KNOWN);
        Dataset mixed = KNOWN.concat(new Negatives(KNOWN));
        assertEquals(800, mixed.size());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> model.evaluate(mixed));
        assertTrue(refusal.getMessage().contains("Label 4"), refusal.getMessage());
    }
}
