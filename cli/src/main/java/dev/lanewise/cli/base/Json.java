package dev.lanewise.cli.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, iterables, texts, numbers, truth values and null as JSON. */
public final class Json {
    private Json() {}

    /** One line, without a line break. */
    public static String line(Map<String, ? extends @Nullable Object> object) {
        return write(object, "");
    }

    /** Indented, with a line break at the end. */
    public static String pretty(Map<String, ? extends @Nullable Object> object) {
        return write(object, "  ") + "\n";
    }

    private static String write(Map<String, ? extends @Nullable Object> object, String indent) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent(indent);
            writer.setHtmlSafe(false);
            value(writer, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void value(JsonWriter writer, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> writer.nullValue();
            case Map<?, ?> map -> {
                writer.beginObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    value(writer.name(String.valueOf(entry.getKey())), entry.getValue());
                }
                writer.endObject();
            }
            case Iterable<?> list -> {
                writer.beginArray();
                for (Object item : list) {
                    value(writer, item);
                }
                writer.endArray();
            }
            case Number number -> writer.value(number);
            case Boolean truth -> writer.value(truth);
            default -> writer.value(value.toString());
        }
    }
}
