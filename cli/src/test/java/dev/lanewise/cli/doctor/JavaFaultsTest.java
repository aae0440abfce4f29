package dev.lanewise.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaFaultsTest {
    private static final Map<String, String> COMPACT = Map.of(JavaFaults.COMPACT_HEADERS, "true");
    private static final Map<String, String> USUAL = Map.of(JavaFaults.COMPACT_HEADERS, "false");

    @ParameterizedTest
    @ValueSource(strings = {"25+36", "25.0.1+8-LTS", "25.0.2+10"})
    void earlyUpdatesAreWarnedOf(String version) {
        List<String> warnings = JavaFaults.of(Runtime.Version.parse(version), Map.of());
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains("this is " + version + "; use 25.0.3"),
                warnings.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3+9-LTS", "25.0.4", "25.1.0.1", "26+35", "24.0.2"})
    void othersAreNot(String version) {
        assertEquals(List.of(), JavaFaults.of(Runtime.Version.parse(version), USUAL));
    }

    @Test
    void compactHeadersAreWarnedOfOnTheVersionThatHasTheFault() {
        String warning = JavaFaults.of(Runtime.Version.parse("25.0.3"), COMPACT).getFirst();
        assertTrue(warning.endsWith("start it without -XX:+UseCompactObjectHeaders"), warning);
        assertEquals(List.of(), JavaFaults.of(Runtime.Version.parse("26"), COMPACT));
        assertEquals(2, JavaFaults.of(Runtime.Version.parse("25.0.1"), COMPACT).size());
    }
}
