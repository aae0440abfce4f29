package dev.lanewise.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.report.ClassTable;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.mnist.Lenet5;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters and feature maps are drawn with the colours of their values. */
class NetworkPicturesTest {
    /** Pixels of exactly a colour. */
    private static int count(BufferedImage picture, Color color) {
        int found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found += picture.getRGB(x, y) == color.getRGB() ? 1 : 0;
            }
        }
        return found;
    }

    /** One filter of 2×2: its largest weight is all vermilion, its negative all blue. */
    @Test
    void aFilterHasTheColoursOfItsWeights() {
        Network network = Network.input(1, 2, 2).conv2d(1, 2).dense(2).build();
        float[] parameters = new float[network.parameterCount()];
        parameters[0] = 0.5f;
        parameters[3] = -0.5f;
        BufferedImage picture = NetworkPictures.filters(
                Model.of(network, parameters, Normalization.none(), Map.of()), "a network").draw();
        int pixel = 84 * 84;
        int legend = 20 * 20;
        int vermilion = count(picture, Palette.VERMILION);
        assertTrue(vermilion >= pixel && vermilion <= pixel + legend, "vermilion " + vermilion);
        int blue = count(picture, Palette.BLUE);
        assertTrue(blue >= pixel && blue <= pixel + legend, "blue " + blue);
    }

    /** The first filter copies its input, and pooling halves it. */
    @Test
    void featureMapsFollowOneAnother() {
        Network network = Network.input(1, 4, 4).conv2d(1, 1).maxPool(2).relu().dense(2).build();
        float[] parameters = new float[network.parameterCount()];
        parameters[0] = 1;
        float[] pixels = new float[16];
        pixels[5] = 255;
        BufferedImage picture = NetworkPictures.activations(
                Model.of(network, parameters, Normalization.unit(), Map.of()),
                Sample.of(network.inputShape(), pixels, 1), new float[2], List.of("0", "1"),
                "a digit")
                .draw();
        int c1 = 42 * 42;
        int s2 = 84 * 84;
        int legends = 2 * 20 * 20;
        int vermilion = count(picture, Palette.VERMILION);
        assertTrue(vermilion >= c1 + s2 && vermilion <= c1 + s2 + legends,
                "vermilion " + vermilion);
        assertEquals(0, count(picture, Palette.BLUE) / legends);
    }

    @Test
    void theLenetsAndOtherNetworksAreDrawn() {
        for (Network network : List.of(Lenet5.standard(), Lenet5.article(),
                Network.input(1, 9, 11).dense(3).build(),
                Network.input(1, 9, 11).conv2d(40, 3).averagePool(7).dense(3).build())) {
            Model model = Model.of(network, new float[network.parameterCount()],
                    Normalization.unit(), Map.of());
            BufferedImage filters = NetworkPictures.filters(model, "all are zero").draw();
            BufferedImage maps = NetworkPictures.activations(model,
                    Sample.of(network.inputShape(), new float[network.inputShape().size()]),
                    new float[network.outputs()], ClassTable.numbers(network.outputs()), "nothing")
                    .draw();
            assertTrue(filters.getWidth() > 800 && filters.getWidth() < 2100);
            assertTrue(maps.getWidth() > 800 && maps.getWidth() < 2100);
        }
    }

    /** LeCun's names, from the layers themselves. */
    @Test
    void stagesAreNamedAsIn1998() {
        for (Network network : List.of(Lenet5.standard(), Lenet5.of1998())) {
            assertEquals(List.of("C1", "S2", "C3", "S4", "C5", "F6", "Output"),
                    Stage.of(network).stream().map(Stage::name).toList());
        }
        assertEquals(List.of("C1", "S2", "C3", "S4", "C5", "Output"),
                Stage.of(Lenet5.article()).stream().map(Stage::name).toList());
    }

    /** Maps that C3 does not read are grey, and are as many as the paper's table leaves out. */
    @Test
    void whatIsNotConnectedIsNoWeight() {
        Network network = Lenet5.of1998();
        float[] parameters = new float[network.parameterCount()];
        Gallery.Section c3 = NetworkPictures.filters(
                Model.of(network, parameters, Normalization.unit(), Map.of()), "zeros")
                .sections()
                .get(1);
        assertEquals(96 - 60, c3.tiles()
                .stream()
                .filter(tile -> tile.colors()[0] == Palette.ABSENT.getRGB())
                .count());
    }

    @Test
    void oneOutlierDoesNotSetTheScale() {
        float[] values = new float[101];
        for (int i = 1; i < 100; i++) {
            values[i] = i % 2 == 0 ? 0.01f * i : -0.01f * i;
        }
        values[100] = 50;
        assertEquals(0.99, NetworkPictures.clipped(values, 0, 101), 1e-6);
        assertEquals(0, NetworkPictures.clipped(new float[4], 0, 4));
    }

    /** Full bars: above zero upwards, below zero downwards, the rest lets the ground through. */
    @Test
    void barsGoUpAndDown() {
        Tile tile = Tile.bars(new double[]{1, -1, 0}, 2, 8, List.of());
        assertEquals(8, tile.width());
        assertEquals(Palette.VERMILION.getRGB(), tile.colors()[8]);
        assertEquals(0, tile.colors()[7 * 8]);
        assertEquals(Palette.BLUE.getRGB(), tile.colors()[7 * 8 + 3]);
        assertEquals(0, tile.colors()[8 + 3]);
        assertEquals(0, tile.colors()[8 + 6]);
        assertEquals(Palette.ABSENT.getRGB(), tile.colors()[4 * 8 + 6]);
    }
}
