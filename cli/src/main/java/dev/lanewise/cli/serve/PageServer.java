package dev.lanewise.cli.serve;

import com.sun.net.httpserver.HttpServer;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.predict.PictureAnswers;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A server that runs until it is closed: one virtual thread for each request. */
public final class PageServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /** Seconds for the requests that are being answered. */
    private static final int LAST_ANSWERS = 2;
    /** Of a photograph; a telephone's has 12 megapixels. */
    private static final long MOST_PIXELS = 16_000_000;

    /**
     * Limits of the JDK's server: seconds for a request to come and for its answer to be taken, so that
     * slow clients don't hold what others need; connections, and how long an idle one is kept.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.idleInterval", "30",
            "jdk.httpserver.maxConnections", "4096",
            "sun.net.httpserver.nodelay", "true");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private PageServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param failures is told of failures of the program itself
     * @throws UsageException if it can't listen there
     * @throws IOException if the system has no sockets left
     */
    public static PageServer start(ServeSettings settings, Consumer<RuntimeException> failures)
            throws IOException {
        // The JDK reads them once, and a user's own count.
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        PageServer started = new PageServer(bound(settings));
        Room room = new Room();
        Metrics metrics = new Metrics();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new InferenceProtocol(settings.model()).routes());
        DrawingPage page = new DrawingPage(settings.model(), new PictureAnswers(settings.model(),
                settings.minProbability(), MOST_PIXELS), room);
        routes.addAll(page.routes());
        routes.add(Route.get("/metrics",
                () -> Answer.text("text/plain; version=0.0.4", metrics.text())));
        started.server.createContext("/",
                new Exchanges(routes, settings.anyHost(), room, metrics, failures));
        started.server.setExecutor(started.threads);
        started.server.start();
        started.threads.execute(page::rehearse);
        return started;
    }

    private static HttpServer bound(ServeSettings settings) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(settings.address(), settings.port()),
                    BACKLOG);
        } catch (BindException e) {
            throw new UsageException("--port and --bind must be free and of this machine; "
                    + settings.port() + " on " + settings.address().getHostAddress()
                    + " can't be used (" + e.getMessage() + "); name another port, or 0 for any"
                    + " free one.");
        }
    }

    /** Where the page is. */
    public URI address() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://"
                + (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":"
                + address.getPort() + "/");
    }

    /** Takes no more requests, lets those that are being answered end, and closes the connections. */
    @Override
    public void close() {
        server.stop(LAST_ANSWERS);
        threads.shutdownNow();
    }
}
