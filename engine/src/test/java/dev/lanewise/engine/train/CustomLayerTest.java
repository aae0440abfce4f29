package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.TrainingPass;
import dev.lanewise.engine.testing.PassingLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer of a program's own in a network that is trained, saved and read. */
class CustomLayerTest {
    private static final int CLASSES = 3;
    private static final Network NETWORK = Network.input(1, 3, 2)
            .layer(new ScaledSine(2))
            .dense(4)
            .layer(new ScaledSine(1.5f))
            .dense(CLASSES)
            .build();
    /** With borders around what the layer reads and makes. */
    private static final Network MAPS = Network.input(1, 4, 4)
            .conv2d(3, 3, Padding.SAME)
            .layer(new ScaledSine(2))
            .conv2d(2, 3, Padding.SAME)
            .layer(new ScaledSine(1))
            .dense(CLASSES)
            .build();

    private static Dataset data(Network network, int count) {
        Shape shape = network.inputShape();
        byte[] pixels = new byte[count * shape.size()];
        byte[] labels = new byte[count];
        new Random(5).nextBytes(pixels);
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) ((pixels[i * shape.size()] & 0xff) * CLASSES / 256);
        }
        return ImageDataset.of(shape, CLASSES, pixels, labels);
    }

    private static TrainerBuilder builder(int threads, KernelChoice kernels) {
        return Trainer.of(MAPS)
                .optimizer(Adam.of(0.02))
                .normalization(Normalization.unit())
                .kernels(Kernels.of(kernels))
                .batchSize(50)
                .seed(7)
                .threads(threads);
    }

    private static Model trained(int threads, KernelChoice kernels) {
        try (Trainer trainer = builder(threads, kernels).build()) {
            trainer.fit(data(MAPS, 150), 4);
            return trainer.model();
        }
    }

    @Test
    @Tag("kernels")
    void anyThreadsAndKernelsGiveTheSameBits() {
        String expected = trained(1, KernelChoice.SCALAR).sha256();
        for (int threads = 1; threads <= 5; threads++) {
            assertEquals(expected, trained(threads, KernelChoice.AUTO).sha256(),
                    threads + " threads");
        }
    }

    @Test
    void itLearns() {
        Dataset data = data(NETWORK, 300);
        try (Trainer trainer = Trainer.of(NETWORK)
                .optimizer(Adam.of(0.02))
                .normalization(Normalization.unit())
                .seed(1)
                .build()) {
            trainer.fit(data, 60);
            assertTrue(trainer.evaluate(data).accuracy() > 0.9);
            Parameter scale = NETWORK.parameters().getFirst();
            assertEquals("sine1.scale", scale.name());
            assertNotEquals(1f, trainer.model().parameters()[scale.offset()]);
        }
    }

    /** In tiles, of which one is not full, and image by image. */
    @Test
    void gradientsAreFiniteDifferences() {
        Random random = new Random(3);
        float[] parameters = new float[NETWORK.parameterCount()];
        float[][] images = new float[Backend.TILE + 3][NETWORK.inputShape().size()];
        int[] labels = random.ints(images.length, 0, CLASSES).toArray();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
        }
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = random.nextFloat();
            }
        }
        for (int lanes : new int[]{Backend.TILE, 1}) {
            TrainingPass pass = new TrainingPass(NETWORK, Kernels.auto().backend(), lanes,
                    images.length);
            pass.run(parameters, images, labels, 0);
            for (int p = 0; p < parameters.length; p++) {
                double[] wide = new double[parameters.length];
                for (int i = 0; i < wide.length; i++) {
                    wide[i] = parameters[i];
                }
                double step = 1e-4;
                wide[p] += step;
                double above = loss(wide, images, labels);
                wide[p] -= 2 * step;
                double below = loss(wide, images, labels);
                assertEquals((above - below) / (2 * step), pass.gradient()[p], 1e-6,
                        "parameter " + p);
            }
        }
    }

    /** The mean cross-entropy in double precision. */
    private static double loss(double[] p, float[][] images, int[] labels) {
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            double[] x = new double[images[i].length];
            for (int j = 0; j < x.length; j++) {
                x[j] = p[0] * StrictMath.sin(2.0 * images[i][j]);
            }
            double[] hidden = dense(p, 1, 4, x);
            for (int j = 0; j < hidden.length; j++) {
                hidden[j] = p[1 + 4 * 7] * StrictMath.sin(1.5 * hidden[j]);
            }
            double[] z = dense(p, 2 + 4 * 7, CLASSES, hidden);
            double total = 0;
            for (double each : z) {
                total += StrictMath.exp(each);
            }
            sum += StrictMath.log(total) - z[labels[i]];
        }
        return sum / images.length;
    }

    private static double[] dense(double[] p, int weight, int units, double[] x) {
        double[] y = new double[units];
        for (int u = 0; u < units; u++) {
            y[u] = p[weight + units * x.length + u];
            for (int j = 0; j < x.length; j++) {
                y[u] += p[weight + u * x.length + j] * x[j];
            }
        }
        return y;
    }

    @Test
    void aModelFileKeepsIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sine.safetensors");
        Model model = trained(2, KernelChoice.AUTO);
        model.save(file);
        Model read = Model.load(file, Map.of(ScaledSine.TYPE, ScaledSine::of));
        assertEquals(model.network(), read.network());
        assertEquals(model.sha256(), read.sha256());
        float[] sample = new float[16];
        data(MAPS, 10).read(3, sample, 0);
        assertArrayEquals(model.predict(sample).probabilities(),
                read.predict(sample).probabilities());
        String message = assertThrows(ModelFormatException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains(
                "the layer type \"example.sine\" must be given with what makes it"), message);
        assertThrows(ModelFormatException.class,
                () -> Model.load(file,
                        Map.of(ScaledSine.TYPE, attributes -> new PassingLayer("a.b"))));
    }

    @Test
    void aResumedRunEndsWithTheSameBits(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("half.checkpoint");
        Dataset data = data(MAPS, 150);
        try (Trainer half = builder(2, KernelChoice.AUTO)
                .listener(new StopAfter(2))
                .build()) {
            StopAfter.RUNNING.set(half);
            half.fit(data, 4);
            half.checkpoint().save(file);
        }
        try (Trainer resumed = builder(3, KernelChoice.AUTO).build()) {
            resumed.resume(data, Checkpoint.load(file));
            assertEquals(trained(1, KernelChoice.AUTO).sha256(), resumed.model().sha256());
        }
    }

    /** Stops the trainer of this thread after an epoch. */
    private record StopAfter(int epoch) implements TrainingListener {
        static final ThreadLocal<Trainer> RUNNING = new ThreadLocal<>();

        @Override
        public void onEpochEnd(EpochResult result) {
            if (result.epoch() == epoch) {
                RUNNING.get().stop();
            }
        }
    }

    /** With an average that nobody keeps. */
    private static final class Averaging extends PassingLayer {
        Averaging() {
            super("a.mean");
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return List.of(Parameter.of("mean", ParameterRole.RUNNING_MEAN, List.of(1), 1, 1));
        }
    }

    @Test
    void itsTypeHasADot() {
        assertEquals("The type of a layer of your own must be words with dots between them, such as"
                + " example.sine; you gave sine.",
                assertThrows(IllegalArgumentException.class, () -> new PassingLayer("sine"))
                        .getMessage());
    }

    @Test
    void statisticsOfBatchesAreRefused() {
        Network network = Network.input(1, 2, 2).layer(new Averaging()).dense(2).build();
        Backend kernels = Kernels.auto().backend();
        assertEquals(
                "The parameter mean1.mean must be one that is trained; give it another role than"
                        + " RUNNING_MEAN.",
                assertThrows(IllegalArgumentException.class,
                        () -> new TrainingPass(network, kernels, Backend.TILE, 8)).getMessage());
    }

    @Test
    void layersWithEqualAttributesAreEqual() {
        assertEquals(new ScaledSine(2), new ScaledSine(2));
        assertNotEquals(new ScaledSine(2), new ScaledSine(3));
    }
}
