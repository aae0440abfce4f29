package dev.lanewise.mnist.picture;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The ink of the one digit in a picture, without specks, rules and all else around it.
 *
 * <p>Strokes that lie close together are one digit, as the bar and the body of a 5 are, or the parts
 * of a digit whose pen skipped, which lie one above the other. Two marks of similar height side by
 * side are two digits. Measured on 30,000 images of
 * MNIST: 87 hold a second mark of at least 0.4 of the height and 0.1 of the area of the largest, and
 * only six of these marks stand side by side with it.
 *
 * @param width number of columns
 * @param ink row by row, 0 for paper, 1 for full ink
 * @param box the smallest box that holds it
 */
@SuppressWarnings("ArrayRecordComponent")
record DigitInk(int width, float[] ink, Box box) {
    /** A digit is at least so many pixels long, and this share of the picture's longer side. */
    private static final int MIN_SIDE = 4;
    private static final double MIN_SHARE = 0.03;
    /** A mark below this share of the area of the largest is a speck. */
    private static final double SPECK = 0.01;
    /** A mark apart from the digit below this share of its area is a speck too. */
    private static final double SPECK_APART = 0.03;
    /**
     * Share of a digit's length that its marks grow to all sides before those that touch count as
     * one: about a pixel of the image that is made, as far as the soft edge of a stroke reaches.
     */
    private static final double REACH = 0.04;
    /**
     * What stands beside a digit and has these shares of its height and area is another digit. A
     * 1 has about 0.3 of the area of an 8 of the same height.
     */
    private static final double OTHER_HEIGHT = 0.5;
    private static final double OTHER_AREA = 0.3;
    /** So is what is about as high as the digit, a thin 1 beside a fat 8. */
    private static final double SAME_HEIGHT = 0.85;
    private static final double SAME_HEIGHT_AREA = 0.1;
    /** Side by side are two boxes that share less than this of the narrower one's columns. */
    private static final double BESIDE = 0.15;
    /** What is farther away than this share of a digit's length is no stroke of it. */
    private static final double FAR = 0.25;
    /** What runs across the picture is no digit if there is a mark of this share of its height. */
    private static final double FRAMED = 0.1;
    /** A rule is so many times as wide as high, and at least half as wide as the picture. */
    private static final int RULE_ASPECT = 8;
    /** The widest digit of MNIST is 2.2 times as wide as high. */
    private static final double MAX_ASPECT = 2.5;
    /** What runs across the whole picture and is wider than this is more likely a few rules. */
    private static final double MAX_ASPECT_ACROSS = 1.5;
    /** Luminance below which an empty picture is a dark one. */
    private static final double DARK = 40;
    /** This share of what is surely ink is fainter than full ink. */
    private static final double FULL_INK = 0.75;
    /** Fainter ink does not count for the box. */
    private static final float BOX_INK = 0.1f;

    /**
     * Finds the digit.
     *
     * @throws PictureException if there is none or more than one
     */
    static DigitInk of(InkMap map) {
        if (!map.hasInk()) {
            throw noDigit(map);
        }
        return ofRuled(
                Math.min(map.width(), map.height()) < Scenery.MIN_SIDE ? map : Rules.without(map));
    }

    private static DigitInk ofRuled(InkMap map) {
        Marks marks = Marks.of(map.core(), map.width());
        List<Mark> candidates = withoutFrames(marks, map);
        double shortest = Math.max(MIN_SIDE, MIN_SHARE * Math.max(map.width(), map.height()));
        Mark largest = candidates.stream()
                .max(Comparator.comparingInt(Mark::area))
                .filter(mark -> mark.box().longSide() >= shortest)
                .orElseThrow(() -> noDigit(map));
        double speck = SPECK * largest.area();
        List<Mark> strokes = candidates.stream().filter(mark -> mark.area() > speck).toList();
        int reach = Math.max(1, (int) Math.rint(REACH * largest.box().longSide()));
        boolean[] near = dilate(maskOf(strokes, marks), map.width(), reach);
        Marks groups = Marks.of(near, map.width());
        boolean[] kept = new boolean[groups.list().size() + 1];
        for (Mark group : digitOf(groupsOf(strokes, groups))) {
            kept[group.label()] = true;
        }
        return masked(map, groups.labels(), kept);
    }

    private static PictureException noDigit(InkMap map) {
        return new PictureException(map.paperLuminance() < DARK
                ? "the picture is dark all over; take it in better"
                        + " light, or write light on dark with more contrast."
                : "the picture is empty; write the digit larger or with more"
                        + " contrast to the paper.");
    }

    /** Drops rules, and what else runs across the whole picture if a mark lies inside it. */
    private static List<Mark> withoutFrames(Marks marks, InkMap map) {
        List<Mark> unruled = marks.list()
                .stream()
                .filter(mark -> !isRule(mark.box(), map)
                        && !Frames.isFrame(mark, marks, map.width()))
                .toList();
        List<Mark> inside = unruled.stream().filter(mark -> !crosses(mark.box(), map)).toList();
        boolean digitInside = inside.stream()
                .anyMatch(mark -> mark.box().longSide() >= MIN_SIDE
                        && mark.box().height() >= FRAMED * map.height());
        return digitInside ? inside : unruled;
    }

