package dev.lanewise.engine.inference;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.backend.ScalarKernels;
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

/** What kernels are warmed up with. */
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

    @Test
    void judgingWarmsUpWhateverTheNetwork() {
        assertAll(networks().map(network -> () -> WarmUp.judge(network, new ScalarKernels())));
    }
}
