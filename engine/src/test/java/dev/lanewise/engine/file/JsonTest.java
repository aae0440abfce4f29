package dev.lanewise.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of RFC 8259, as far as a model file's header goes. */
class JsonTest {

    @Test
    void valuesOfEveryKind() {
        assertEquals(Map.of("text", "a", "list", List.of(1.0, true, false, List.of(), Map.of())),
                Json.parse(" {\"text\" : \"a\" ,\r\n\t\"list\":[1,true,false,[],{}] } "));
        assertEquals(Arrays.asList(null, "b"), Json.parse("[null,\"b\"]"));
        assertEquals("alone", Json.parse("\"alone\""));
    }

    @Test
    void membersKeepTheirOrder() {
        assertEquals("{z=1.0, a=2.0, m=3.0}",
                String.valueOf(Json.parse("{\"z\":1,\"a\":2,\"m\":3}")));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, -0.0", "12, 12", "-3.25, -3.25", "1e3, 1000", "2.5E-1, 0.25",
            "9007199254740993, 9007199254740992", "1e999, Infinity"})
    void numbers(String text, double value) {
        assertEquals(value, Json.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "01", "1.", ".5", "1e", "1e+", "--1", "1-2", "-", "0x1", "NaN",
            "Infinity", "1f"})
    void whatIsNoNumberIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void escapes() {
        assertEquals("\" \\ / \b \f \n \r \t", Json.parse("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\""));
        assertEquals("é\0\uFFFF😀", Json.parse("\"\\u00e9\\u0000\\uFFFF\\uD83D\\ude00\""));
        assertEquals("é😀", Json.parse("\"é😀\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\u+123\"", "\"\\u-123\"",
            "\"\\", "\"\\\"", "\"\\u", "\"open"})
    void whatIsNoTextIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void everyTextSurvivesQuoting() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }
        String quoted = Json.quote(all.toString());
        assertEquals(all.toString(), Json.parse(quoted));
        assertTrue(quoted.chars().allMatch(c -> c >= ' '), "control characters are escaped");
        assertEquals("\"a\\\"b\\\\c\\u000a\\u001f/é\"", Json.quote("a\"b\\c\n\u001f/é"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":1,}|at character 7 there must be '\"', not '}'",
            "[1,]|at character 3 there must be a value, not ']'",
            "[1 2]|at character 3 there must be ']', not '2'",
            "{\"a\"=1}|at character 4 there must be ':', not '='",
            "{\"a\":1|at character 6 there must be '}', not the end",
            "[|at character 1 there must be a value, not the end",
            "tree|at character 0 there must be true, not 't'",
            "1 1|at character 2 there must be the end, not '1'",
            "``|at character 0 there must be a value, not the end",
            "{\"a\":1,\"a\":2}|the name \"a\" stands twice"})
    void errorsSayWhere(String text, String message) {
        assertEquals(message, refusal(text));
    }

    @Test
    void nestingHasAnEnd() {
        Object inner = Json.parse("[".repeat(32) + "]".repeat(32));
        for (int depth = 1; depth < 32; depth++) {
            inner = ((List<?>) Objects.requireNonNull(inner)).getFirst();
        }
        assertEquals(List.of(), inner);
        assertTrue(refusal("[".repeat(34)).contains("must have at most 32 levels"));
        assertTrue(refusal("{\"a\":".repeat(1_000_000)).contains("must have at most 32 levels"));
    }

    @Test
    void aNumberMayHaveAnyLength() {
        assertEquals(1e-3, Json.parse("0.001" + "0".repeat(1_000_000)));
        assertEquals(Double.POSITIVE_INFINITY, Json.parse("9".repeat(1_000_000)));
        assertEquals(1.0, Json.parse("1e-" + "0".repeat(1_000_000)));
        assertRefused("0".repeat(1_000_000));
    }

    @Test
    void valuesHaveAnEnd() {
        assertEquals(99_999, ((List<?>) Objects
                .requireNonNull(Json.parse("[" + "0,".repeat(99_998) + "0]"))).size());
        assertTrue(
                refusal("[" + "{},".repeat(1_000_000)).contains("must have at most 100000 values"));
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Json.parse(text)).getMessage());
    }

    private static void assertRefused(String text) {
        assertTrue(refusal(text).matches("at character \\d+ there must be .*, not .*"),
                refusal(text));
    }
}
