package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.ReferenceNetwork;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model holds its own copy of everything, and its fingerprint is that of its parameters. */
class ModelTest {
    private static final Network NETWORK = Network.input(1, 1, 2).dense(1).build();

    private static Model of(float... parameters) {
        return Model.of(NETWORK, parameters, Normalization.unit(), Map.of());
    }

    @Test
    void theFingerprintIsTheHashOfLittleEndianFloats() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(ModelFiles.bytes(1, -2, 1e-40f));
        assertEquals(HexFormat.of().formatHex(digest), of(1, -2, 1e-40f).sha256());
    }

    @Test
    void minusZeroHasTheFingerprintOfZero() {
        assertEquals(of(0, 1, 0).sha256(), of(-0f, 1, -0f).sha256());
        assertNotEquals(of(0, 1, 0).sha256(), of(Float.MIN_VALUE, 1, 0).sha256());
        assertNotEquals(of(0, 1, 0).sha256(), of(1, 0, 0).sha256());
    }

    @Test
    void theFingerprintIsOfTheParametersAlone() {
        Model other = Model.of(Network.input(1, 2, 1).dense(1).build(), new float[]{1, 2, 3},
                Normalization.none(), Map.of("seed", "7"));
        assertEquals(of(1, 2, 3).sha256(), other.sha256());
    }

    @Test
    void nothingIsShared() {
        float[] parameters = {1, 2, 3};
        Map<String, String> provenance = new TreeMap<>(Map.of("b", "1", "a", "2"));
        Model model = Model.of(NETWORK, parameters, Normalization.unit(), provenance);
        parameters[0] = 9;
        model.parameters()[1] = 9;
        provenance.clear();
        assertArrayEquals(new float[]{1, 2, 3}, model.parameters());
        assertEquals(List.of("a", "b"), List.copyOf(model.provenance().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> model.provenance().clear());
        assertEquals(NETWORK, model.network());
        assertEquals(Normalization.unit(), model.normalization());
    }

    @Test
    void provenanceIsReplaced() {
        Model first = of(1, 2, 3).withProvenance(Map.of("seed", "7"));
        Model second = first.withProvenance(Map.of("recipe", "fast"));
        assertEquals(Map.of("seed", "7"), first.provenance());
        assertEquals(Map.of("recipe", "fast"), second.provenance());
        assertEquals(first.sha256(), second.sha256());
    }

    /** Logits that differ where the probabilities are rounded to the same: as evaluation counts. */
    @Test
    void theLabelIsThatOfTheLargestLogit() {
        Network two = Network.input(1, 1, 1).dense(2).build();
        Model model = Model.of(two, new float[]{0, 1e-9f, 0, 0}, Normalization.none(), Map.of());
        Prediction prediction = model.predict(new float[]{1});
        assertEquals(prediction.probabilities()[0], prediction.probabilities()[1]);
        assertEquals(1, prediction.label());
    }

    @Test
    void theNumberOfParametersIsTheNetworks() {
        assertEquals("The network must have 3 parameters; you gave 2.",
                assertThrows(ShapeException.class, () -> of(1, 2)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void parametersAreFinite(float wrong) {
        assertEquals("Parameters must be finite numbers, but the value at index 2 is " + wrong
                + "; train with a smaller learning rate.",
                assertThrows(IllegalArgumentException.class, () -> of(1, 2, wrong)).getMessage());
    }

    /** The reference computes in double precision; the margin is far above the floats' error. */
    @Test
    void everyLayersOutputIsThatOfTheReference() {
        Network network = Network.input(1, 13, 13)
                .conv2d(5, 3, Padding.SAME)
                .maxPool(2)
                .silu()
                .conv2d(7, 3)
                .averagePool(2)
                .tanh()
                .dense(19)
                .relu()
                .dense(6)
                .build();
        Random random = new Random(3);
        float[] parameters = new float[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (2 * random.nextFloat() - 1) / 4;
        }
        float[] pixels = new float[13 * 13];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        Model model = Model.of(network, parameters, Normalization.none(), Map.of());
        List<LayerOutput> outputs = model
                .layerOutputs(Sample.of(network.inputShape(), pixels));
        List<double[]> expected = new ReferenceNetwork(network, 0)
                .outputs(ReferenceNetwork.widen(parameters), pixels);
        assertEquals(expected.size(), outputs.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(network.nodes().get(i), outputs.get(i).node());
            assertArrayEquals(expected.get(i), ReferenceNetwork.widen(outputs.get(i).values()),
                    1e-5, network.nodes().get(i).name());
        }
    }

    @Test
    void aPredictionShowsWhatItSays() {
        Prediction prediction = Predictions.of(1, 0.25f, 0.75f);
        assertEquals("Prediction[label=1, probabilities=[0.25, 0.75]]", prediction.toString());
        assertEquals(0.75f, prediction.confidence());
        assertEquals(prediction, Predictions.of(1, 0.25f, 0.75f));
        assertEquals(prediction.hashCode(), Predictions.of(1, 0.25f, 0.75f).hashCode());
        assertNotEquals(prediction, Predictions.of(0, 0.25f, 0.75f));
    }
}
