package dev.lanewise.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Normalizations of each channel by itself: where they come from, and where they go. */
@Tag("kernels")
class NormalizationTest {
    private static final int SAMPLES = 50;
    private static final Shape SHAPE = new Shape(3, 4, 5);
    private static final Normalization OWN = Normalization.of(new float[]{0.5f, -2, 0.03f},
            new float[]{1, 0.25f, -3});

    @TempDir
    private Path folder;

    /** Channels of very different sizes; one of them far from 0. */
    private record Columns(Shape shape, Normalization normalization) implements Dataset {
        @Override
        public int size() {
            return SAMPLES;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public List<String> classNames() {
            return List.of("even", "odd \"1\"");
        }

        @Override
        public void read(int index, float[] into, int offset) {
            Random random = new Random(index);
            int area = shape.height() * shape.width();
            for (int i = 0; i < shape.size(); i++) {
                int channel = i / area;
                double middle = channel == 1 ? 50_000 : channel;
                into[offset + i] = (float) (middle
                        + (channel + 1) * (random.nextGaussian() + index % 2));
            }
        }
    }

    private static final Dataset MAPS = new Columns(SHAPE, OWN);

    @Test
    void fitsEachChannel() {
        Normalization fitted = Normalization.fit(MAPS);
        assertEquals(3, fitted.count());
        float[] all = new float[SAMPLES * SHAPE.size()];
        for (int i = 0; i < SAMPLES; i++) {
            MAPS.read(i, all, i * SHAPE.size());
        }
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double square = 0;
            int count = 0;
            for (int i = 0; i < all.length; i++) {
                if (i / 20 % 3 == c) {
                    double value = (double) fitted.scaleOf(c) * all[i] + fitted.shiftOf(c);
                    sum += value;
                    square += value * value;
                    count++;
                }
            }
            // The shift is rounded to a float, and that of the channel far from 0 is 20,000.
            assertEquals(0, sum / count, c == 1 ? 2e-3 : 1e-6, "mean of channel " + c);
            assertEquals(1, square / count, 1e-5, "variance of channel " + c);
        }
        assertEquals(fitted, Normalization.fit(MAPS));
    }

    @Test
    void fitsEachFeatureOfFlatSamples() {
        assertEquals(7, Normalization.fit(new Columns(Shape.flat(7), OWN)).count());
    }

    @Test
    void whatIsAlwaysTheSameIsOnlyShifted() {
        Dataset same = ImageDataset.of(new Shape(1, 2, 2), 2, new byte[]{9, 9, 9, 9, 9, 9, 9, 9},
                new byte[2]);
        assertEquals(Normalization.of(1, -9), Normalization.fit(same));
    }

    @Test
    void aWrongSampleIsNamed() {
        Dataset wrong = new Columns(SHAPE, OWN);
        Dataset second = new Dataset() {
            @Override
            public int size() {
                return SAMPLES;
            }

            @Override
            public Shape shape() {
                return SHAPE;
            }

            @Override
            public int classes() {
                return 2;
            }

            @Override
            public int label(int index) {
                return 0;
            }

            @Override
            public void read(int index, float[] into, int offset) {
                wrong.read(index, into, offset);
                if (index == 7) {
                    into[offset + 30] = Float.NaN;
                }
            }
        };
        assertEquals("Sample 7 of the data set must be finite numbers, but the value at index 30 is"
                + " NaN; correct it.",
                assertThrows(IllegalArgumentException.class, () -> Normalization.fit(second))
                        .getMessage());
    }

