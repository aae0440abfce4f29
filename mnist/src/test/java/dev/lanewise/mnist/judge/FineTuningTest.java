package dev.lanewise.mnist.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Lenet5;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network that comes with the program learns to tell other things than digits from one another. */
class FineTuningTest {
    private static final Model PRETRAINED = Lenet5.pretrained();
    private static final int EPOCHS = 10;
    private static final int TRAINING_EACH = 40;
    private static final int TEST_EACH = 10;
    /** Twice what chance gives, of 24 kinds. */
    private static final double UNTAUGHT = 0.09;
    /** It reached 0.96; kinds that are characters look otherwise with another machine's fonts. */
    private static final double TAUGHT = 0.85;

    private static boolean isFrozen(Parameter parameter) {
        return parameter.name().startsWith("conv");
    }

    @Test
    void aNewHeadTellsOddKindsOnFrozenConvolutions() {
        Dataset train = JudgedSet.oddities(TRAINING_EACH, 1);
        Dataset test = JudgedSet.oddities(TEST_EACH, 2);
        Network network = Lenet5.of(Activation.SILU, train.classes());
        TrainerBuilder options = Trainer.of(network)
                .weights(PRETRAINED)
                .normalization(PRETRAINED.normalization())
                .trainable(p -> !isFrozen(p))
                .optimizer(Adam.adamW(0.005, 0.01))
                .batchSize(32)
                .ema(0.9)
                .seed(1)
                .threads(2);
        assertEquals(List.of("fc3.weight", "fc3.bias"),
                options.drawn().stream().map(Parameter::name).toList());
        try (Trainer trainer = options.build()) {
            double before = trainer.evaluate(test).accuracy();
            trainer.fit(train, EPOCHS);
            double after = trainer.model().evaluate(test).accuracy();
            assertTrue(before < UNTAUGHT && after > TAUGHT, before + " and then " + after);
            assertConvolutionsAlone(trainer.model());
        }
    }

    /** Not a bit of the convolutions has changed, and every other tensor has. */
    private static void assertConvolutionsAlone(Model model) {
        float[] before = PRETRAINED.parameters();
        float[] after = model.parameters();
        for (Parameter p : model.network().parameters()) {
            int end = p.offset() + p.size();
            if (end <= before.length) {
                assertEquals(isFrozen(p),
                        Arrays.equals(before, p.offset(), end, after, p.offset(), end), p.name());
            }
        }
        assertEquals(4, model.network()
                .parameters()
                .stream()
                .filter(FineTuningTest::isFrozen)
                .count());
    }
}
