package dev.lanewise.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {

    /** Numbers that are finite as doubles are refused, too, if they are not as floats. */
    @ParameterizedTest
    @CsvSource({"shift, of at least 0, -0.1, -0.1, 0, 0, 0, 0, 0",
            "shift, of at least 0, 1e39, 1e39, 0, 0, 0, 0, 0",
            "shift, of at least 0, NaN, NaN, 0, 0, 0, 0, 0",
            "rotation, 'in [0, 90)', -1, 0, -1, 0, 0, 0, 0",
            "rotation, 'in [0, 90)', 90, 0, 90, 0, 0, 0, 0",
            "scale, 'in [0, 1)', -0.5, 0, 0, -0.5, 0, 0, 0",
            "scale, 'in [0, 1)', 1, 0, 0, 1, 0, 0, 0",
            "shear, of at least 0, -1, 0, 0, 0, -1, 0, 0",
            "shear, of at least 0, 1e39, 0, 0, 0, 1e39, 0, 0",
            "elasticity, of at least 0, -1, 0, 0, 0, 0, -1, 4",
            "elasticity, of at least 0, 1e39, 0, 0, 0, 0, 1e39, 4",
            "smoothness, above 0, 0, 0, 0, 0, 0, 1, 0",
            "smoothness, above 0, Infinity, 0, 0, 0, 0, 0, Infinity"})
    void theMessageSaysWhichRange(String name, String range, double given, double shift,
            double rotation, double scale, double shear, double elasticity, double smoothness) {
        assertEquals("The " + name + " of an augmentation must be a number " + range
                + "; you gave " + given + ".",
                assertThrows(IllegalArgumentException.class,
                        () -> new Augmentation(shift, rotation, scale, shear, elasticity,
                                smoothness))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0, 0, 0, 0, 0", "0, 89.9, 0, 0, 0, 0", "0, 0, 0.99, 0, 0, 0",
            "0, 0, 0, 0.1, 0, 0", "0, 0, 0, 0, 0.1, 0.1"})
    void oneRangeAboveZeroMovesImages(double shift, double rotation, double scale, double shear,
            double elasticity, double smoothness) {
        assertFalse(new Augmentation(shift, rotation, scale, shear, elasticity, smoothness)
                .isNone());
    }

    @Test
    void withoutElasticityTheSmoothnessDoesNotMatter() {
        assertTrue(Augmentation.none().isNone());
        assertTrue(new Augmentation(0, 0, 0, 0, 0, -4).isNone());
        assertTrue(Augmentation.none().withElasticity(0, 4).isNone());
    }

    @Test
    void theNamedOnes() {
        assertEquals(new Augmentation(2, 0, 0, 0, 0, 0), Augmentation.shifts());
        assertEquals(new Augmentation(2.2, 14, 0.14, 0.2, 0, 0), Augmentation.affine());
        assertEquals(new Augmentation(1.5, 10, 0.12, 0.15, 30, 5),
                Augmentation.elastic().withElasticity(30, 5));
    }
}
