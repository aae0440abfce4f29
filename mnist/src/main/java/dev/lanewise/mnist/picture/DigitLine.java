package dev.lanewise.mnist.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The digits of a number: several that stand in one line without touching. The picture is cut between
 * them, from top to bottom, and each part prepared as a picture of one digit.
 *
 * @since 0.1.0
 */
public final class DigitLine {
    /** No number is longer; a picture with more marks shows something else. */
    private static final int MOST_DIGITS = 20;
    /** What has a smaller share of the height of the highest mark is a speck, a dot or a comma. */
    private static final double LEAST_HEIGHT = 0.4;
    /** Marks that share this part of the narrower one's columns are strokes of one digit. */
    private static final double SHARED = 0.25;

    private DigitLine() {}

    /**
     * Prepares the digits from left to right; at least one. Reads the picture only.
     *
     * @param picture the picture
     * @return the images, from left to right
     * @throws PictureException if there is no digit, one that can't be prepared, or marks that don't
     *             stand in one line
     */
    public static List<DigitImage> prepare(Picture picture) {
        ColorPlanes colors = ColorPlanes.of(picture);
        InkMap map = InkMap.of(colors, Paper.of(colors));
        List<Box> boxes = map.hasInk() ? boxes(map) : List.of();
        if (boxes.size() < 2) {
            return List.of(DigitImage.prepare(picture));
        }
        requireLine(boxes);
        List<DigitImage> digits = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < boxes.size(); i++) {
            int right = i + 1 == boxes.size() ? picture.width()
                    : Math.max(left + 1, colors.factor() * middle(boxes.get(i), boxes.get(i + 1)));
            digits.add(prepare(picture, left, right, i + 1));
            left = right;
        }
        return List.copyOf(digits);
    }

    /** The boxes of the digits in the reduced picture, from left to right. */
    private static List<Box> boxes(InkMap map) {
        List<Box> marks = Marks.of(map.core(), map.width())
                .list()
                .stream()
                .map(Mark::box)
                .filter(box -> box.width() < map.width() && box.height() < map.height())
                .toList();
        int highest = marks.stream().mapToInt(Box::height).max().orElse(0);
        List<Box> boxes = new ArrayList<>();
        for (Box mark : marks.stream()
                .filter(box -> box.height() >= LEAST_HEIGHT * highest)
                .sorted(Comparator.comparingInt(Box::x))
                .toList()) {
            if (!boxes.isEmpty() && isOneDigit(boxes.getLast(), mark)) {
                boxes.add(boxes.removeLast().union(mark));
            } else {
                boxes.add(mark);
            }
        }
        return boxes;
    }

    private static boolean isOneDigit(Box left, Box right) {
        return -left.gapX(right) >= SHARED * Math.min(left.width(), right.width());
    }

    private static void requireLine(List<Box> boxes) {
        for (int i = 1; i < boxes.size(); i++) {
            Box before = boxes.get(i - 1);
            Box box = boxes.get(i);
            if (-before.gapY(box) < Math.min(before.height(), box.height()) / 2) {
                throw new PictureException("the digits must stand in one line from left to right;"
                        + " crop the picture to one line.");
            }
        }
        if (boxes.size() > MOST_DIGITS) {
            throw new PictureException("a number must have at most " + MOST_DIGITS + " digits; the"
                    + " picture has " + boxes.size() + " marks; crop it to the number.");
        }
    }

    /** The column between two digits, or in the middle of what they share. */
    private static int middle(Box left, Box right) {
        return (left.x() + left.width() + right.x()) / 2;
    }

    private static DigitImage prepare(Picture picture, int left, int right, int number) {
        int width = right - left;
        int[] argb = new int[width * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.argb(), y * picture.width() + left, argb, y * width, width);
        }
        try {
            return DigitImage.prepare(new Picture(width, picture.height(), argb));
        } catch (PictureException e) {
            throw new PictureException("digit " + number + ": " + e.getMessage());
        }
    }
}
