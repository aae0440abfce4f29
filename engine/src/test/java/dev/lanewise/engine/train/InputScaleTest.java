package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A normalization that was forgotten is told of, once. */
@Isolated("listens to a logger that is everybody's")
class InputScaleTest {
    private static final Dataset DATA = SyntheticImages.of(64, 6, 4, 1);

    private static List<String> warnings(Normalization normalization, int fits) {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                messages.add(record.getLevel() + " " + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Trainer.class.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try (Trainer trainer = Trainer.of(Network.input(1, 6, 6).dense(4).build())
                .normalization(normalization)
                .optimizer(Sgd.of(1e-9))
                .batchSize(32)
                .threads(1)
                .build()) {
            for (int i = 0; i < fits; i++) {
                trainer.fit(DATA, 1);
            }
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return messages;
    }

    @Test
    void bytesAsTheyAreAreToldOf() {
        List<String> messages = warnings(Normalization.none(), 2);
        assertEquals(1, messages.size());
        assertEquals("WARNING After normalization the values of the first batch should have a"
                + " standard deviation from 0.01 to 30.0, but it is D; give the trainer the"
                + " Normalization that brings them near 1.",
                messages.getFirst().replaceFirst("is [0-9.]+;", "is D;"));
    }

    @Test
    void valuesOfNearlyNoDeviationAreToldOf() {
        assertEquals(1, warnings(Normalization.of(1e-5f, 0), 1).size());
    }

    @Test
    void whatNetworksLearnFromIsNot() {
        assertEquals(List.of(), warnings(SyntheticImages.NORMALIZATION, 1));
        assertEquals(List.of(), warnings(Normalization.unit(), 1));
        assertEquals(List.of(), warnings(Normalization.of(-0.01f, 1e6f), 1));
    }
}
