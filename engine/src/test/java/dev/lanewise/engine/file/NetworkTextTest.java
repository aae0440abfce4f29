package dev.lanewise.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.Subsample2d;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a network in its file: files of years ago depend on it. */
class NetworkTextTest {
    private static final String TEXT = "{\"input\":[1,20,12],\"layers\":["
            + "{\"type\":\"constantPad2d\",\"padding\":2,\"value\":-0.1},"
            + "{\"type\":\"conv2d\",\"outChannels\":3,\"kernelHeight\":5,\"kernelWidth\":3,"
            + "\"stride\":1,\"padding\":1,\"dilation\":2},"
            + "{\"type\":\"scaled_tanh\"},{\"type\":\"subsample2d\",\"window\":2},"
            + "{\"type\":\"tableConv2d\",\"kernel\":3,\"table\":[[0,2],[1]]},{\"type\":\"relu\"},"
            + "{\"type\":\"maxPool2d\",\"window\":2,\"stride\":1},{\"type\":\"silu\"},"
            + "{\"type\":\"averagePool2d\",\"window\":2,\"stride\":3},{\"type\":\"tanh\"},"
            + "{\"type\":\"dense\",\"units\":3},{\"type\":\"rbf\",\"codes\":[\"+-+\",\"--+\"]}]}";

    private static Network network() {
        return Network.input(1, 20, 12)
                .layer(new ConstantPad2d(2, -0.1f))
                .layer(Conv2d.of(3, 5, 3).padding(1).dilation(2))
                .layer(Activation.SCALED_TANH)
                .layer(new Subsample2d(2))
                .layer(new TableConv2d(3, List.of(List.of(0, 2), List.of(1))))
                .relu()
                .layer(MaxPool2d.of(2).stride(1))
                .silu()
                .layer(AveragePool2d.of(2).stride(3))
                .tanh()
                .dense(3)
                .layer(new Rbf(List.of("+-+", "--+")))
                .build();
    }

    @Test
    void everyKindOfLayerHasItsText() {
        assertEquals(TEXT, NetworkText.write(network()));
        assertEquals(network(), NetworkText.read(TEXT));
    }

    /** Numbers that differ by side are lists, and what is usual is left out. */
    @Test
    void convolutionsWriteSidesThatDiffer() {
        String text = "{\"input\":[4,9,9],\"layers\":[{\"type\":\"conv2d\",\"outChannels\":4,"
                + "\"kernelHeight\":3,\"kernelWidth\":3,\"stride\":[2,1],\"padding\":\"same\","
                + "\"dilation\":1,\"groups\":4},{\"type\":\"conv2d\",\"outChannels\":2,"
                + "\"kernelHeight\":3,\"kernelWidth\":2,\"stride\":1,\"padding\":[0,1,2,3],"
                + "\"dilation\":[1,2]},{\"type\":\"convTranspose2d\",\"outChannels\":2,"
                + "\"kernelHeight\":2,\"kernelWidth\":2,\"stride\":2,\"padding\":0,"
                + "\"outputPadding\":[1,0],\"dilation\":1,\"groups\":2}]}";
        Network network = Network.input(4, 9, 9)
                .layer(Conv2d.of(4, 3, Padding.SAME).stride(2, 1).groups(4))
                .layer(Conv2d.of(2, 3, 2).padding(0, 1, 2, 3).dilation(1, 2))
                .layer(ConvTranspose2d.of(2, 2).stride(2).outputPadding(1, 0).groups(2))
                .build();
        assertEquals(text, NetworkText.write(network));
        assertEquals(network, NetworkText.read(text));
        assertEquals("layer 2: padding must be one or 4 whole numbers, not [0, 1]",
                assertThrows(IllegalArgumentException.class, () -> NetworkText
                        .read(text.replace("[0,1,2,3]", "[0,1]"))).getMessage());
        assertEquals("layer 1: padding must be a whole number, not valid",
                assertThrows(IllegalArgumentException.class, () -> NetworkText
                        .read(text.replace("\"same\"", "\"valid\""))).getMessage());
    }

    /** Those of before are in the text above: what a pool or a border got since is left out where it has its default. */
    @Test
    void poolsAndBordersHaveTheirText() {
        String text = "{\"input\":[1,20,12],\"layers\":["
                + "{\"type\":\"maxPool2d\",\"window\":[2,3],\"stride\":[2,1],\"padding\":1,"
                + "\"ceilMode\":true},"
                + "{\"type\":\"averagePool2d\",\"window\":3,\"stride\":3,\"padding\":[0,1],"
                + "\"countIncludePad\":false},"
                + "{\"type\":\"constantPad2d\",\"padding\":[1,0,2,3],\"value\":0.5}]}";
        Network network = Network.input(1, 20, 12)
                .layer(MaxPool2d.of(2, 3).stride(2, 1).padding(1).ceilMode(true))
                .layer(AveragePool2d.of(3).padding(0, 1).countIncludePad(false))
                .layer(new ConstantPad2d(1, 0, 2, 3, 0.5f))
                .build();
        assertEquals(text, NetworkText.write(network));
        assertEquals(network, NetworkText.read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "\"value\":-0.1 | \"value\":\"x\" | layer 1: value must be a number, not x",
            "\"table\":[[0,2],[1]] | \"table\":[[0,2],1] | layer 5: table must be a JSON array, not 1",
            "\"table\":[[0,2],[1]] | \"table\":[[0.5]] | layer 5: table must be a whole number, not 0.5",
            "\"window\":2},{\"type\":\"table | \"window\":2147483648},{\"type\":\"table | layer 4: window must be a whole number, not 2147483648",
            "\"window\":2},{\"type\":\"table | \"window\":2,\"groups\":2},{\"type\":\"table | layer 4: the attribute groups is unknown to this version",
            "\"window\":2},{\"type\":\"table | \"window\":2,\"inputs\":[\"conv9\"]},{\"type\":\"table | layer 4: the input conv9 is no layer before the one that reads it",
            "\"window\":2,\"stride\":1 | \"window\":2,\"stride\":[1] | layer 7: stride must be one or 2 whole numbers, not [1]",
            "\"window\":2,\"stride\":1 | \"window\":2,\"stride\":1,\"ceilMode\":1 | layer 7: ceilMode must be true or false, not 1",
            "\"silu\" | \"mish\" | layer 8: the layer type \"mish\" is unknown to this version",
            "[1,20,12] | [1,20] | the network's input must have 3 extents, not 2",
            "[1,20,12] | {} | input must be a JSON array, not {}"})
    void whatIsWrongIsNamed(String part, String damaged, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> NetworkText.read(TEXT.replace(part, damaged))).getMessage());
    }
}
