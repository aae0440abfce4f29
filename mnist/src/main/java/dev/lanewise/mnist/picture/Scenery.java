package dev.lanewise.mnist.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sheet on which the digit stands where a picture shows more: a desk, a frame, a bezel.
 *
 * <p>A sheet is a region of slowly changing colour that is convex but for what stands in it, and
 * something does stand in it. Of sheets in one another, the innermost counts; so a frame, which parts the
 * paper, is cut off as a desk is. The stroke of a bold 0 would be a sheet, too; it isn't taken for one, since
 * what stands in it has the colour of what surrounds it.
 */
final class Scenery {
    /** Smaller pictures show a digit and nothing else. */
    static final int MIN_SIDE = 40;
    /** A sheet has this share of the picture and is convex to this share. */
    private static final double MIN_SHEET = 0.05;
    private static final double CONVEX = 0.86;
    /** What stands in it leaves this share of the sheet free and has this share of its shorter side. */
    private static final double FREE = 0.5;
    private static final double MIN_CONTENT = 0.2;
    private static final int MIN_CONTENT_SIDE = 5;
    /** A sheet with this share of the picture fills it. */
    private static final double FILLS = 0.93;
    /** A rectangle fills its box to this share. */
    private static final double RECTANGLE = 0.96;
    /** A plate has this share of the picture, is about as wide as high, and shows a small digit. */
    private static final double DISC = 0.14;
    private static final double DISC_ASPECT = 0.85;
    private static final double DISC_CONTENT = 0.15;
    private static final double SMOOTH = 0.972;
    private static final double SAME_COLOR = 45;
    /** Paper in a loop differs from that outside by less than this share of the contrast, most of it. */
    private static final double SAME_PAPER = 0.1;
    private static final double ROUGHLY_SAME = 0.5;
    private static final double MORE_LIGHT = 1.4;
    private static final double UNIFORM = 0.35;
    private static final double CONVEX_LOOP = 0.93;
    /** Ink on the sheet differs from it by this share of what differs most. */
    private static final double CLEAR = 0.3;
    /** A second sheet of this share of the area of the largest is another. */
    private static final double OTHER_SHEET = 0.5;

    private final Regions regions;

    private Scenery(Regions regions) {
        this.regions = regions;
    }

    /**
     * A part of a picture.
     *
     * @param colors its colours; what lies beside the sheet has the sheet's colour
     * @param left its first column in the picture's planes
     * @param top its first row
     */
    record Cut(ColorPlanes colors, int left, int top) {}

    /** A region that may be the sheet. */
    private record Sheet(Mark region, ConvexHull hull, Marks marks, Mark content, int filled) {
        /** The outline of a sheet has no bays; that of a stroke mostly has. */
        boolean isSmooth() {
            return filled >= SMOOTH * hull.area();
        }

        boolean holds(Sheet other) {
            Box box = content.box();
            return other.hull.box().union(box).equals(box);
        }
    }

    /**
     * The part of the picture that shows the sheet; all of it if nothing else is seen.
     *
     * @throws PictureException if several sheets show a mark each
     */
    static Cut of(ColorPlanes colors) {
        Cut all = new Cut(colors, 0, 0);
        if (Math.max(colors.width(), colors.height()) < MIN_SIDE
                || Math.min(colors.width(), colors.height()) < MIN_SIDE / 2) {
            return all;
        }
        Regions regions = Regions.of(colors);
        Scenery scenery = new Scenery(regions);
        List<Sheet> sheets = scenery.sheets();
        if (sheets.isEmpty()) {
            return Steps.isStepped(regions) ? new Cut(Steps.level(colors, regions), 0, 0) : all;
        }
        Sheet sheet = scenery.innermost(sheets);
        boolean fills = sheet.hull.area() >= FILLS * regions.width() * regions.height();
        return fills ? all : scenery.cut(colors, sheet);
    }

    private List<Sheet> sheets() {
        List<Sheet> sheets = regionsWithContent();
        return sheets.stream().filter(sheet -> !isStroke(sheet, ground(sheet, sheets))).toList();
    }

