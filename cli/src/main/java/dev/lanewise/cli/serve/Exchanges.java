package dev.lanewise.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.mnist.DataException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the route of every request, and sends its answer or says why there is none. */
final class Exchanges implements HttpHandler {
    private static final int NO_CONTENT = -1;
    private static final String HEAD = "HEAD";
    /** Paths that nobody serves are counted as one. */
    private static final String ELSEWHERE = "other";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self';"
                    + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Map<String, Route> routes;
    private final boolean anyHost;
    private final Room room;
    private final Metrics metrics;
    private final Consumer<RuntimeException> failures;

    /**
     * Answers requests.
     *
     * @param anyHost whether requests may name any host
     * @param failures is told of failures of the program itself
     */
    Exchanges(List<Route> routes, boolean anyHost, Room room, Metrics metrics,
            Consumer<RuntimeException> failures) {
        this.routes = routes.stream().collect(Collectors.toMap(Route::path, Function.identity()));
        this.anyHost = anyHost;
        this.room = room;
        this.metrics = metrics;
        this.failures = failures;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long begin = System.nanoTime();
        String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
        @Nullable Route route = routes.get(path);
        try (exchange) {
            Answer answer = answer(exchange, path, route);
            // Counted before it is sent: who has the answer finds it in the metrics.
            metrics.count(route == null ? ELSEWHERE : path, answer.status(),
                    System.nanoTime() - begin);
            send(exchange, answer);
        }
    }

    private Answer answer(HttpExchange exchange, String path, @Nullable Route route)
            throws IOException {
        try {
            return allowed(exchange, path, route);
        } catch (Refusal e) {
            return e.answer();
        } catch (DataException | ModelException e) {
            return new Refusal(Refusal.UNUSABLE, String.valueOf(e.getMessage())).answer();
        } catch (OutOfMemoryError e) {
            return new Refusal(Refusal.BUSY, "The server has too little memory for this now; try"
                    + " again in a second.").answer();
        } catch (RuntimeException e) {
            failures.accept(e);
            return new Refusal(Refusal.FAILED, "The server failed; it says more on its standard"
                    + " error.").answer();
        }
    }

    private Answer allowed(HttpExchange exchange, String path, @Nullable Route route)
            throws IOException {
        if (!anyHost && !Hosts.isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
            throw new Refusal(Refusal.FORBIDDEN, "Host must be localhost, 127.0.0.1 or [::1]; for"
                    + " other names start the server with --bind.");
        }
        Route found = Optional.ofNullable(route)
                .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, "There is nothing at " + path
                        + "; see /v2 and the page at /."));
        if (!found.allows(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", found.allowed());
            throw new Refusal(Refusal.METHOD_NOT_ALLOWED, path + " must be asked by "
                    + found.allowed() + ".");
        }
        return found.takesBody() ? room.answer(exchange, found.action())
                : found.action().apply(new byte[0]);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", answer.type());
        if (answer.status() == Refusal.BUSY) {
            headers.set("Retry-After", "1");
        }
        boolean bare = exchange.getRequestMethod().equals(HEAD);
        if (bare) {
            headers.set("Content-Length", Integer.toString(answer.content().length));
        }
        exchange.sendResponseHeaders(answer.status(),
                bare ? NO_CONTENT : answer.content().length);
        if (!bare) {
            exchange.getResponseBody().write(answer.content());
            // Now: what is left of a body is read before the answer would be sent otherwise.
            exchange.getResponseBody().flush();
        }
    }
}
