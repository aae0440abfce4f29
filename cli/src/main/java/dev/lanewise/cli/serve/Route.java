package dev.lanewise.cli.serve;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the server does at one path.
 *
 * @param path the whole of it
 * @param takesBody whether it takes a body, by POST, and computes; else it answers GET and HEAD
 * @param action makes the answer, from the body or from nothing
 */
record Route(String path, boolean takesBody, Function<byte[], Answer> action) {

    /** A route that tells something. */
    static Route get(String path, Supplier<Answer> answer) {
        return new Route(path, false, body -> answer.get());
    }

    /** A route that answers a body. */
    static Route post(String path, Function<byte[], Answer> action) {
        return new Route(path, true, action);
    }

    /** The methods that it allows, as the header has them. */
    String allowed() {
        return takesBody ? "POST" : "GET, HEAD";
    }

    /** Whether it allows a method. */
    boolean allows(String method) {
        return List.of(allowed().split(", ")).contains(method);
    }
}
