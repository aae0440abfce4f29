package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;

/**
 * Rows and columns of zeros around maps.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns behind
 * @since 0.1.0
 */
public record Border(int top, int bottom, int left, int right) {
    /** No border. */
    public static final Border NONE = even(0);

    /**
     * So many rows and columns on every side.
     *
     * @param size rows and columns on each side
     * @return the border
     */
    public static Border even(int size) {
        return new Border(size, size, size, size);
    }

    /** {@return whether there is none} */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * {@return the wider of both on every side}
     *
     * @param other the other one
     */
    public Border union(Border other) {
        return new Border(Math.max(top, other.top), Math.max(bottom, other.bottom),
                Math.max(left, other.left), Math.max(right, other.right));
    }

    boolean isValid() {
        return Math.min(Math.min(top, bottom), Math.min(left, right)) >= 0;
    }

    /** Rows above and below, or columns before and behind. */
    long both(boolean rows) {
        return rows ? (long) top + bottom : (long) left + right;
    }

    /** One number is an even border, four are top, bottom, left and right. */
    static Border of(LayerAttributes.Reader from, String name) {
        int[] sides = from.wholes(name, 4);
        return new Border(sides[0], sides[1], sides[2], sides[3]);
    }

    Object attribute() {
        return isEven() ? top : List.of(top, bottom, left, right);
    }

    private boolean isEven() {
        return equals(even(top));
    }

    /** The size of an even border; top, bottom, left and right of another. */
    @Override
    public String toString() {
        return isEven() ? String.valueOf(top) : top + ", " + bottom + ", " + left + ", " + right;
    }
}
