package dev.lanewise.mnist.picture;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Tells frames from strokes: a thin mark that runs along at least three sides of its box and holds another mark,
 * as a drawn box with a side missing or a ring does. Closed frames part the paper, see {@link Scenery}.
 */
final class Frames {
    /** Ink lies along a side if it covers this share of it, in a band of that share of the box. */
    private static final double COVERED = 0.5;
    private static final double BAND = 0.08;
    private static final int SIDES = 3;
    /** A frame fills at most this share of its box, and holds a mark of at least that share of its height. */
    private static final double THIN = 0.35;
    private static final double HELD = 0.25;
    /** Ink along this share of three sides is a sheet or a frame, and a box filled so far is no digit. */
    private static final double ALL_ROUND = 0.8;
    private static final double SOLID = 0.8;
    /** A 1 fills its box, but that is narrow. */
    private static final double NARROW = 0.45;

    private static final float INK = 0.5f;

    private Frames() {}

    /** Whether a mark is a frame round another. */
    static boolean isFrame(Mark mark, Marks marks, int width) {
        Box box = mark.box();
        boolean holds = mark.area() <= THIN * box.width() * box.height()
                && marks.list()
                        .stream()
                        .anyMatch(other -> other.label() != mark.label()
                                && other.box().height() >= HELD * box.height()
                                && box.union(other.box()).equals(box));
        return holds && sides(i -> marks.labels()[i] == mark.label(), width, box, COVERED) >= SIDES;
    }

    /** Whether what was taken for a digit is rather a filled shape or a frame. */
    static boolean isShape(DigitInk digit) {
        Box box = digit.box();
        IntPredicate isInk = i -> digit.ink()[i] > INK;
        int area = 0;
        for (int i = 0; i < digit.ink().length; i++) {
            area += isInk.test(i) ? 1 : 0;
        }
        boolean broad = Math.min(box.width(), box.height()) > NARROW * box.longSide();
        return broad && (area > SOLID * box.width() * box.height()
                || sides(isInk, digit.width(), box, ALL_ROUND) >= SIDES);
    }

    /** Along how many sides of a box ink covers a share of the length. */
    private static int sides(IntPredicate isInk, int width, Box box, double share) {
        int bandX = Math.max(1, (int) Math.ceil(BAND * box.width()));
        int bandY = Math.max(1, (int) Math.ceil(BAND * box.height()));
        boolean[] north = new boolean[box.width()];
        boolean[] south = new boolean[box.width()];
        boolean[] west = new boolean[box.height()];
        boolean[] east = new boolean[box.height()];
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                if (isInk.test((box.y() + y) * width + box.x() + x)) {
                    north[x] |= y < bandY;
                    south[x] |= y >= box.height() - bandY;
                    west[y] |= x < bandX;
                    east[y] |= x >= box.width() - bandX;
                }
            }
        }
        int sides = 0;
        for (boolean[] side : List.of(north, south, west, east)) {
            int covered = 0;
            for (boolean ink : side) {
                covered += ink ? 1 : 0;
            }
            sides += covered >= share * side.length ? 1 : 0;
        }
        return sides;
    }
}
