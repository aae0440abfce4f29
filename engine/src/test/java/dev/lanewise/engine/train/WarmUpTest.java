package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer is warmed up with. */
class WarmUpTest {
    private static final Network LENET = Network.input(1, 28, 28)
            .conv2d(6, 5, Padding.SAME)
            .maxPool(2)
            .silu()
            .conv2d(16, 5)
            .maxPool(2)
            .silu()
            .dense(120)
            .relu()
            .dense(10)
            .build();

    static Stream<Network> networks() {
        return Stream.of(LENET,
                Network.input(3, 40, 50)
                        .layer(Conv2d.of(4, 3, 5).stride(2).padding(1).dilation(2))
                        .tanh()
                        .averagePool(3)
                        .dense(2)
                        .build(),
                Network.input(2, 9, 9).layer(Conv2d.of(4, 1).padding(2)).dense(3).build(),
                Network.input(5, 1, 1).dense(3).build());
    }

    private static Network on(int height, int width, Network network) {
        List<Layer> layers = network.nodes().stream().map(Node::layer).toList();
        return Network.of(new Shape(network.inputShape().channels(), height, width), layers);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void noSmallerImageIsAccepted(Network network) {
        Network small = WarmUp.smallest(network);
        Shape shape = small.inputShape();
        assertEquals(network.nodes().stream().map(Node::layer).toList(),
                small.nodes().stream().map(Node::layer).toList());
        assertThrows(ShapeException.class, () -> on(shape.height() - 1, shape.width(), network));
        assertThrows(ShapeException.class, () -> on(shape.height(), shape.width() - 1, network));
    }

    @Test
    void lenetIsWarmedUpOnTwelveRows() {
        assertEquals(new Shape(1, 12, 12), WarmUp.smallest(LENET).inputShape());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 64})
    void trainingAfterItIsTheSame(int batch) {
        Network network = Network.input(1, 6, 6).conv2d(3, 3).maxPool(2).silu().dense(4).build();
        Dataset data = SyntheticImages.of(100, 6, 4, 1);
        assertArrayEquals(weights(network, data, batch, false),
                weights(network, data, batch, true));
    }

    private static float[] weights(Network network, Dataset data, int batch, boolean warm) {
        TrainerBuilder builder = SyntheticImages.trainer(network)
                .ema(0.9)
                .batchSize(batch)
                .threads(2);
        if (warm) {
            builder.warmUp();
        }
        try (Trainer trainer = builder.build()) {
            trainer.fit(data, 1);
            return trainer.model().parameters();
        }
    }

    @Test
    void moreClassesThanALabelCanNameAndAnyRateWill() {
        Network network = Network.input(1, 4, 4).conv2d(2, 3).dense(300).build();
        assertDoesNotThrow(() -> SyntheticImages.trainer(network).optimizer(Sgd.of(1e30)).warmUp());
    }
}