    private static boolean isRule(Box box, InkMap map) {
        return box.width() >= map.width() / 2 && box.width() >= RULE_ASPECT * box.height();
    }

    private static boolean crosses(Box box, InkMap map) {
        return box.width() == map.width() || box.height() == map.height();
    }

    private static boolean[] maskOf(List<Mark> marks, Marks all) {
        boolean[] wanted = new boolean[all.list().size() + 1];
        for (Mark mark : marks) {
            wanted[mark.label()] = true;
        }
        boolean[] mask = new boolean[all.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = wanted[all.labels()[i]];
        }
        return mask;
    }

    /** Grows a mask by {@code reach} pixels in all eight directions: rows first, then columns. */
    private static boolean[] dilate(boolean[] mask, int width, int reach) {
        boolean[] rows = new boolean[mask.length];
        for (int start = 0; start < mask.length; start += width) {
            dilateLine(mask, start, 1, width, reach, rows);
        }
        boolean[] grown = new boolean[mask.length];
        for (int x = 0; x < width; x++) {
            dilateLine(rows, x, width, mask.length / width, reach, grown);
        }
        return grown;
    }

    private static void dilateLine(boolean[] mask, int start, int stride, int length, int reach,
            boolean[] into) {
        int filled = 0;
        for (int i = 0; i < length; i++) {
            if (mask[start + i * stride]) {
                int end = Math.min(length, i + reach + 1);
                for (int j = Math.max(filled, i - reach); j < end; j++) {
                    into[start + j * stride] = true;
                }
                filled = end;
            }
        }
    }

    /** The strokes that lie together, each group as one mark with the box of its strokes. */
    private static List<Mark> groupsOf(List<Mark> strokes, Marks groups) {
        Mark[] merged = new Mark[groups.list().size() + 1];
        for (Mark stroke : strokes) {
            int label = groups.labels()[stroke.start()];
            Mark before = merged[label];
            merged[label] = before == null
                    ? new Mark(label, stroke.start(), stroke.area(), stroke.box())
                    : new Mark(label, before.start(), before.area() + stroke.area(),
                            before.box().union(stroke.box()));
        }
        return Arrays.stream(merged).filter(Objects::nonNull).toList();
    }

    /** The largest group and the strokes that belong to it. */
    private static List<Mark> digitOf(List<Mark> groups) {
        Mark main = Collections.max(groups, Comparator.comparingInt(Mark::area));
        long others = groups.stream().filter(group -> isOther(main, group)).count();
        if (others > 0) {
            throw PictureException.notOneDigit((others + 1) + " marks that stand apart",
                    "cut the picture to one digit");
        }
        return groups.stream()
                .filter(group -> group.area() >= SPECK_APART * main.area()
                        && gap(main.box(), group.box()) <= FAR * main.box().longSide())
                .toList();
    }

    /** Whether a group is a digit beside the main one; the main one is not beside itself. */
    private static boolean isOther(Mark main, Mark group) {
        Box box = main.box();
        Box other = group.box();
        double height = (double) other.height() / box.height();
        double area = (double) group.area() / main.area();
        boolean large = (height >= OTHER_HEIGHT && area >= OTHER_AREA)
                || (height >= SAME_HEIGHT && area >= SAME_HEIGHT_AREA);
        boolean beside = -box.gapX(other) < BESIDE * Math.min(box.width(), other.width())
                && -box.gapY(other) > Math.min(box.height(), other.height()) / 2;
        return large && (beside || gap(box, other) > FAR * box.longSide());
    }

    private static int gap(Box box, Box other) {
        return Math.max(box.gapX(other), box.gapY(other));
    }

    /** The contrast of full ink in the digit. */
    private static double fullInk(InkMap map, int[] labels, boolean[] kept) {
        double[] core = new double[labels.length];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (kept[labels[i]] && map.isCore(i)) {
                core[count++] = map.contrast()[i];
            }
        }
        return RobustStatistics.quantile(Arrays.copyOf(core, count), FULL_INK);
    }

    private static DigitInk masked(InkMap map, int[] labels, boolean[] kept) {
        double full = fullInk(map, labels, kept);
        float[] ink = new float[labels.length];
        int left = map.width();
        int right = -1;
        int top = map.height();
        int bottom = -1;
        for (int i = 0; i < ink.length; i++) {
            if (kept[labels[i]]) {
                ink[i] = map.inkAt(i, full);
            }
            if (ink[i] > BOX_INK) {
                left = Math.min(left, i % map.width());
                right = Math.max(right, i % map.width());
                top = Math.min(top, i / map.width());
                bottom = Math.max(bottom, i / map.width());
            }
        }
        Box box = new Box(left, top, right - left + 1, bottom - top + 1);
        double most = box.width() == map.width() ? MAX_ASPECT_ACROSS : MAX_ASPECT;
        if (box.width() > most * box.height()) {
            throw PictureException.notOneDigit("a mark of " + box.width() + "×" + box.height()
                    + " pixels, wider than any digit", "cut the picture to one upright digit");
        }
        return new DigitInk(map.width(), ink, box);
    }
}
