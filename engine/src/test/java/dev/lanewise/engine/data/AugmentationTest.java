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
                        () -> Augmentation.none()
                                .shift(shift)
                                .rotation(rotation)
                                .scale(scale)
                                .shear(shear)
                                .elasticity(elasticity, smoothness))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0, 0, 0, 0, 0", "0, 89.9, 0, 0, 0, 0", "0, 0, 0.99, 0, 0, 0",
            "0, 0, 0, 0.1, 0, 0", "0, 0, 0, 0, 0.1, 0.1"})
    void oneRangeAboveZeroMovesImages(double shift, double rotation, double scale, double shear,
            double elasticity, double smoothness) {
        assertFalse(Augmentation.none()
                .shift(shift)
                .rotation(rotation)
                .scale(scale)
                .shear(shear)
                .elasticity(elasticity, smoothness)
                .isNone());
    }

    @Test
    void withoutElasticityTheSmoothnessDoesNotMatter() {
        assertTrue(Augmentation.none().isNone());
        assertTrue(Augmentation.none().elasticity(0, -4).isNone());
        assertTrue(Augmentation.none().elasticity(0, 4).isNone());
    }

    @Test
    void theNamedOnes() {
        assertEquals("Augmentation[]", Augmentation.none().toString());
        assertEquals("Augmentation[shift=2.0]", Augmentation.shifts().toString());
        assertEquals("Augmentation[shift=2.2, rotation=14.0, scale=0.14, shear=0.2]",
                Augmentation.affine().toString());
        assertEquals("Augmentation[shift=1.5, rotation=10.0, scale=0.12, shear=0.15,"
                + " elasticity=30.0, smoothness=5.0]",
                Augmentation.elastic().elasticity(30, 5).toString());
        assertEquals(Augmentation.shifts(), Augmentation.none().shift(2));
    }
}
