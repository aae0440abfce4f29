package dev.lanewise.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                Model.of(network, parameters, Normalization.none(), Map.of()), "a network");
        int pixel = 42 * 42;
        int legend = 10 * 10;
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
                new Sample(network.inputShape(), pixels, 1), "a digit");
        int c1 = 21 * 21;
        int s2 = 42 * 42;
        int legends = 2 * 10 * 10;
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
            BufferedImage filters = NetworkPictures.filters(model, "all are zero");
            BufferedImage maps = NetworkPictures.activations(model,
                    new Sample(network.inputShape(), new float[network.inputShape().size()], -1),
                    "nothing");
            assertTrue(filters.getWidth() > 400 && filters.getWidth() < 1000);
            assertTrue(maps.getWidth() > 400 && maps.getWidth() < 1000);
        }
    }
}
