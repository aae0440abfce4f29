package dev.lanewise.cli.chart;

import java.util.Locale;

/**
 * A colour by its role. The colours of lines and words have a contrast of at least 4.5 to 1 on white; a
 * page may replace each by its own, for a dark scheme.
 */
public enum Ink {
    /** Words. */
    INK(0x222222),
    /** Words of less weight. */
    FAINT(0x5c5c5c),
    /** Axes and frames. */
    LINE(0xb8b8b8),
    /** Grid lines and shaded zones. */
    GRID(0xe4e4e4),
    /** The ground. */
    PAGE(0xffffff),
    /** Training, what is right, below zero. */
    BLUE(0x0072b2),
    /** Validation, what is wrong, above zero. */
    VERMILION(0xb84e00),
    /** A third group. */
    GREEN(0x00795a),
    /** A fourth group. */
    PURPLE(0xa8487d),
    /** A fifth group. */
    BROWN(0x7a5c00);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    /** The colour on white as 0xRRGGBB. */
    public int rgb() {
        return rgb;
    }

    /** How styles name it. */
    String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour on white as {@code #rrggbb}. */
    String hex() {
        return "#" + Integer.toHexString(0x1000000 | rgb).substring(1);
    }
}
