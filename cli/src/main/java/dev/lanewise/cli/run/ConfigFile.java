package dev.lanewise.cli.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A run's {@code config.json} that is read again.
 *
 * @param options the options by their names there, such as {@code batch_size}; those without a
 *            value are left out
 * @param started when the run began, if it says so
 * @param dataSha256 fingerprint of the run's data, if it says so
 */
public record ConfigFile(Map<String, String> options, Optional<String> started,
        Optional<String> dataSha256) {

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read
     * @throws JsonParseException if it is no JSON, or no configuration
     */
    public static ConfigFile read(Path file) throws IOException {
        try {
            JsonObject config = object(JsonParser
                    .parseString(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)),
                    "the file");
            Map<String, String> options = new LinkedHashMap<>();
            JsonObject given = object(config.get("options"), "\"options\"");
            for (Map.Entry<String, JsonElement> option : given.entrySet()) {
                if (!option.getValue().isJsonNull()) {
                    options.put(option.getKey(), text(option.getValue(), option.getKey()));
                }
            }
            Optional<String> sha256 = config.get("data") instanceof JsonObject data
                    ? text(data.get("sha256"))
                    : Optional.empty();
            return new ConfigFile(options, text(config.get("started")), sha256);
        } catch (JsonSyntaxException | StackOverflowError e) {
            throw new JsonParseException("it is no JSON", e);
        }
    }

    private static JsonObject object(JsonElement element, String what) {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new JsonParseException(what + " expected a JSON object, found "
                + (element == null ? "nothing" : "something else"));
    }

    private static String text(JsonElement element, String name) {
        return text(element).orElseThrow(() -> new JsonParseException(
                "\"" + name + "\" expected a number, a text or a truth value, found another"));
    }

    private static Optional<String> text(JsonElement element) {
        return element instanceof JsonPrimitive value ? Optional.of(value.getAsString())
                : Optional.empty();
    }
}
