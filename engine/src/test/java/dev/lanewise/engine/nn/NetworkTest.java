package dev.lanewise.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a network infers: shapes, names, places in the flat array, counts. */
class NetworkTest {
    private static final Network LENET = Lenet5Networks.standard(Activation.SILU);

    private static List<String> text(Network network, Function<Node, String> f) {
        return network.nodes().stream().map(f).toList();
    }

    @Test
    void lenetsShapesAndNames() {
        assertEquals(
                List.of("conv1 6×28×28", "pool1 6×14×14", "silu1 6×14×14", "conv2 16×10×10",
                        "pool2 16×5×5", "silu2 16×5×5", "fc1 120", "silu3 120", "fc2 84",
                        "silu4 84", "fc3 10"),
                text(LENET, node -> node.name() + " " + node.output()));
        assertEquals(new Shape(1, 28, 28), LENET.inputShape());
        assertEquals(Shape.flat(10), LENET.outputShape());
        assertEquals(10, LENET.outputs());
        assertTrue(LENET.toString().startsWith("1×28×28 → conv1 6×28×28 → pool1 6×14×14 → "));
    }

    @Test
    void aRowOfATableIsAVector() {
        assertEquals(Network.input(4, 1, 1).dense(2).build(), Network.input(4).dense(2).build());
    }

    @Test
    void everyNodeBeginsWhereTheOneBeforeEnds() {
        Shape shape = LENET.inputShape();
        for (Node node : LENET.nodes()) {
            assertEquals(shape, node.input(), node.name());
            shape = node.output();
        }
        assertEquals(LENET.outputShape(), shape);
    }

    /** PyTorch's names and shapes; fans as in Glorot and Bengio: taps times channels. */
    @Test
    void lenetsParameters() {
        assertEquals(
                List.of("conv1.weight @0 [6, 1, 5, 5] 25/150", "conv1.bias @150 [6] 25/150",
                        "conv2.weight @156 [16, 6, 5, 5] 150/400", "conv2.bias @2556 [16] 150/400",
                        "fc1.weight @2572 [120, 400] 400/120", "fc1.bias @50572 [120] 400/120",
                        "fc2.weight @50692 [84, 120] 120/84", "fc2.bias @60772 [84] 120/84",
                        "fc3.weight @60856 [10, 84] 84/10", "fc3.bias @61696 [10] 84/10"),
                LENET.parameters()
                        .stream()
                        .map(p -> p.name() + " @" + p.offset() + " " + p.dimensions() + " "
                                + p.fanIn() + "/" + p.fanOut())
                        .toList());
        for (Parameter p : LENET.parameters()) {
            assertEquals(p.name().endsWith(".bias"), p.role() == ParameterRole.BIAS, p.name());
        }
    }

    @Test
    void theCountsOfTheLiterature() {
        assertEquals(61_706, LENET.parameterCount());
        assertEquals(51_902, Lenet5Networks.article().parameterCount());
        assertEquals(List.of(156, 0, 0, 2_416, 0, 0, 48_120, 0, 10_164, 0, 850),
                LENET.nodes().stream().map(Node::parameterCount).toList());
        assertEquals(List.of(117_600L, 0L, 0L, 240_000L, 0L, 0L, 48_000L, 0L, 10_080L, 0L, 840L),
                LENET.nodes().stream().map(Node::multiplyAdds).toList());
        assertEquals(416_520, LENET.multiplyAdds());
    }

