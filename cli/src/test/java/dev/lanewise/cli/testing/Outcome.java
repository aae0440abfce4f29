package dev.lanewise.cli.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.List;

/**
 * How a command ended.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Outcome(int code, String out, String err) {

    /** Asserts the exit code; shows both streams otherwise. */
    public Outcome expect(int expected) {
        assertEquals(expected, code, () -> "out:\n" + out + "\nerr:\n" + err);
        return this;
    }

    /** Asserts that it failed with exactly this sentence and said nothing else. */
    public void expectFailure(int expected, String sentence) {
        expectFailure(expected, sentence, "");
    }

    /** Asserts that it failed with exactly this sentence after some lines, and no result. */
    public void expectFailure(int expected, String sentence, String before) {
        expect(expected);
        assertEquals(before + "lanewise: " + sentence + "\n", err);
        assertEquals("", out);
    }

    /** The lines of standard output. */
    public List<String> outLines() {
        return out.lines().toList();
    }

    /** Standard output, each line of which must be a JSON object by the letter of RFC 8259. */
    public List<JsonObject> events() {
        return outLines().stream().map(line -> {
            JsonReader reader = new JsonReader(new StringReader(line));
            reader.setStrictness(Strictness.STRICT);
            return JsonParser.parseReader(reader).getAsJsonObject();
        }).toList();
    }

    /** The one line of standard output that contains a text. */
    public String line(String part) {
        List<String> found = outLines().stream().filter(line -> line.contains(part)).toList();
        assertTrue(found.size() == 1, () -> "lines with " + part + ": " + found + " in\n" + out);
        return found.get(0);
    }
}
