package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which epoch was best, and what a run took. */
class HistoryTest {

    private static EpochResult validated(int epoch, double accuracy, double loss) {
        return EpochResults.of(epoch, 0.5, 0.5, OptionalDouble.of(loss),
                OptionalDouble.of(accuracy), 0.1, 2.5, 1000);
    }

    private static EpochResult unvalidated(int epoch, double speed) {
        return EpochResults.of(epoch, 0.5, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), 0.1,
                2.5, speed);
    }

    private static int best(EpochResult... epochs) {
        return new History(List.of(epochs)).best().orElseThrow().epoch();
    }

    @Test
    void theHighestAccuracyIsBest() {
        assertEquals(2,
                best(validated(1, 0.8, 0.1), validated(2, 0.9, 0.7), validated(3, 0.89, 0.05)));
    }

    @Test
    void betweenEqualAccuraciesTheLowestLossIsBest() {
        assertEquals(3,
                best(validated(1, 0.9, 0.3), validated(2, 0.9, 0.2), validated(3, 0.9, 0.1)));
        assertEquals(2,
                best(validated(1, 0.9, 0.3), validated(2, 0.9, 0.1), validated(3, 0.9, 0.2)));
    }

    @Test
    void whatIsNoNumberIsWorst() {
        double none = Double.NaN;
        assertEquals(2, best(validated(1, 0.9, none), validated(2, 0.9, 0.2)));
        assertEquals(1, best(validated(1, 0.9, 0.2), validated(2, 0.9, none)));
        assertEquals(2,
                best(validated(1, 0.9, none), validated(2, 0.9, Double.POSITIVE_INFINITY)));
        assertEquals(2, best(validated(1, none, 0.1), validated(2, 0.1, 0.2)));
    }

    @Test
    void betweenEqualsTheFirstIsBest() {
        assertEquals(2,
                best(validated(1, 0.8, 0.1), validated(2, 0.9, 0.1), validated(3, 0.9, 0.1)));
    }

    @Test
    void withoutValidationNoneIsBest() {
        assertEquals(Optional.empty(), new History(List.of()).best());
        assertEquals(Optional.empty(), new History(List.of(unvalidated(1, 5))).best());
        assertEquals(2, best(unvalidated(1, 5), validated(2, 0.1, 9)));
    }

    private static double speed(double... speeds) {
        List<EpochResult> epochs = DoubleStream.of(speeds)
                .mapToObj(speed -> unvalidated(1, speed))
                .toList();
        return new History(epochs).imagesPerSecond();
    }

    @Test
    void theSpeedIsTheMedian() {
        assertEquals(0, speed());
        assertEquals(7, speed(7));
        assertEquals(5, speed(4, 6));
        assertEquals(20, speed(100, 20, 1));
        assertEquals(25, speed(30, 1, 100, 20));
    }

    @Test
    void theTimeIsTheSum() {
        List<EpochResult> epochs = IntStream.rangeClosed(1, 3)
                .mapToObj(e -> unvalidated(e, 1))
                .toList();
        assertEquals(7.5, new History(epochs).trainSeconds());
    }

    @Test
    void aHistoryDoesNotChange() {
        List<EpochResult> epochs = new ArrayList<>(List.of(unvalidated(1, 1)));
        History history = new History(epochs);
        epochs.clear();
        assertEquals(1, history.epochs().size());
        assertThrows(UnsupportedOperationException.class, () -> history.epochs().clear());
    }
}
