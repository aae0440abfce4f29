package dev.lanewise.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Numbers}. */
class NumbersTest {

    @ParameterizedTest
    @CsvSource({"0.98685, 4, 0.9869", "1, 4, 1.0000", "-0.25, 1, -0.3", "1e-9, 4, 0.0000",
            "123456.789, 0, 123457", "NaN, 2, NaN", "Infinity, 2, Infinity"})
    void fixed(double value, int decimals, String text) {
        assertEquals(text, Numbers.fixed(value, decimals));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0.000265432, 0.000265", "0, 0", "1, 1", "1000, 1000",
            "1e-9, 0.000000001",
            "NaN, NaN"})
    void significant(double value, String text) {
        assertEquals(text, Numbers.significant(value, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0|0", "999|999", "1000|1,000", "61706|61,706",
            "1234567890|1,234,567,890", "-999|-999", "-1000|-1,000"})
    void grouped(long value, String text) {
        assertEquals(text, Numbers.grouped(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0|0.0 s", "9.84|9.8 s", "99.94|99.9 s",
            "100|1 min 40 s", "125.4|2 min 05 s", "3600|60 min 00 s"})
    void seconds(double value, String text) {
        assertEquals(text, Numbers.seconds(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "8.5, 0:09", "59.5, 1:00", "3599, 59:59", "3725, 1:02:05",
            "360000, 100:00:00"})
    void clock(double value, String text) {
        assertEquals(text, Numbers.clock(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0|0 B", "1023|1023 B", "1024|1.0 KiB",
            "246824|241.0 KiB", "536870912|512.0 MiB"})
    void bytes(long value, String text) {
        assertEquals(text, Numbers.bytes(value));
    }

    @ParameterizedTest
    @CsvSource({"1.23456, 3, 1.235", "NaN, 3, NaN", "20000.04, 1, 20000.0"})
    void rounded(double value, int decimals, double expected) {
        assertEquals(expected, Numbers.rounded(value, decimals));
    }

    @Test
    void countsThings() {
        assertEquals("1 thread", Numbers.counted(1, "thread"));
        assertEquals("0 threads", Numbers.counted(0, "thread"));
        assertEquals("55,000 images", Numbers.counted(55_000, "image"));
    }
}
