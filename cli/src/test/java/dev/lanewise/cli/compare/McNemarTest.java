package dev.lanewise.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.cli.run.Predictions.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** McNemar's exact test against fractions, computed exactly elsewhere. */
class McNemarTest {
    private static final double ULPS = 4e-16;

    /** 121 and 59 are the example of statsmodels, 1 and 7 two times nine of 256. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 1, 1", "7, 7, 1", "4, 5, 1", "0, 5, 0.0625", "1, 7, 0.0703125",
            "6, 16, 0.052478790283203125", "121, 59, 4.434449263755176e-06",
            "31, 28, 0.7948436539828609", "61, 12, 4.802196531399105e-09",
            "2000, 2150, 0.02071545604926722", "0, 1000, 1.8665272370064378e-301",
            "10000, 9000, 4.194037144140787e-13", "0, 1100, 0"})
    void isTheExactTailOfBothSides(int first, int second, double expected) {
        assertEquals(expected, new McNemar(first, second).probability(), expected * ULPS);
        assertEquals(expected, new McNemar(second, first).probability(), expected * ULPS);
    }

    @Test
    void countsWhatOneAloneGetsRight() {
        List<Answer> first = List.of(new Answer(1, 1, 1), new Answer(2, 2, 1), new Answer(3, 0, 1),
                new Answer(4, 0, 1));
        List<Answer> second = List.of(new Answer(1, 1, 1), new Answer(2, 0, 1),
                new Answer(3, 0, 1), new Answer(4, 0, 1));
        assertEquals(new McNemar(1, 0), McNemar.of(first, second));
        assertEquals(new McNemar(0, 1), McNemar.of(second, first));
    }

    /** The smallest counts three times, the next twice; a larger one is never made the smaller. */
    @Test
    void severalAreAdjusted() {
        assertEquals(List.of(0.06, 0.03, 0.06), McNemar.adjusted(List.of(0.04, 0.01, 0.03)));
        assertEquals(List.of(1.0, 1.0), McNemar.adjusted(List.of(0.9, 0.8)));
        assertEquals(List.of(0.2), McNemar.adjusted(List.of(0.2)));
        assertEquals(List.of(), McNemar.adjusted(List.of()));
    }
}
