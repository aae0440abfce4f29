package dev.lanewise.cli.base;

/** The program's exit codes; scripts rely on them. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** Something failed that none of the other codes names. */
    public static final int FAILURE = 1;
    /** Unknown options or commands, and values that make no sense. */
    public static final int USAGE = 2;
    /** The test accuracy is below {@code --min-accuracy}. */
    public static final int ACCURACY_MISSED = 3;
    /** Data are missing or damaged. */
    public static final int DATA = 4;
    /** A model is missing, damaged or incompatible. */
    public static final int MODEL = 5;
    private static final int SIGNALS = 128;

    private ExitCode() {}

    /** The code after a signal, as shells have it: 129 for SIGHUP (1), 130 for SIGINT (2), 143 for SIGTERM (15). */
    public static int ofSignal(int number) {
        return SIGNALS + number;
    }

    /** Whether a code says that a signal ended the program. */
    public static boolean isOfSignal(int code) {
        return code > SIGNALS;
    }
}
