package dev.lanewise.cli.base;

import java.util.Locale;

/** How a constant is spelled on the command line and in files: {@code ONE_CYCLE} is {@code one-cycle}. */
public final class Choice {
    private Choice() {}

    /** The spelling of a constant. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
