package dev.lanewise.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** How much the server takes on at once; what is beyond is refused at once, so that nothing piles up. */
final class Room {
    /** Of a body: 256 images as JSON have half of it. */
    static final int MOST_BYTES = 8 << 20;
    /** Of all bodies that are read or answered at a time. */
    private static final int MOST_BYTES_AT_ONCE = 64 << 20;
    private static final int MOST_REQUESTS = 256;
    /** Each one may need some 100 MB while it is decoded. */
    private static final int MOST_PICTURES = 4;

    private final Semaphore bytes = new Semaphore(MOST_BYTES_AT_ONCE);
    private final Semaphore requests = new Semaphore(MOST_REQUESTS);
    private final Semaphore pictures = new Semaphore(MOST_PICTURES);

    /**
     * Reads the body of a request and answers it, if there is room for both.
     *
     * @throws IOException if the client leaves, or takes too long
     * @throws Refusal if the body is too large or there is no room
     */
    Answer answer(HttpExchange exchange, Function<byte[], Answer> action) throws IOException {
        int reserved = announced(exchange);
        require(bytes.tryAcquire(reserved));
        try {
            byte[] body = exchange.getRequestBody().readNBytes(reserved + 1);
            if (body.length > reserved) {
                throw tooLarge();
            }
            return within(requests, () -> action.apply(body));
        } finally {
            bytes.release(reserved);
        }
    }

    /** Answers a picture, if not too many are being answered. */
    Answer picture(Supplier<Answer> action) {
        return within(pictures, action);
    }

    /** How long the body is at most. */
    private static int announced(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null) {
            return MOST_BYTES;
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new Refusal(Refusal.BAD_REQUEST, "Content-Length must be a number.");
        }
        if (Long.parseLong(length) > MOST_BYTES) {
            throw tooLarge();
        }
        return Integer.parseInt(length);
    }

    private static Refusal tooLarge() {
        return new Refusal(Refusal.TOO_LARGE, "A body must have at most " + (MOST_BYTES >> 20)
                + " MiB; send less at a time.");
    }

    private static Answer within(Semaphore room, Supplier<Answer> action) {
        require(room.tryAcquire());
        try {
            return action.get();
        } finally {
            room.release();
        }
    }

    private static void require(boolean acquired) {
        if (!acquired) {
            throw new Refusal(Refusal.BUSY, "The server is busy; try again in a second.");
        }
    }
}
