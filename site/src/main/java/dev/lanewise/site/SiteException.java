package dev.lanewise.site;

/** The site can't be built; the message says what to fix. */
final class SiteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SiteException(String message) {
        super(message);
    }
}
