package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.BatchGradient;
import dev.lanewise.engine.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Huber's loss beyond what {@link LossContractTest} asks of all. */
@Tag("kernels")
class HuberTest {
    private static final int SIDE = 4;
    private static final int PIXELS = SIDE * SIDE;
    private static final int CLASSES = 3;
    private static final double DELTA = 0.4;
    private static final float PIXEL_SCALE = 1f / 256;

    /** Any numbers may be targets, and a missing one is left out. */
    @Test
    void everyOutputHasATargetOfItsOwn() {
        TileLoss loss = Loss.huber(2).tile(3, 1);
        float[] z = {1, -4, 7};
        float[] targets = {2.5f, 3, Float.NaN};
        assertEquals((1.5 * 1.5 / 2 + 2 * (7 - 1)) / 3, loss.value(z, targets, 0), 1e-12);
        float[] dz = new float[3];
        loss.gradient(Kernels.auto().backend(), z, targets, 0.5f, dz);
        assertArrayEquals(new float[]{-1.5f * (0.5f / 3), -2 * (0.5f / 3), 0}, dz);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.4, 0.1, true", "0.51, 0.4, 0.1, false"})
    void ofNoClassNoOutputIsAboveAHalf(float first, float second, float third, boolean right) {
        TileLoss loss = Loss.huber(1).tile(3, 1);
        float[] targets = new float[3];
        loss.target(Dataset.NO_CLASS, targets, 0);
        assertEquals(right, loss.isRight(new float[]{first, second, third}, targets, 0));
    }

    @Test
    void sizesAreChecked() {
        TileLoss loss = Loss.huber(1).tile(3, 2);
        assertThrows(IndexOutOfBoundsException.class, () -> loss.gradient(Kernels.auto().backend(),
                new float[6], new float[2], 1, new float[6]));
    }

    /** Steps on all samples at once, worked out in double precision as PyTorch's HuberLoss has it. */
    @Test
    void trainingFollowsTheDefinition() {
        Dataset data = SyntheticImages.of(21, SIDE, CLASSES, 3);
        Network network = Network.input(1, SIDE, SIDE).dense(CLASSES).build();
        double rate = 0.3;
        int steps = 12;
        try (Trainer trainer = SyntheticImages.trainer(network)
                .loss(Loss.huber(DELTA))
                .optimizer(Sgd.of(rate))
                .normalization(Normalization.of(PIXEL_SCALE, 0))
                .initializer(Initializer.GLOROT_UNIFORM)
                .batchSize(21)
                .threads(2)
                .seed(8)
                .build()) {
            float[] before = trainer.model().parameters();
            double[] p = new double[before.length];
            for (int i = 0; i < p.length; i++) {
                p[i] = before[i];
            }
            double first = step(data, p.clone(), 0);
            for (int i = 0; i < steps; i++) {
                step(data, p, rate);
            }
            History history = trainer.fit(data, steps);
            float[] after = trainer.model().parameters();
            for (int i = 0; i < p.length; i++) {
                assertEquals(p[i], after[i], 1e-5, "parameter " + i);
            }
            assertEquals(first, history.epochs().getFirst().loss(), 1e-6);
            assertEquals(step(data, p, 0), trainer.evaluate(data).loss(), 1e-5);
        }
    }

    /** Makes a step and returns the loss before it. */
    private static double step(Dataset data, double[] p, double rate) {
        double[] gradient = new double[p.length];
        double loss = 0;
        int bias = CLASSES * PIXELS;
        for (int sample = 0; sample < data.size(); sample++) {
            float[] x = data.image(sample).values();
            for (int c = 0; c < CLASSES; c++) {
                double error = p[bias + c] - (data.label(sample) == c ? 1 : 0);
                for (int i = 0; i < PIXELS; i++) {
                    error += p[c * PIXELS + i] * PIXEL_SCALE * x[i];
                }
                double size = Math.abs(error);
                loss += size < DELTA ? error * error / 2 : DELTA * (size - DELTA / 2);
                double slope = Math.clamp(error, -DELTA, DELTA);
                for (int i = 0; i < PIXELS; i++) {
                    gradient[c * PIXELS + i] += slope * PIXEL_SCALE * x[i];
                }
                gradient[bias + c] += slope;
            }
        }
        for (int i = 0; i < p.length; i++) {
            p[i] -= rate * gradient[i] / (data.size() * CLASSES);
        }
        return loss / (data.size() * CLASSES);
    }

    /** Values are learned, from a loop of one's own: data sets have classes only. */
    @ParameterizedTest
    @EnumSource(names = {"AUTO", "SCALAR"})
    void valuesAreLearned(KernelChoice choice) {
        Backend kernels = Kernels.of(choice).backend();
        Network network = Network.input(2, 1, 1).dense(16).tanh().dense(2).build();
        float[] parameters = FirstWeights.draw(network, Initializer.GLOROT_UNIFORM, 1);
        OptimizerState state = new OptimizerState(kernels, Adam.of(0.03), 0, parameters);
        Plan plan = new Plan(network, kernels, Backend.TILE, Plan.Use.TRAINING);
        BatchGradient gradient = new BatchGradient(plan, Backend.TILE);
        TileLoss loss = Loss.huber(1).tile(2, Backend.TILE);
        float[] x = new float[2 * Backend.TILE];
        float[] targets = new float[2 * Backend.TILE];
        for (int lane = 0; lane < Backend.TILE; lane++) {
            float a = x[2 * lane] = lane % 4 / 2f - 0.75f;
            float b = x[2 * lane + 1] = lane / 4 / 2f - 0.75f;
            targets[lane] = 3 * a * b;
            targets[Backend.TILE + lane] = 10 + a - 2 * b;
        }
        double value = 0;
        for (int step = 0; step < 1500; step++) {
            gradient.begin(Backend.TILE);
            gradient.beginLeaf(0);
            plan.load(x, Backend.TILE, Normalization.none());
            plan.forward(parameters);
            value = 0;
            for (int lane = 0; lane < Backend.TILE; lane++) {
                value += loss.value(plan.logits(), targets, lane) / Backend.TILE;
            }
            plan.lossGradient(loss, targets, 1f / Backend.TILE);
            plan.backward(parameters, gradient, 0);
            for (int task = 0; task < gradient.tasks(); task++) {
                gradient.reduce(task);
            }
            state.begin(0.03);
            state.apply(gradient.flat(), 0, parameters.length);
        }
        assertTrue(value < 1e-3, "loss " + value);
    }

    @Test
    void predictionsAreTheOutputs() {
        Dataset data = SyntheticImages.of(300, 6, CLASSES, 3);
        Network network = Network.input(1, 6, 6).dense(12).relu().dense(CLASSES).build();
        try (Trainer trainer = SyntheticImages.trainer(network)
                .loss(Loss.huber(1))
                .validation(data)
                .threads(2)
                .seed(8)
                .build()) {
            assertTrue(trainer.fit(data, 8).epochs().getLast().valAccuracy().orElse(0) > 0.95);
            Model model = trainer.model();
            float[] outputs = model.layerOutputs(data.image(0)).getLast().values();
            assertArrayEquals(outputs, model.predict(data.image(0)).probabilities());
            assertArrayEquals(outputs,
                    model.predict(data, Kernels.auto(), 1).getFirst().probabilities());
            assertEquals(data.label(0), model.predict(data.image(0)).label());
            assertEquals(trainer.evaluate(data).loss(), model.evaluate(data).loss());
            assertTrue(assertThrows(IllegalArgumentException.class,
                    () -> model.calibrated(data, Kernels.auto(), 1)).getMessage()
                    .contains("Huber"));
        }
    }

    @Test
    void thereIsNoLabelSmoothing() {
        assertEquals(Loss.huber(1), Loss.huber(1).withLabelSmoothing(0));
        assertThrows(IllegalArgumentException.class, () -> Loss.huber(1).withLabelSmoothing(0.1));
        assertFalse(Loss.huber(1).hasLogits());
        assertThrows(IllegalArgumentException.class, () -> Loss.huber(Double.NaN));
    }
}