    @Test
    void layersOfAKindAreCountedTogether() {
        Network network = Network.input(1, 9, 9)
                .relu()
                .averagePool(2)
                .maxPool(2)
                .tanh()
                .relu()
                .dense(3)
                .build();
        assertEquals(List.of("relu1", "pool1", "pool2", "tanh1", "relu2", "fc1"),
                text(network, Node::name));
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 1, 0, 1, 5, 8", "3, 2, 1, 1, 1, 7, 11", "3, 3, 2, 0, 1, 3, 4",
            "3, 3, 2, 1, 1, 4, 5", "2, 3, 1, 0, 3, 4, 4", "1, 1, 4, 0, 1, 2, 3",
            "7, 10, 1, 0, 1, 1, 1", "3, 3, 1, 9, 1, 23, 26"})
    void aConvolutionsOutput(int rows, int columns, int stride, int padding, int dilation,
            int height, int width) {
        Conv2d conv = Conv2d.of(4, rows, columns)
                .stride(stride)
                .padding(padding)
                .dilation(dilation);
        assertEquals(new Shape(4, height, width), conv.outputShape("conv1", new Shape(2, 7, 10)));
        assertEquals(4L * height * width * 2 * rows * columns,
                conv.multiplyAdds(new Shape(2, 7, 10)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 7, 10", "2, 2, 3, 5", "3, 2, 3, 4", "2, 3, 2, 3", "7, 1, 1, 4",
            "7, 9, 1, 1"})
    void aPoolsOutput(int window, int stride, int height, int width) {
        Shape input = new Shape(3, 7, 10);
        Shape expected = new Shape(3, height, width);
        assertEquals(expected, MaxPool2d.of(window).stride(stride).outputShape("pool1", input));
        assertEquals(expected, AveragePool2d.of(window).stride(stride).outputShape("pool1", input));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 1", "5, 2", "7, 3"})
    void samePaddingKeepsTheSize(int kernel, int padding) {
        Conv2d conv = Conv2d.of(2, kernel, Padding.SAME);
        assertEquals(Border.even(padding), conv.border(new Shape(1, 7, 9)));
        assertEquals(new Shape(2, 7, 9), conv.outputShape("conv1", new Shape(1, 7, 9)));
        assertEquals(Border.NONE,
                Conv2d.of(2, kernel, Padding.VALID).border(new Shape(1, 7, 9)));
    }

    /** As TensorFlow and ONNX (SAME_UPPER) count it. */
    @ParameterizedTest
    @CsvSource({"3, 1, 1, 7, 7, 1, 1", "3, 2, 1, 8, 4, 0, 1", "3, 2, 1, 7, 4, 1, 1",
            "4, 1, 1, 7, 7, 1, 2", "2, 1, 1, 7, 7, 0, 1", "3, 1, 2, 7, 7, 2, 2",
            "3, 3, 2, 8, 3, 1, 2", "1, 4, 1, 8, 2, 0, 0", "5, 2, 1, 1, 1, 2, 2"})
    void samePaddingFollowsTheStride(int kernel, int stride, int dilation, int input, int output,
            int before, int behind) {
        Conv2d conv = Conv2d.of(2, kernel, 1)
                .stride(stride, 1)
                .dilation(dilation, 1)
                .padding(Padding.SAME);
        Shape rows = new Shape(1, input, 1);
        assertEquals(new Shape(2, output, 1), conv.outputShape("conv1", rows));
        assertEquals(new Border(before, behind, 0, 0), conv.border(rows));
        assertTrue(conv.extentBefore(output, true) <= input);
        Conv2d turned = Conv2d.of(2, 1, kernel)
                .padding(Padding.SAME)
                .stride(1, stride)
                .dilation(1, dilation);
        assertEquals(new Border(0, 0, before, behind), turned.border(new Shape(1, 1, input)));
    }

    @Test
    void groupsShareTheInputAmongTheOutputs() {
        Shape input = new Shape(6, 5, 5);
        Conv2d conv = Conv2d.of(12, 3, Padding.SAME).groups(3);
        List<Parameter> parameters = conv.parameters(input);
        assertEquals(List.of(12, 2, 3, 3), parameters.getFirst().dimensions());
        assertEquals(2 * 9, parameters.getFirst().fanIn());
        assertEquals(4 * 9, parameters.getFirst().fanOut());
        assertEquals(12L * 25 * 2 * 9, conv.multiplyAdds(input));
        ConvTranspose2d transposed = ConvTranspose2d.of(12, 3).groups(3);
        assertEquals(List.of(6, 4, 3, 3), transposed.parameters(input).getFirst().dimensions());
        assertEquals(6L * 25 * 4 * 9, transposed.multiplyAdds(input));
    }

    /** PyTorch's formula. */
    @ParameterizedTest
    @CsvSource({"3, 1, 0, 0, 1, 7", "3, 2, 1, 1, 1, 10", "2, 3, 0, 2, 2, 17", "1, 3, 2, 0, 1, 9",
            "4, 2, 1, 0, 1, 10"})
    void aTransposedConvolutionsOutput(int kernel, int stride, int padding, int added, int dilation,
            int rows) {
        ConvTranspose2d conv = ConvTranspose2d.of(2, kernel)
                .stride(stride)
                .padding(padding)
                .dilation(dilation)
                .outputPadding(added);
        assertEquals(new Shape(2, rows, rows), conv.outputShape("convt1", new Shape(1, 5, 5)));
        assertEquals(5, conv.extentBefore(rows, true));
    }

    @ParameterizedTest
    @EnumSource
    void anActivationKeepsTheShape(Activation activation) {
        Shape shape = new Shape(3, 4, 5);
        assertEquals(shape, activation.outputShape("x", shape));
        assertEquals(0, activation.multiplyAdds(shape));
    }

    @Test
    void networksAreEqualByInputAndLayers() {
        assertEquals(LENET, Lenet5Networks.standard(Activation.SILU));
        assertEquals(LENET.hashCode(), Lenet5Networks.standard(Activation.SILU).hashCode());
        assertNotEquals(LENET, Lenet5Networks.standard(Activation.TANH));
        assertNotEquals(LENET, Lenet5Networks.article());
        Network wide = Network.input(1, 2, 3).dense(2).build();
        assertNotEquals(wide, Network.input(1, 3, 2).dense(2).build());
        assertEquals(wide, Network.of(new Shape(1, 2, 3), List.of(new Dense(2))));
    }

    @Test
    void aNetworkDoesNotChangeAfterwards() {
        List<Layer> layers = new ArrayList<>(List.of(new Dense(2)));
        Network network = Network.of(Shape.flat(3), layers);
        layers.add(new Dense(5));
        assertEquals(2, network.outputs());
        assertThrows(UnsupportedOperationException.class, () -> network.nodes().clear());
        assertThrows(UnsupportedOperationException.class, () -> network.parameters().clear());
        Network.Builder builder = Network.input(1, 1, 3).dense(2);
        Network before = builder.build();
        builder.dense(7);
        assertEquals(2, before.outputs());
        assertEquals(7, builder.build().outputs());
    }

    @Test
    void aVectorIsWrittenAsANumber() {
        assertEquals("84", Shape.flat(84).toString());
        assertEquals("3×1×2", new Shape(3, 1, 2).toString());
        assertEquals(Integer.MAX_VALUE, Shape.flat(Integer.MAX_VALUE).size());
        assertFalse(new Shape(1, 2, 1).equals(Shape.flat(2)));
    }

    @ParameterizedTest
    @CsvSource({"GLOROT_UNIFORM, true, 0.11180339887498949",
            "GLOROT_NORMAL, false, 0.11180339887498949", "HE_UNIFORM, true, 0.2",
            "HE_NORMAL, false, 0.2", "LECUN_UNIFORM, true, 0.08164965809277261"})
    void initializersSayTheirDeviation(Initializer initializer, boolean uniform, double expected) {
        Parameter p = new Parameter("fc1.weight", 0, ParameterRole.WEIGHT, List.of(110, 50), 50,
                110);
        assertEquals(uniform, initializer.isUniform());
        assertEquals(expected, initializer.standardDeviation(p), 1e-15);
    }

    @Test
    void branchesAreNodesThatNameTheirSources() {
        Network network = Network.input(2, 4, 4)
                .conv2d(3, 3, Padding.SAME)
                .residual(block -> block.conv2d(3, 3, Padding.SAME).relu())
                .concat(a -> a.conv2d(1, 1), b -> b)
                .build();
        assertEquals(List.of("conv1 [-1]", "conv2 [0]", "relu1 [1]", "add1 [2, 0]", "conv3 [3]",
                "concat1 [4, 3]"),
                network.nodes().stream().map(n -> n.name() + " " + n.sources()).toList());
        assertEquals(new Shape(4, 4, 4), network.outputShape());
        assertEquals(network, network.withInput(network.inputShape()));
    }

    @Test
    void graphsThatCannotBeComputedAreRefused() {
        GraphBuilder graph = Network.graph(1, 4, 4);
        GraphBuilder.Value x = graph.add(new Dense(3), graph.input());
        GraphBuilder.Value unread = graph.add(new Dense(2), x);
        GraphBuilder.Value last = graph.add(new Dense(4), x);
        assertEquals("Layer fc2 is read by no other layer and is not the last one; leave it out, or"
                + " read it.",
                assertThrows(ShapeException.class, () -> graph.build(last)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> graph.build(unread));
        assertThrows(IllegalArgumentException.class, () -> graph.add(new Dense(1)));
        assertThrows(IllegalArgumentException.class,
                () -> Network.graph(1, 4, 4).add(new Dense(1), x));
        assertEquals("Layer add1 must have inputs of one shape; they are [2, 4]. Add a convolution"
                + " to the shortcut, or change the block.",
                assertThrows(ShapeException.class,
                        () -> graph.build(graph.add(new Add(), unread, last))).getMessage());
        for (Layer joining : List.of(new Add(), new Concat())) {
            assertThrows(ShapeException.class,
                    () -> Network.of(new Shape(1, 2, 2), List.of(joining)));
        }
    }

    @Test
    void layersAreBuiltOptionByOption() {
        Conv2d conv = Conv2d.of(8, 3, 5).stride(2).padding(1).dilation(4);
        assertEquals(List.of(8, 3, 5, 2, 2, 4, 4, 1),
                List.of(conv.outChannels(), conv.kernelHeight(), conv.kernelWidth(),
                        conv.strideHeight(), conv.strideWidth(), conv.dilationHeight(),
                        conv.dilationWidth(), conv.groups()));
        assertEquals(Conv2d.of(8, 3, Padding.SAME), Conv2d.of(8, 3).padding(1));
        assertEquals(conv.hashCode(),
                Conv2d.of(8, 3, 5).dilation(4).padding(1).stride(2).hashCode());
        assertEquals(2, MaxPool2d.of(2).strideHeight());
        assertEquals(3, MaxPool2d.of(2).stride(3).strideWidth());
        assertNotEquals(MaxPool2d.of(2), AveragePool2d.of(2));
        assertEquals(BatchNorm.of(), BatchNorm.of().epsilon(1e-5f).momentum(0.1f));
        assertEquals(0.2f, BatchNorm.of().momentum(0.2f).momentum());
    }
}
