package dev.lanewise.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong shape is named: the layer, what it expected, what it found, and the mend. */
class ShapeExceptionTest {
    private static final String TOO_LARGE = "; use a smaller kernel, more padding, or fewer layers before it.";

    private record Wrong(String message, Runnable code) {
        Arguments arguments() {
            return Arguments.of(message, code);
        }
    }

    static Stream<Arguments> wrongShapes() {
        return Stream.of(extents(), convolutions(), others())
                .flatMap(List::stream)
                .map(Wrong::arguments);
    }

    private static List<Wrong> extents() {
        return List.of(
                new Wrong("A shape needs at least one channel, row and column; this one is 0×2×3.",
                        () -> new Shape(0, 2, 3)),
                new Wrong("A shape needs at least one channel, row and column; this one is 1×-1×3.",
                        () -> new Shape(1, -1, 3)),
                new Wrong("A shape needs at least one channel, row and column; this one is 1×2×0.",
                        () -> new Shape(1, 2, 0)),
                new Wrong("The shape 2048×1024×1024 has more elements than an array can hold; "
                        + "use a smaller one.", () -> new Shape(2048, 1024, 1024)),
                new Wrong("The shape 2147483647×2147483647×2147483647 has more elements than an "
                        + "array can hold; use a smaller one.",
                        () -> new Shape(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)));
    }

    private static List<Wrong> convolutions() {
        String needs = "A convolution needs outChannels, kernel, stride and dilation of at least 1 "
                + "and padding of at least 0; it has outChannels ";
        return List.of(
                new Wrong(needs + "0, kernel 5×5, stride 1, padding 0, dilation 1.",
                        () -> Conv2d.of(0, 5)),
                new Wrong(needs + "6, kernel 0×5, stride 1, padding 0, dilation 1.",
                        () -> Conv2d.of(6, 0, 5)),
                new Wrong(needs + "6, kernel 5×0, stride 1, padding 0, dilation 1.",
                        () -> Conv2d.of(6, 5, 0)),
                new Wrong(needs + "6, kernel 5×5, stride 0, padding 0, dilation 1.",
                        () -> Conv2d.of(6, 5).stride(0)),
                new Wrong(needs + "6, kernel 5×5, stride 1, padding -1, dilation 1.",
                        () -> Conv2d.of(6, 5).padding(-1)),
                new Wrong(needs + "6, kernel 5×5, stride 1, padding 0, dilation 0.",
                        () -> Conv2d.of(6, 5).dilation(0)),
                new Wrong(
                        "Groups of a convolution must divide its output channels; it has 6 output "
                                + "channels and 4 groups; use groups(3), or channels that are a multiple "
                                + "of 4.",
                        () -> Conv2d.of(6, 3).groups(4)),
                new Wrong(
                        "Groups of a convolution must divide its output channels; it has 6 output "
                                + "channels and 0 groups; use groups(1), or channels that are a multiple "
                                + "of 1.",
                        () -> Conv2d.of(6, 3).groups(0)),
                new Wrong(
                        "Layer conv1 needs input channels that its 4 groups divide, but its input "
                                + "has 6; use groups(3), or channels that are a multiple of 4.",
                        () -> Network.input(6, 5, 5).layer(Conv2d.of(8, 3).groups(4)).build()),
                new Wrong(
                        "A transposed convolution needs outChannels, kernel, stride and dilation of at "
                                + "least 1 and padding of at least 0; it has outChannels 0, kernel 3×3, "
                                + "stride 1, padding 0, dilation 1.",
                        () -> ConvTranspose2d.of(0, 3)),
                new Wrong(
                        "A transposed convolution needs an outputPadding from 0 that is less than "
                                + "its stride or its dilation; it has outputPadding 0×2, stride 2, "
                                + "dilation 1.",
                        () -> ConvTranspose2d.of(1, 3).stride(2).outputPadding(0, 2)),
                new Wrong(
                        "Layer convt1 must make from 1 to 2147483647 rows, but would make -1 of 3; "
                                + "use less padding.",
                        () -> Network.input(1, 3, 9)
                                .layer(ConvTranspose2d.of(1, 3).padding(3))
                                .build()),
                new Wrong(needs + "6, kernel 5×4, stride 1×0, padding 0, 0, 1, 1, dilation 1×2.",
                        () -> Conv2d.of(6, 5, 4).padding(0, 1).dilation(1, 2).stride(1, 0)),
                new Wrong("Layer conv2 needs at least 5 rows, but its input has 4" + TOO_LARGE,
                        () -> Network.input(1, 8, 12).conv2d(2, 5).conv2d(3, 5).build()),
                new Wrong("Layer conv1 needs at least 5 columns, but its input has 3" + TOO_LARGE,
                        () -> Network.input(1, 9, 3).conv2d(2, 5).build()),
                new Wrong("Layer conv1 needs at least 7 rows, but its input has 6" + TOO_LARGE,
                        () -> Network.input(1, 6, 9)
                                .layer(Conv2d.of(2, 3).padding(1).dilation(4))
                                .build()),
                new Wrong(
                        "Layer conv1 must make at most 2147483647 rows, but would make 4294967297; "
                                + "use less padding or a larger stride.",
                        () -> Network.input(1, 3, 3)
                                .layer(Conv2d.of(1, 1).padding(Integer.MAX_VALUE))
                                .build()),
                new Wrong("The shape 1×2147483647×2147483647 has more elements than an array can "
                        + "hold; use a smaller one.",
                        () -> Network.input(1, 1, 1)
                                .layer(Conv2d.of(1, 1).padding(Integer.MAX_VALUE / 2))
                                .build()));
    }

