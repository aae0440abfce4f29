package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.nn.Softmax;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that ends in a softmax: a cross-entropy has one of its own and reads the logits before it. */
class SoftmaxLayerTest {
    private static final Network LOGITS = Network.input(1, 4, 4).dense(6).tanh().dense(3).build();

    static Stream<Layer> heads() {
        return Stream.of(new Softmax(), new LogSoftmax());
    }

    private static Dataset data() {
        byte[] pixels = new byte[60 * 16];
        byte[] labels = new byte[60];
        new Random(5).nextBytes(pixels);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 3);
        }
        return ImageDataset.of(new Shape(1, 4, 4), 3, pixels, labels);
    }

    private static Network ending(Layer head) {
        return Network.input(1, 4, 4).dense(6).tanh().dense(3).layer(head).build();
    }

    private static Model trained(Network network, Dataset data) {
        try (Trainer trainer = Trainer.of(network)
                .seed(3)
                .normalization(Normalization.unit())
                .batchSize(20)
                .threads(2)
                .build()) {
            trainer.fit(data, 3);
            return trainer.model();
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void trainsAndSaysWhatTheNetworkWithoutItDoes(Layer head) {
        Dataset data = data();
        Model expected = trained(LOGITS, data);
        Model actual = trained(ending(head), data);
        assertEquals(expected.sha256(), actual.sha256());
        assertEquals(expected.evaluate(data).loss(), actual.evaluate(data).loss());
        float[] sample = new float[16];
        data.read(7, sample, 0);
        assertArrayEquals(expected.predict(sample).probabilities(),
                actual.predict(sample).probabilities());
        assertEquals(ending(head), actual.network());
    }

    @Test
    void otherLossesReadTheProbabilities() {
        Dataset data = data();
        Model model = trained(ending(new Softmax()), data);
        float[] sample = new float[16];
        data.read(7, sample, 0);
        assertArrayEquals(model.predict(sample).probabilities(),
                model.withLoss(Loss.huber(1)).predict(sample).probabilities());
    }

    @ParameterizedTest
    @MethodSource("probabilities")
    void aBinaryCrossEntropyMakesProbabilitiesByItself(Layer head) {
        Network network = ending(head);
        String last = network.nodes().getLast().name();
        try (Trainer trainer = Trainer.of(network).loss(Loss.binaryCrossEntropy()).build()) {
            String expected = "The outputs must be logits, of which the binary cross-entropy makes"
                    + " probabilities by itself, but the network's last layer is " + last
                    + "; leave it out.";
            assertEquals(expected, assertThrows(IllegalArgumentException.class,
                    () -> trainer.fit(data(), 1)).getMessage());
            Model model = trainer.model();
            assertEquals(expected, assertThrows(IllegalArgumentException.class,
                    () -> model.evaluate(data())).getMessage());
        }
    }

    static Stream<Layer> probabilities() {
        return Stream.of(new Softmax(), new LogSoftmax(), Activation.SIGMOID,
                Activation.HARD_SIGMOID);
    }

    @Test
    void logitsAreTheNetworkWithoutIt() {
        assertEquals(LOGITS, ending(new Softmax()).logits());
        assertSame(LOGITS, LOGITS.logits());
    }

    @Test
    void severalPositionsAreRefused() {
        Network maps = Network.input(1, 4, 4).conv2d(3, 3).layer(new Softmax()).build();
        String expected = "Layer softmax1 must have one set of logits for a sample to be trained with a"
                + " cross-entropy; it reads 3×2×2. Put a dense layer before it, or take another loss.";
        assertEquals(expected, assertThrows(ShapeException.class, maps::logits).getMessage());
        assertThrows(ShapeException.class,
                () -> trained(maps, data()));
        Model model = Model.of(maps, new float[maps.parameterCount()], Normalization.none(),
                Map.of());
        float[] sample = new float[16];
        assertThrows(ShapeException.class, () -> model.predict(sample));
        float[] outputs = model.withLoss(Loss.huber(1)).outputs(sample);
        assertEquals(12, outputs.length);
        assertEquals(1 / 3f, outputs[5]);
        Network alone = Network.of(LOGITS.inputShape(), List.of(new Softmax()));
        assertThrows(ShapeException.class, alone::logits);
    }
}
