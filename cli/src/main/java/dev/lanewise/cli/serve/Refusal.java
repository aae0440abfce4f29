package dev.lanewise.cli.serve;

import java.util.Map;

/** A request that is not answered as it asked; its message is a sentence for the client. */
final class Refusal extends RuntimeException {
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNUSABLE = 422;
    static final int FAILED = 500;
    static final int BUSY = 503;

    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** As the Open Inference Protocol has errors. */
    Answer answer() {
        return Answer.json(status, Map.of("error", String.valueOf(getMessage())));
    }
}