    private static List<Wrong> others() {
        String pool = " rows and columns, but its input has 3×8; use a smaller window or fewer layers "
                + "before it.";
        return List.of(
                new Wrong("A pooling layer needs window and stride of at least 1; it has window 0, "
                        + "stride 0.", () -> MaxPool2d.of(0)),
                new Wrong("A pooling layer needs window and stride of at least 1; it has window 2, "
                        + "stride 0.", () -> AveragePool2d.of(2).stride(0)),
                new Wrong("Layer pool2 needs at least 4×4" + pool,
                        () -> Network.input(1, 6, 16).maxPool(2).averagePool(4).build()),
                new Wrong("Layer pool1 needs at least 4×4" + pool,
                        () -> Network.input(1, 3, 8).maxPool(4).build()),
                new Wrong("A border needs a padding of at least 1 and a finite value; it has 0 and "
                        + "0.5.", () -> new ConstantPad2d(0, 0.5f)),
                new Wrong("A border needs a padding of at least 1 and a finite value; it has 2 and "
                        + "NaN.", () -> new ConstantPad2d(2, Float.NaN)),
                new Wrong("A dense layer needs at least 1 unit; it has 0.", () -> new Dense(0)),
                new Wrong("A network needs at least one layer; it has none; add a dense layer.",
                        () -> Network.input(1, 2, 2).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongShapes")
    void theMessageSaysItAll(String message, Runnable code) {
        assertEquals(message, assertThrows(ShapeException.class, code::run).getMessage());
    }

    /** Counts that no array can hold are refused, not wrapped round to something smaller. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hugeNetworks")
    void moreParametersThanAnArrayHolds(String layer, Network.Builder builder) {
        String message = assertThrows(ShapeException.class, builder::build).getMessage();
        assertEquals("Layer " + layer + " has too many parameters: with those before it they must "
                + "be at most 2147483647 to fit one array; use a smaller layer.", message);
    }

    static Stream<Arguments> hugeNetworks() {
        int huge = Integer.MAX_VALUE;
        return Stream.of(Arguments.of("fc1", Network.input(1, 1, 1).dense(huge)),
                Arguments.of("fc1", Network.input(1, 1, 2).dense(1 << 30)),
                Arguments.of("fc2", Network.input(1, 1, 1).dense(700_000_000).dense(2)),
                Arguments.of("fc3",
                        Network.input(1, 1, 1).dense(1 << 15).dense(1 << 15).dense(1 << 15)),
                Arguments.of("conv1", Network.input(1, 1, 1)
                        .layer(Conv2d.of(1, huge).padding(huge / 2))));
    }
}
