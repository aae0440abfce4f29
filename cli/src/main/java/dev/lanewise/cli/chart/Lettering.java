package dev.lanewise.cli.chart;

/**
 * Sizes of words in a common sans-serif font, rather too wide than too narrow: a scene is laid out
 * before it is known which font will draw it.
 */
public final class Lettering {
    /** Size of common words in pixels. */
    public static final double TEXT = 13;
    /** Size of a title. */
    public static final double TITLE = 18;
    /** From the base line to the top of a letter, in sizes. */
    static final double ASCENT = 0.8;
    /** From the foot of a letter to its top, in sizes. */
    static final double HEIGHT = 1.05;
    private static final String NARROW = "iljtfrI.,:;|'()[]! ·";
    private static final String WIDE = "mwMW%@—→";
    private static final double NARROW_WIDTH = 0.38;
    private static final double WIDE_WIDTH = 0.98;
    private static final double CAPITAL_WIDTH = 0.7;
    private static final double COMMON_WIDTH = 0.62;
    private static final double BOLD = 1.1;

    private Lettering() {}

    /** Width of a line of words in pixels, about. */
    public static double width(String text, double size, boolean bold) {
        double sum = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sum += NARROW.indexOf(c) >= 0 ? NARROW_WIDTH
                    : WIDE.indexOf(c) >= 0 ? WIDE_WIDTH
                            : Character.isUpperCase(c) ? CAPITAL_WIDTH : COMMON_WIDTH;
        }
        return sum * size * (bold ? BOLD : 1);
    }
}