    /** The colour of the smallest sheet round another, or of most of what lies beside it. */
    private float[] ground(Sheet sheet, List<Sheet> sheets) {
        return sheets.stream()
                .filter(other -> other.region.label() != sheet.region.label() && other.holds(sheet))
                .min(Comparator.comparingInt(other -> other.content.area()))
                .map(other -> regions.color(other.region.label()))
                .orElseGet(() -> regions.medianColor(
                        i -> !sheet.hull.holds(i % regions.width(), i / regions.width())));
    }

    private List<Sheet> regionsWithContent() {
        List<Sheet> sheets = new ArrayList<>();
        for (Mark region : regions.list()) {
            if (region.area() >= FREE * MIN_SHEET * regions.labels().length) {
                Sheet sheet = sheet(region);
                if (sheet != null) {
                    sheets.add(sheet);
                }
            }
        }
        return sheets;
    }

    /** The region as a sheet, or null. */
    private @Nullable Sheet sheet(Mark region) {
        ConvexHull hull = ConvexHull.of(regions.labels(), regions.width(), region.label(),
                region.box());
        int area = hull.area();
        if (region.area() < FREE * area || area < MIN_SHEET * regions.labels().length) {
            return null;
        }
        boolean[] others = new boolean[regions.labels().length];
        for (int i = 0; i < others.length; i++) {
            others[i] = regions.labels()[i] != region.label()
                    && hull.holds(i % regions.width(), i / regions.width());
        }
        Marks marks = Marks.of(others, regions.width());
        boolean[] leaks = leaking(marks, hull);
        int enclosed = 0;
        Mark largest = null;
        for (Mark mark : marks.list()) {
            if (!leaks[mark.label()]) {
                enclosed += mark.area();
                largest = largest == null || mark.area() > largest.area() ? mark : largest;
            }
        }
        if (largest == null || region.area() + enclosed < CONVEX * area) {
            return null;
        }
        Box content = largest.box();
        Box box = hull.box();
        boolean large = content.longSide() >= Math.max(MIN_CONTENT_SIDE,
                MIN_CONTENT * Math.min(box.width(), box.height()));
        return large && isClear(region, marks, largest)
                ? new Sheet(region, hull, marks, largest, region.area() + enclosed)
                : null;
    }

    /** Whether what stands in a region differs from it as ink does, and not as a shade of the paper. */
    private boolean isClear(Mark region, Marks marks, Mark content) {
        float[] own = regions.color(region.label());
        double most = 0;
        double inside = 0;
        for (int i = 0; i < regions.labels().length; i++) {
            double contrast = distance(own, regions.colorAt(i));
            most = Math.max(most, contrast);
            if (marks.labels()[i] == content.label()) {
                inside = Math.max(inside, contrast);
            }
        }
        return inside >= CLEAR * most;
    }

    /** Which marks reach the edge of the hull. */
    private boolean[] leaking(Marks marks, ConvexHull hull) {
        boolean[] leaks = new boolean[marks.list().size() + 1];
        for (int i = 0; i < marks.labels().length; i++) {
            if (marks.labels()[i] != 0
                    && !hull.holdsWithin(i % regions.width(), i / regions.width())) {
                leaks[marks.labels()[i]] = true;
            }
        }
        return leaks;
    }

    /**
     * Whether the region may be a bold stroke, and what it encloses the paper in its loop: of one colour, which is
     * that of the ground, and convex.
     */
    private boolean isStroke(Sheet sheet, float[] ground) {
        double contrast = distance(regions.color(sheet.region.label()), ground);
        if (contrast < SAME_COLOR || !isLoop(sheet, ground, contrast)) {
            return false;
        }
        int all = regions.labels().length;
        int area = sheet.hull.area();
        Box box = sheet.hull.box();
        boolean rectangle = area >= RECTANGLE * box.width() * box.height()
                && area >= 2 * MIN_SHEET * all;
        boolean disc = sheet.content.area() <= DISC_CONTENT * area
                && box.width() >= DISC_ASPECT * box.height() && area >= DISC * all;
        return !sheet.isSmooth() || (!rectangle && !disc);
    }

