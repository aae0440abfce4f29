package dev.lanewise.cli.serve;

import dev.lanewise.cli.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a request.
 *
 * @param status of HTTP
 * @param type of the content
 * @param content what is sent; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, String type, byte[] content) {
    static final int OK = 200;

    /** An object as JSON. */
    static Answer json(int status, Map<String, ? extends @Nullable Object> object) {
        return text(status, "application/json", Json.line(object) + "\n");
    }

    /** What was asked for, as a text in UTF-8. */
    static Answer text(String type, String text) {
        return text(OK, type + "; charset=utf-8", text);
    }

    private static Answer text(int status, String type, String text) {
        return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8));
    }
}
