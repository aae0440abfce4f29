package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is told of a trainer's options, so that a run goes on with the same ones only. */
class TrainingOptionsTest {
    private static final Network NETWORK = Network.input(1, 8, 8).dense(3).build();

    private static Map<String, String> texts(UnaryOperator<TrainerBuilder> change) {
        return change.apply(Trainer.of(NETWORK)).options().identity(NETWORK, 30).texts();
    }

    @Test
    void whatIsUsualIsNotTold() {
        assertEquals(Set.of("augmentation", "batchSize", "fusedMultiplyAdd", "loss", "network",
                "normalization", "optimizer", "samples", "schedule", "seed"),
                texts(b -> b).keySet());
        assertEquals("Sgd[learningRate=0.05, momentum=0.9, nesterov=true]",
                texts(b -> b).get("optimizer"));
    }

    /** The names of what differs from the options of a trainer of which nothing was asked. */
    private static Set<String> told(UnaryOperator<TrainerBuilder> change) {
        Map<String, String> before = texts(b -> b);
        Map<String, String> after = new TreeMap<>(texts(change));
        after.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
        return new TreeSet<>(after.keySet());
    }

    @Test
    void allThatDecidesIsTold() {
        Map<String, UnaryOperator<TrainerBuilder>> changes = Map.ofEntries(
                Map.entry("loss", b -> b.loss(Loss.huber(1))),
                Map.entry("optimizer", b -> b.optimizer(Adam.of(0.1))),
                Map.entry("schedule", b -> b.schedule(Schedule.linear())),
                Map.entry("normalization", b -> b.normalization(Normalization.unit())),
                Map.entry("augmentation", b -> b.augmentation(Augmentation.shifts())),
                Map.entry("batchSize", b -> b.batchSize(8)), Map.entry("seed", b -> b.seed(1)),
                Map.entry("dropLast", b -> b.dropLast(true)), Map.entry("ema", b -> b.ema(0.5)),
                Map.entry("corruption", b -> b.corruption(0.5)),
                Map.entry("frozen", b -> b.trainable(p -> p.name().equals("fc1.bias"))),
                Map.entry("undecayed", b -> b.decay(p -> p.name().equals("fc1.bias"))),
                Map.entry("clipNorm", b -> b.clipNorm(1)),
                Map.entry("keepBest", b -> b.keepBest(false)),
                Map.entry("patience", b -> b.patience(1)),
                Map.entry("validation", b -> b.validation(SyntheticImages.of(5, 8, 3, 1))));
        changes.forEach((name, change) -> assertEquals(Set.of(name), told(change)));
        assertEquals(Set.of(), told(b -> b.threads(1)
                .profile(true)
                .listener(new TrainingListener() {})
                .initializer(Initializer.LECUN_UNIFORM)));
    }

    @Test
    void descriptionsForgetNoComponent() {
        Components.assertAllDescribed(List.of(Augmentation.none(), Augmentation.elastic()),
                Augmentation::attributes);
        Components.assertAllDescribed(List.of(Normalization.unit()),
                Normalization::attributes);
        Components.assertAllDescribed(
                List.of(new CurveSchedule(Schedule.Curve.CONSTANT, 0),
                        new CurveSchedule(Schedule.Curve.ONE_CYCLE, 0.3)),
                CurveSchedule::attributes);
    }

    @Test
    void optionsDoNotChange() {
        TrainingOptions initial = TrainingOptions.initial();
        TrainingOptions other = initial.with(TrainingOptions.SEED, 7L);
        assertNotSame(initial, other);
        assertEquals(0, initial.get(TrainingOptions.SEED));
        assertEquals(7, other.get(TrainingOptions.SEED));
        assertEquals("The option schedule must not be null.",
                assertThrows(NullPointerException.class,
                        () -> initial.with(TrainingOptions.SCHEDULE, null)).getMessage());
    }
}