    @Test
    void everyLaneAndKernelMakesTheSameBits() {
        Network network = Network.input(3, 1, 1).dense(2).build();
        float[] parameters = new float[network.parameterCount()];
        parameters[1] = 1;
        parameters[5] = 1;
        Model model = Model.of(network, parameters, OWN, Map.of());
        Dataset data = new Columns(new Shape(3, 1, 1), OWN);
        for (KernelChoice choice : List.of(KernelChoice.AUTO, KernelChoice.SCALAR)) {
            List<Prediction> tiles = model.predict(data,
                    Kernels.of(choice), 2);
            for (int i = 0; i < SAMPLES; i++) {
                float[] raw = data.image(i).values();
                float second = Fma.of(OWN.scaleOf(1), raw[1], OWN.shiftOf(1));
                float third = Fma.of(OWN.scaleOf(2), raw[2], OWN.shiftOf(2));
                assertEquals(second >= third ? 0 : 1, tiles.get(i).label(), "sample " + i);
                SameBits.assertSameBits(tiles.get(i).probabilities(),
                        model.predictor(Kernels.of(choice)).predict(raw).probabilities(),
                        "sample " + i);
            }
        }
    }

    private static TrainerBuilder trainer() {
        return Trainer.of(Network.input(3, 4, 5).conv2d(2, 3).tanh().dense(2).build())
                .batchSize(20)
                .threads(2);
    }

    @Test
    void aDataSetBringsItsOwn() {
        try (Trainer data = trainer().build();
                Trainer given = trainer().normalization(OWN).build();
                Trainer other = trainer().normalization(Normalization.unit())
                        .classNames(List.of("a", "b"))
                        .build()) {
            for (Trainer trainer : List.of(data, given, other)) {
                trainer.fit(MAPS.slice(0, 45).concat(MAPS.select(3, 4)), 2);
            }
            assertEquals(OWN, data.model().normalization());
            assertEquals(given.model().sha256(), data.model().sha256());
            assertEquals(Normalization.unit(), other.model().normalization());
            assertEquals(List.of("even", "odd \"1\""), data.model().classNames());
            assertEquals(List.of("a", "b"), other.model().classNames());
        }
    }

    @Test
    void aRunGoesOnWithIt() throws IOException {
        Path file = folder.resolve("run.checkpoint");
        try (Trainer begun = trainer().build()) {
            begun.fit(MAPS, 1);
            begun.checkpoint().save(file);
        }
        Checkpoint checkpoint = Checkpoint.load(file);
        try (Trainer same = trainer().build();
                Trainer other = trainer().normalization(Normalization.unit()).build()) {
            same.requireResumable(SAMPLES, checkpoint);
            same.resume(MAPS, checkpoint);
            assertTrue(assertThrows(IllegalArgumentException.class,
                    () -> other.requireResumable(SAMPLES, checkpoint)).getMessage()
                    .contains("normalization"));
        }
        try (Trainer fitted = trainer().build()) {
            Dataset plain = new Columns(SHAPE, Normalization.none());
            assertThrows(IllegalArgumentException.class, () -> fitted.resume(plain, checkpoint));
        }
    }

    @Test
    void itTravelsWithTheModelAndItsNames() throws IOException {
        Network network = Network.input(3, 4, 5).dense(2).build();
        Path file = folder.resolve("model.safetensors");
        Model model = Model.of(network, new float[network.parameterCount()], OWN, Map.of())
                .withClassNames(MAPS.classNames());
        model.save(file);
        Model read = Model.load(file);
        assertEquals(OWN, read.normalization());
        assertEquals(MAPS.classNames(), read.classNames());
        Model plain = model.withClassNames(List.of());
        assertEquals(List.of("0", "1"), plain.classNames());
        plain.save(file);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("class_names"), text);
    }

    @Test
    void anotherNumberOfChannelsIsRefused() {
        Network network = Network.input(2, 4, 5).dense(2).build();
        assertEquals("A normalization for samples of 2×4×5 must have one scale, or one for each of"
                + " the 2 channels; it has 3; fit one to data of that shape.",
                assertThrows(ShapeException.class, () -> Trainer.of(network).normalization(OWN))
                        .getMessage());
        float[] none = new float[network.parameterCount()];
        assertThrows(ShapeException.class, () -> Model.of(network, none, OWN, Map.of()));
        assertThrows(IllegalArgumentException.class,
                () -> Normalization.of(new float[]{1, 2}, new float[]{1}));
        assertThrows(IllegalStateException.class, OWN::scale);
    }
}