    private boolean isLoop(Sheet sheet, float[] ground, double contrast) {
        float[] own = regions.color(sheet.region.label());
        int alike = 0;
        int inner = 0;
        int[] labels = sheet.marks.labels();
        Mark content = sheet.content;
        for (int i = regions.width(); i < labels.length - regions.width(); i++) {
            int label = content.label();
            if (labels[i] == label && labels[i - 1] == label && labels[i + 1] == label
                    && labels[i - regions.width()] == label
                    && labels[i + regions.width()] == label) {
                float[] color = regions.colorAt(i);
                double same = sheet.isSmooth() ? SAME_PAPER * contrast
                        : ROUGHLY_SAME * distance(color, own);
                alike += distance(color, lit(ground, color)) < same ? 1 : 0;
                inner++;
            }
        }
        ConvexHull hull = ConvexHull.of(labels, regions.width(), content.label(), content.box());
        return (!sheet.isSmooth() || content.area() >= CONVEX_LOOP * hull.area())
                && alike >= UNIFORM * inner;
    }

    /** The ground in somewhat more or less light, as close to a colour as it gets. */
    private static float[] lit(float[] ground, float[] color) {
        double product = 0;
        double square = Double.MIN_NORMAL;
        for (int c = 0; c < ground.length; c++) {
            product += ground[c] * color[c];
            square += ground[c] * ground[c];
        }
        float light = (float) Math.clamp(product / square, 1 / MORE_LIGHT, MORE_LIGHT);
        float[] lit = new float[ground.length];
        for (int c = 0; c < lit.length; c++) {
            lit[c] = light * ground[c];
        }
        return lit;
    }

    /** Euclidean, in levels. */
    static double distance(float[] first, float[] second) {
        double square = 0;
        for (int c = 0; c < first.length; c++) {
            square += (first[c] - second[c]) * (first[c] - second[c]);
        }
        return Math.sqrt(square);
    }

    private Sheet innermost(List<Sheet> sheets) {
        List<Sheet> inner = sheets.stream()
                .filter(sheet -> sheets.stream()
                        .noneMatch(other -> other.region.label() != sheet.region.label()
                                && sheet.holds(other)))
                .toList();
        Sheet best = inner.getFirst();
        for (Sheet sheet : inner) {
            best = sheet.hull.area() > best.hull.area() ? sheet : best;
        }
        double other = OTHER_SHEET * best.hull.area();
        long count = inner.stream().filter(sheet -> sheet.hull.area() >= other).count();
        if (count > 1) {
            throw PictureException.notOneDigit(count + " sheets or frames with a mark in each",
                    "cut the picture to one digit");
        }
        return best;
    }

    /** Cuts the sheet out; its outermost pixels, which may show its edge, are left out. */
    private Cut cut(ColorPlanes colors, Sheet sheet) {
        int factor = regions.factor();
        Box box = sheet.hull.box();
        int left = factor * (box.x() + 1);
        int top = factor * (box.y() + 1);
        int right = Math.min(colors.width(), factor * (box.x() + box.width() - 1));
        int bottom = Math.min(colors.height(), factor * (box.y() + box.height() - 1));
        int width = right - left;
        float[] paper = regions.color(sheet.region.label());
        float[][] planes = new float[ColorPlanes.CHANNELS][width * (bottom - top)];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                boolean inside = sheet.hull.holdsWithin(x / factor, y / factor);
                for (int c = 0; c < planes.length; c++) {
                    planes[c][(y - top) * width + x - left] = inside
                            ? colors.planes()[c][y * colors.width() + x]
                            : paper[c];
                }
            }
        }
        return new Cut(new ColorPlanes(width, bottom - top, colors.factor(), planes), left, top);
    }
}
