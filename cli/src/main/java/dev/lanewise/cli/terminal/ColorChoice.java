package dev.lanewise.cli.terminal;

/** When output is coloured. */
public enum ColorChoice {
    /** On terminals, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}. */
    AUTO,
    /** Everywhere. */
    ALWAYS,
    /** Nowhere. */
    NEVER
}
