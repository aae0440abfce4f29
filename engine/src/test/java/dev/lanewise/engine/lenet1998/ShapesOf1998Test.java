package dev.lanewise.engine.lenet1998;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** As in {@code nn}, every wrong shape is named: the layer, what it needs, what it has, and the mend. */
class ShapesOf1998Test {

    static Stream<Arguments> wrongShapes() {
        return Stream.concat(tables(), codes());
    }

    private static Arguments wrong(String message, Runnable code) {
        return Arguments.of(message, code);
    }

    private static Stream<Arguments> tables() {
        String order = "A table-connected convolution needs the input maps of an output map in "
                + "ascending order from 0; it has ";
        return Stream.of(
                wrong("A table-connected convolution needs a kernel of at least 1 and an output"
                        + " map; it has kernel 0 and 1 maps.",
                        () -> new TableConv2d(0, List.of(List.of(0)))),
                wrong("A table-connected convolution needs a kernel of at least 1 and an output"
                        + " map; it has kernel 3 and 0 maps.", () -> new TableConv2d(3, List.of())),
                wrong(order + "[-1, 0].", () -> new TableConv2d(3, List.of(List.of(-1, 0)))),
                wrong(order + "[1, 1].", () -> new TableConv2d(3, List.of(List.of(1, 1)))),
                wrong(order + "[2, 1].",
                        () -> new TableConv2d(3, List.of(List.of(0), List.of(2, 1)))),
                wrong(
                        "A table-connected convolution needs an input map for every output map;"
                                + " one has none.",
                        () -> new TableConv2d(3, List.of(List.of(0), List.of()))),
                wrong(
                        "Layer conv1 needs 3 input maps or more, but its input has 2; correct its table.",
                        () -> Network.input(2, 5, 5)
                                .layer(new TableConv2d(3, List.of(List.of(0, 2))))
                                .build()));
    }

    private static Stream<Arguments> codes() {
        return Stream.of(
                wrong("Radial basis functions need a code; they have none.",
                        () -> new Rbf(List.of())),
                wrong("Radial basis functions need codes of + and - that are all as long as"
                        + " the first, 2; they have \"+\".", () -> new Rbf(List.of("+-", "+"))),
                wrong("Radial basis functions need codes of + and - that are all as long as"
                        + " the first, 2; they have \"+0\".", () -> new Rbf(List.of("+-", "+0"))),
                wrong("Radial basis functions need codes of + and - that are all as long as"
                        + " the first, 0; they have \"\".", () -> new Rbf(List.of(""))),
                wrong(
                        "Layer rbf1 needs 2 values, one for each component of its codes, but its input has"
                                + " 3; change the layer before it, or the codes.",
                        () -> Network.input(1, 1, 3).layer(new Rbf(List.of("+-"))).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongShapes")
    void theMessageSaysItAll(String message, Runnable code) {
        assertEquals(message, assertThrows(ShapeException.class, code::run).getMessage());
    }
}
