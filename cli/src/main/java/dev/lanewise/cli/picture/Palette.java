package dev.lanewise.cli.picture;

import java.awt.Color;
import java.util.List;

/** Colours that colour-blind people can tell apart. */
public final class Palette {
    /** Text. */
    static final Color INK = new Color(0x22, 0x22, 0x22);
    /** What is less important. */
    static final Color FAINT = new Color(0x66, 0x66, 0x66);
    /** Lines around things. */
    static final Color LINE = new Color(0xd0, 0xd0, 0xd0);
    /** What is right, or training. */
    public static final Color BLUE = new Color(0x00, 0x72, 0xb2);
    /** What is wrong, or validation. */
    public static final Color VERMILION = new Color(0xd5, 0x5e, 0x00);
    /** The palette of Okabe and Ito (2008), less yellow, which is too bright on white. */
    public static final List<Color> OKABE_ITO = List.of(BLUE, VERMILION,
            new Color(0x00, 0x9e, 0x73), new Color(0xcc, 0x79, 0xa7),
            new Color(0xe6, 0x9f, 0x00), new Color(0x56, 0xb4, 0xe9));

    private Palette() {}

    /** Between two colours: {@code from} at 0, {@code to} at 1. */
    static Color between(Color from, Color to, double share) {
        double s = Math.clamp(share, 0, 1);
        return new Color(mix(from.getRed(), to.getRed(), s),
                mix(from.getGreen(), to.getGreen(), s), mix(from.getBlue(), to.getBlue(), s));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** From blue at −1 over white at 0 to vermilion at 1. */
    static Color diverging(double value) {
        return value < 0 ? between(Color.WHITE, BLUE, -value)
                : between(Color.WHITE, VERMILION, value);
    }

    /** From black at 0 to white at 1. */
    static Color grey(double value) {
        return between(Color.BLACK, Color.WHITE, value);
    }
}
