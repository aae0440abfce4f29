package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Ink;
import java.awt.Color;

/** Colours of values that colour-blind people can tell apart. */
final class Palette {
    /** Below zero. */
    static final Color BLUE = new Color(Ink.BLUE.rgb());
    /** Above zero: Okabe and Ito's vermilion (2008). */
    static final Color VERMILION = new Color(0xd5, 0x5e, 0x00);
    /** What is not there. */
    static final Color ABSENT = new Color(0xc4, 0xc4, 0xc4);

    private Palette() {}

    /** Between two colours: {@code from} at 0, {@code to} at 1. */
    private static Color between(Color from, Color to, double share) {
        double s = Math.clamp(share, 0, 1);
        return new Color(mix(from.getRed(), to.getRed(), s),
                mix(from.getGreen(), to.getGreen(), s), mix(from.getBlue(), to.getBlue(), s));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** From blue at −1 over white at 0 to vermilion at 1; beyond, as at the ends. */
    static Color diverging(double value) {
        return value < 0 ? between(Color.WHITE, BLUE, -value)
                : between(Color.WHITE, VERMILION, value);
    }

    /** From black at 0 to white at 1. */
    static Color grey(double value) {
        return between(Color.BLACK, Color.WHITE, value);
    }
}
