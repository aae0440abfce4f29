package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.train.TrainingProfile.Pass;
import dev.lanewise.engine.train.TrainingProfile.Row;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingProfileTest {
    private static final Network LENET = Lenet5Networks.standard(Activation.SILU);
    private static final int FLOPS_FORWARD = 833_040;
    private static final int FLOPS = 2_263_920;
    private static final int IMAGES = 70;
    private static final Dataset DATA = SyntheticImages.of(IMAGES, 28, 10, 1);

    private static TrainingProfile profile(Network network, Dataset data, int epochs,
            UnaryOperator<TrainerBuilder> options) {
        try (Trainer trainer = options
                .apply(SyntheticImages.trainer(network).batchSize(32).profile(true))
                .build()) {
            trainer.fit(data, epochs);
            return trainer.profile();
        }
    }

    /** The batches have 32, 32 and 6 images: five tiles, of which the last is not full. */
    @ParameterizedTest
    @CsvSource({"1, 32", "2, 32", "3, 32", "2, 1"})
    void operationsAddUpToThoseOfTheImages(int threads, int batch) {
        TrainingProfile profile = profile(LENET, DATA, 1,
                b -> b.threads(threads).batchSize(batch).optimizer(Sgd.of(1e-4)));
        assertEquals(IMAGES, profile.images());
        assertEquals((long) IMAGES * FLOPS, profile.flops());
        assertEquals((long) IMAGES * FLOPS_FORWARD, profile.rows()
                .stream()
                .filter(row -> row.pass() == Pass.FORWARD)
                .mapToLong(Row::flops)
                .sum());
        long tiles = batch == 1 ? IMAGES : 5;
        for (Row row : profile.rows()) {
            if (row.pass() == Pass.FORWARD || row.pass() == Pass.BACKWARD) {
                assertEquals(tiles, row.calls(), row.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void timesAddUpToThatOfAllWorkers(int threads) {
        TrainingProfile profile = profile(LENET, DATA, 2, b -> b.threads(threads));
        assertEquals(threads, profile.workers());
        assertTrue(profile.wallNanos() > 0);
        long sum = 0;
        for (Row row : profile.rows()) {
            // A single worker may find no time at all to be idle in.
            assertTrue(row.nanos() > 0 || row.pass() == Pass.IDLE && row.nanos() == 0,
                    row.toString());
            sum += row.nanos();
        }
        assertEquals(threads * profile.wallNanos(), sum);
    }

    @Test
    void theTimeIsThatOfTheEpochs() {
        double[] seconds = new double[1];
        TrainingProfile profile = profile(LENET, DATA, 4, b -> b.listener(new TrainingListener() {
            @Override
            public void onEpochEnd(EpochResult result) {
                seconds[0] += result.epoch() == 1 ? 0 : result.seconds();
            }
        }));
        assertEquals(seconds[0], profile.wallNanos() / 1e9, 1e-6);
    }

    @Test
    void rowsStandInTheOrderOfAStep() {
        TrainingProfile profile = profile(LENET, DATA, 1, b -> b);
        assertEquals(List.of("images LOAD", "leaves CLEAR", "conv1+pool1 FORWARD",
                "silu1 FORWARD", "conv2+pool2 FORWARD", "silu2 FORWARD", "fc1 FORWARD",
                "silu3 FORWARD", "fc2 FORWARD", "silu4 FORWARD", "fc3 FORWARD", "softmax LOSS",
                "fc3 BACKWARD", "silu4 BACKWARD", "fc2 BACKWARD", "silu3 BACKWARD",
                "fc1 BACKWARD", "silu2 BACKWARD", "conv2+pool2 BACKWARD", "silu1 BACKWARD",
                "conv1+pool1 BACKWARD", "conv1 REDUCE", "conv2 REDUCE", "fc1 REDUCE",
                "fc2 REDUCE", "fc3 REDUCE", "weights UPDATE", "caller SERIAL", "workers IDLE"),
                profile.rows().stream().map(row -> row.name() + " " + row.pass()).toList());
    }

    @Test
    void everyReductionCountsForItsLayer() {
        Network network = Network.input(1, 28, 28).conv2d(1, 3).dense(500).dense(10).build();
        List<Row> rows = profile(network, DATA, 3, b -> b.optimizer(Sgd.of(1e-6)))
                .rows()
                .stream()
                .filter(row -> row.pass() == Pass.REDUCE)
                .toList();
        assertEquals(List.of("conv1", "fc1", "fc2"), rows.stream().map(Row::name).toList());
        // Two epochs of three steps: one task for the ten parameters; 42 for twelve units each, 41 whole,
        // and one for the biases; one and one.
        assertEquals(List.of(6L, 6 * 43L, 12L), rows.stream().map(Row::calls).toList());
    }

    /** Floats of a tile of 16 and, in the second summand, of parameters, by hand. */
    @Test
    void bytesAreTheCompulsoryTraffic() {
        Network network = Network.input(1, 28, 28)
                .conv2d(2, 3, Padding.SAME)
                .layer(AveragePool2d.of(2))
                .relu()
                .conv2d(3, 3)
                .dense(10)
                .build();
        List<Row> rows = profile(network, SyntheticImages.of(16, 28, 10, 1), 1,
                b -> b.optimizer(Sgd.nesterov(0.1, 0.9)).ema(0.9)).rows();
        int input = 784;
        int pooled = 2 * 14 * 14;
        int maps = 3 * 12 * 12;
        int conv1 = 2 * 9 + 2;
        int conv2 = 3 * 2 * 9 + 3;
        int fc1 = 10 * maps + 10;
        List<Integer> floats = List.of(
                16 * 2 * input, // images LOAD
                16 * (conv1 + conv2), // leaves CLEAR
                16 * (input + pooled) + conv1, // conv1+pool1 FORWARD
                16 * (pooled + pooled), // relu1 FORWARD
                16 * (pooled + maps) + conv2, // conv2 FORWARD
                16 * (maps + 10) + fc1, // fc1 FORWARD
                16 * 2 * 10, // softmax LOSS
                16 * (2 * (maps + 10) + maps) + fc1, // fc1 BACKWARD
                16 * (2 * pooled + maps + conv2) + conv2, // conv2 BACKWARD
                16 * 3 * pooled, // relu1 BACKWARD
                16 * (input + pooled + conv1), // conv1+pool1 BACKWARD
                16 * conv1 + conv1, // conv1 REDUCE
                16 * conv2 + conv2, // conv2 REDUCE
                16 * (maps + 10) + fc1, // fc1 REDUCE
                7 * (conv1 + conv2 + fc1), // weights UPDATE: gradient, weights, momentum, average
                0, // caller SERIAL
                0); // workers IDLE
        assertEquals(floats.stream().map(count -> 4L * count).toList(),
                rows.stream().map(Row::bytes).toList());
    }

    @Test
    void theFirstEpochCountsOnlyAlone() {
        assertEquals(3, profile(LENET, DATA, 1, b -> b).steps());
        assertEquals(6, profile(LENET, DATA, 3, b -> b).steps());
        assertEquals(2 * IMAGES, profile(LENET, DATA, 3, b -> b).images());
    }

    @Test
    void withoutOneTheTrainerSaysHowToGetIt() {
        try (Trainer trainer = SyntheticImages.trainer(LENET).build()) {
            assertEquals(
                    "The trainer measures no profile; build it with profile(true).",
                    assertThrows(IllegalStateException.class, trainer::profile).getMessage());
        }
    }
}
