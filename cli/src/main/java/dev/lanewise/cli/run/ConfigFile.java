package dev.lanewise.cli.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's {@code config.json}. Its last member is a SHA-256 of the others, which tells one that was
 * edited or damaged since it was written.
 *
 * @param options the options by their names there, such as {@code batch_size}; those without a
 *            value are left out
 * @param started when the run began, if it says so
 * @param parts its members that are objects, such as {@code data}, likewise by name
 * @param changed whether its members are not those that its SHA-256 was made of; false where it has
 *            none
 */
public record ConfigFile(Map<String, String> options, Optional<String> started,
        Map<String, Map<String, String>> parts, boolean changed) {
    private static final String SHA256 = "config_sha256";
    /** The part with what the run reached. */
    public static final String RESULT = "result";
    private static final int MOST_DIGITS = 18;

    /** The file's text, with the SHA-256 of its members. */
    static String text(Map<String, ? extends @Nullable Object> config) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(config);
        whole.remove(SHA256);
        whole.put(SHA256, sha256(JsonParser.parseString(Json.line(whole)).getAsJsonObject()));
        return Json.pretty(whole);
    }

    /** Of all members but itself, whatever the blanks between them. */
    private static String sha256(JsonObject config) {
        JsonObject others = config.deepCopy();
        others.remove(SHA256);
        return TensorFile.sha256(others.toString());
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read
     * @throws JsonParseException if it is not valid JSON, or no configuration
     */
    public static ConfigFile read(Path file) throws IOException {
        RunFolder.requireFile(file);
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
            boolean changed = config.has(SHA256)
                    && !text(config.get(SHA256)).equals(Optional.of(sha256(config)));
            return new ConfigFile(options, text(config.get("started")), parts(config), changed);
        } catch (JsonSyntaxException | StackOverflowError e) {
            throw new JsonParseException("it is not valid JSON", e);
        }
    }

    private static Map<String, Map<String, String>> parts(JsonObject config) {
        Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : config.entrySet()) {
            if (member.getValue() instanceof JsonObject part) {
                Map<String, String> values = new LinkedHashMap<>();
                part.entrySet()
                        .forEach(entry -> text(entry.getValue())
                                .ifPresent(value -> values.put(entry.getKey(), value)));
                parts.put(member.getKey(), values);
            }
        }
        return parts;
    }

    /** A value of a part, such as {@code sha256} of {@code data}. */
    public Optional<String> value(String part, String name) {
        return Optional.ofNullable(parts.getOrDefault(part, Map.of()).get(name));
    }

    /** Fingerprint of the run's data, if it says so. */
    public Optional<String> dataSha256() {
        return value("data", "sha256");
    }

    /** Whether it holds a result. */
    public boolean finished() {
        return parts.containsKey(RESULT);
    }

    /** Whether a file is as a run wrote it that had no result yet, so that nobody would miss it. */
    static boolean isOfRunWithoutResult(Path file) {
        try {
            ConfigFile config = read(file);
            return !config.changed() && !config.finished() && config.started().isPresent();
        } catch (IOException | JsonParseException e) {
            return false;
        }
    }

    /** The failure of a run whose configuration is no longer the one that it was begun with. */
    public static ModelException changed(Path run, String what) {
        return new ModelException("The config.json of run " + run + " was changed after the run had"
                + " written it: " + what.replaceFirst("\\.$", "") + "; put it back as it was, or"
                + " begin a new run with --config.");
    }

    private static JsonObject object(@Nullable JsonElement element, String what) {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new JsonParseException(what + " must be a JSON object; it is "
                + (element == null ? "missing" : Quoted.of(element.toString())));
    }

    private static String text(JsonElement element, String name) {
        return text(element).orElseThrow(() -> new JsonParseException(
                "\"" + name + "\" must be a number, a text or a truth value; it is "
                        + Quoted.of(element.toString())));
    }

    private static Optional<String> text(@Nullable JsonElement element) {
        return element instanceof JsonPrimitive value
                ? Optional.of(value.isNumber() ? number(value.getAsString()) : value.getAsString())
                : Optional.empty();
    }

    /** {@code 3.0} and {@code 3e0} are the whole number 3, too: other programs write it so. */
    private static String number(String text) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
                || text.matches("-?[0-9]+")) {
            return text;
        }
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        boolean whole = value.scale() <= 0 && value.precision() - value.scale() <= MOST_DIGITS;
        return whole ? value.toBigInteger().toString() : text;
    }
}
