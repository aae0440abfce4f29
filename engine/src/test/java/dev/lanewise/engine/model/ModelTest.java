package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.ShapeException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
        assertEquals("The network expected 3 parameters, found 2.",
                assertThrows(ShapeException.class, () -> of(1, 2)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void parametersAreFinite(float wrong) {
        assertEquals("Parameters expected finite numbers, found " + wrong
                + " at index 2; train with a smaller learning rate.",
                assertThrows(IllegalArgumentException.class, () -> of(1, 2, wrong)).getMessage());
    }
}
