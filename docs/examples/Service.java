import com.sun.net.httpserver.*;
import dev.lanewise.engine.model.*;
import dev.lanewise.mnist.*;
import java.net.*;
import java.nio.charset.*;

/**
 * Answers POST /classify, a virtual thread for each request. A request's body is an image of 28×28 pixels
 * as 784 bytes, row by row, 0 for the ground and 255 for ink; the answer has the three likeliest digits.
 */
void main(String[] args) throws IOException {
    int port = args.length == 0 ? 8080 : Integer.parseInt(args[0]);
    Model model = Lenet5.pretrained();    // one for all threads
    model.warmUp();

    HttpServer server = HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/classify", exchange -> answer(exchange, model));
    server.start();
    IO.println("listening on http://localhost:" + server.getAddress().getPort() + "/classify");
}

void answer(HttpExchange exchange, Model model) throws IOException {
    try (exchange) {
        byte[] body = exchange.getRequestBody().readNBytes(28 * 28 + 1);
        float[] pixels = new float[body.length];
        for (int i = 0; i < body.length; i++) {
            pixels[i] = Byte.toUnsignedInt(body[i]);
        }
        try {
            String best = model.classify(pixels, 3)
                    .stream()
                    .map(one -> "{\"class\":\"%s\",\"probability\":%s}".formatted(one.name(),
                            one.probability()))
                    .collect(Collectors.joining(",", "[", "]\n"));
            send(exchange, 200, best);
        } catch (IllegalArgumentException e) {    // the sentence says what is wrong with the body
            send(exchange, 400, e.getMessage() + "\n");
        }
    }
}

void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
}
