package dev.lanewise.engine.lenet1998;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts that the article of 1998 gives for its layers, and their shapes. */
class Lenet5Of1998Test {
    /** Table I of the article: which maps of S2 each map of C3 reads. */
    private static final List<List<Integer>> TABLE = List.of(List.of(0, 1, 2), List.of(1, 2, 3),
            List.of(2, 3, 4), List.of(3, 4, 5), List.of(0, 4, 5), List.of(0, 1, 5),
            List.of(0, 1, 2, 3), List.of(1, 2, 3, 4), List.of(2, 3, 4, 5), List.of(0, 3, 4, 5),
            List.of(0, 1, 4, 5), List.of(0, 1, 2, 5), List.of(0, 1, 3, 4), List.of(1, 2, 4, 5),
            List.of(0, 2, 3, 5), List.of(0, 1, 2, 3, 4, 5));

    private final Network network = Network.input(1, 28, 28)
            .layer(new ConstantPad2d(2, -0.1f))
            .conv2d(6, 5)
            .layer(new Subsample2d(2))
            .layer(new TableConv2d(5, TABLE))
            .layer(new Subsample2d(2))
            .dense(120)
            .dense(84)
            .layer(new Rbf(List.of("+".repeat(84), "-".repeat(84))))
            .build();

    @Test
    void namesAndShapes() {
        assertEquals("1×28×28 → pad1 1×32×32 → conv1 6×28×28 → sub1 6×14×14 → conv2 16×10×10"
                + " → sub2 16×5×5 → fc1 120 → fc2 84 → rbf1 2", network.toString());
    }

    @Test
    void trainableParameters() {
        assertEquals(List.of(0, 156, 12, 1_516, 32, 48_120, 10_164, 0),
                network.nodes().stream().map(Node::parameterCount).toList());
    }

    /** A sub-sampling multiplies once a window, a radial basis function once a component. */
    @Test
    void multiplyAdds() {
        assertEquals(List.of(0L, 117_600L, 1_176L, 150_000L, 400L, 48_000L, 10_080L, 168L),
                network.nodes().stream().map(Node::multiplyAdds).toList());
    }

    /** The fans of a table-connected convolution are means over its maps, rounded up. */
    @Test
    void dimensionsAndFans() {
        assertEquals(
                List.of("sub1.weight @156 [6, 1] 4/1", "sub1.bias @162 [6] 4/1",
                        "conv2.weight @168 [60, 5, 5] 94/250", "conv2.bias @1668 [16] 94/250"),
                network.parameters()
                        .subList(2, 6)
                        .stream()
                        .map(p -> p.name() + " @" + p.offset() + " " + p.dimensions() + " "
                                + p.fanIn() + "/" + p.fanOut())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 7, 3, 7", "2, 2, 6, 1, 3", "3, 1, 5, 1, 2"})
    void aTableConvolutionShrinksByItsKernelAndASubsamplingByItsWindow(int size, int tableHeight,
            int tableWidth, int subHeight, int subWidth) {
        Shape input = new Shape(3, 3, 7);
        TableConv2d table = new TableConv2d(size, List.of(List.of(0), List.of(1, 2)));
        assertEquals(new Shape(2, tableHeight, tableWidth), table.outputShape("conv1", input));
        assertEquals(new Shape(3, subHeight, subWidth),
                new Subsample2d(size).outputShape("sub1", input));
    }

    @Test
    void theSmallestLayersAreLayers() {
        Network small = Network.input(1, 1, 1)
                .layer(new ConstantPad2d(1, 0))
                .maxPool(3)
                .dense(1)
                .build();
        assertEquals("1 → pad1 1×3×3 → pool1 1 → fc1 1", small.toString());
    }

    @Test
    void centresStandOneAfterTheOther() {
        assertArrayEquals(new float[]{1, -1, -1, 1, 1, 1},
                new Rbf(List.of("+--", "+++")).centres());
    }
}
