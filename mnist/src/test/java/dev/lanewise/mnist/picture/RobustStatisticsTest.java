package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobustStatisticsTest {
    private static final double[] VALUES = {90, 7, 1, 50, 8, 70, 9};

    /** The shortest interval with a third of the seven values has three of them: 7, 8, 9. */
    @Test
    void theModeIsTheMiddleOfTheDensestThird() {
        assertEquals(8, RobustStatistics.mode(VALUES));
        assertEquals(3, RobustStatistics.mode(new double[]{3}));
        assertEquals(90, RobustStatistics.mode(new double[]{1, 20, 50, 89, 90, 91, 200}));
        assertEquals(199, RobustStatistics.mode(new double[]{1, 20, 50, 90, 198, 199, 200}));
    }

    @Test
    void theFirstOfEquallyDenseThirdsIsTheMode() {
        assertEquals(2, RobustStatistics.mode(new double[]{1, 2, 3, 11, 21, 22, 23}));
    }

    @Test
    void theMedianOfNothingIsZero() {
        assertEquals(9, RobustStatistics.median(VALUES));
        assertEquals(0, RobustStatistics.median(new double[0]));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.25, 7", "0.75, 70", "0.99, 90"})
    void aQuantileIsAValue(double q, double expected) {
        assertEquals(expected, RobustStatistics.quantile(VALUES, q));
    }

    /** Half of normal noise lies within 0.6745 standard deviations. */
    @Test
    void sigmaIsThatOfNormalNoise() {
        assertEquals(2 / 0.6745, RobustStatistics.sigma(new double[]{0, 1, 2, 3, 100}), 1e-4);
    }

    @Test
    void valuesStayAsTheyAre() {
        double[] values = VALUES.clone();
        RobustStatistics.mode(values);
        RobustStatistics.median(values);
        assertArrayEquals(VALUES, values);
    }
}
