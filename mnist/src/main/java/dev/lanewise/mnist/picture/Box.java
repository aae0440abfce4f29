package dev.lanewise.mnist.picture;

/**
 * A rectangle of whole pixels.
 *
 * @param x its leftmost column
 * @param y its topmost row
 * @param width number of columns
 * @param height number of rows
 * @since 0.1.0
 */
public record Box(int x, int y, int width, int height) {

    /** The length of the longer side. */
    int longSide() {
        return Math.max(width, height);
    }

    /** This box so many columns and rows farther on. */
    Box moved(int columns, int rows) {
        return new Box(x + columns, y + rows, width, height);
    }

    /** This box in an image with {@code factor} times as many columns and rows. */
    Box enlarged(int factor) {
        return new Box(factor * x, factor * y, factor * width, factor * height);
    }

    /** The part of this box that lies in a picture. */
    Box within(Picture picture) {
        return new Box(x, y, Math.min(width, picture.width() - x),
                Math.min(height, picture.height() - y));
    }

    /** The smallest box that holds this one and {@code other}. */
    Box union(Box other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Box(left, top, Math.max(x + width, other.x + other.width) - left,
                Math.max(y + height, other.y + other.height) - top);
    }

    /**
     * How many columns lie between both boxes; less than 0, by the columns they share, if they
     * overlap.
     */
    int gapX(Box other) {
        return Math.max(x, other.x) - Math.min(x + width, other.x + other.width);
    }

    /** How many rows lie between both boxes, as {@link #gapX} says for columns. */
    int gapY(Box other) {
        return Math.max(y, other.y) - Math.min(y + height, other.y + other.height);
    }
}
