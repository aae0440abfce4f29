package dev.lanewise.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@link PixelRange}. */
class PixelRangeTest {
    private static final Shape SHAPE = new Shape(1, 1, 2);

    private static Model model(Map<String, String> provenance) {
        Network network = Network.of(SHAPE, List.of(new Dense(2)));
        return Model.of(network, new float[network.parameterCount()], Normalization.of(1, 0),
                provenance);
    }

    private static PixelRange of(int... pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        return PixelRange.of(ImageDataset.of(SHAPE, 2, bytes, new byte[pixels.length / 2]));
    }

    @Test
    void aModelTellsTheRangeItWasTrainedOn() {
        for (int largest : new int[]{1, 15, 63}) {
            Map<String, String> provenance = new TreeMap<>();
            of(0, 0, largest, 0).addTo(provenance);
            assertEquals(new PixelRange(largest), PixelRange.of(model(provenance)));
        }
        Map<String, String> usual = new TreeMap<>();
        of(0, 64).addTo(usual);
        of(0, 0).addTo(usual);
        assertEquals(Map.of(), usual);
        assertEquals(new PixelRange(255), PixelRange.of(model(usual)));
        assertEquals(new PixelRange(255),
                PixelRange.of(model(Map.of("data.largest_pixel", "-1"))));
    }

    @Test
    void aPictureOfBytesComesIntoTheRange() {
        Sample picture = Sample.of(SHAPE, new float[]{255, 51});
        assertArrayEquals(new float[]{1, 0.2f}, new PixelRange(1).take(picture).values());
        assertArrayEquals(new float[]{15, 3}, new PixelRange(15).take(picture).values());
        assertSame(picture, new PixelRange(255).take(picture));
    }

    @Test
    void imagesOfAnotherRangeThanTheModelsAreNoticed() {
        assertEquals(Optional.of("The largest pixel of x is 1, but the model was trained on pixels"
                + " up to 255; give it images of that range."),
                of(0, 1).remark(new PixelRange(255), "x"));
        assertEquals(Optional.of("The largest pixel of x is above 63, but the model was trained on"
                + " pixels up to 15; give it images of that range."),
                of(0, 200).remark(new PixelRange(15), "x"));
        assertEquals(Optional.empty(), of(0, 200).remark(new PixelRange(255), "x"));
        assertEquals(Optional.empty(), of(0, 15).remark(new PixelRange(15), "x"));
    }
}
