package dev.lanewise.mnist.picture;

import java.util.Random;

/**
 * Scenes with one digit of MNIST: on a sheet on a desk, in a frame, in a shadow and so on. Sizes,
 * levels, thickness, blur, noise and place are drawn from the seed.
 */
final class Scenes {
    /** What surrounds or crosses the digit. */
    enum Kind {
        PLAIN, INVERTED, DESK_2, DESK_3, DESK_4, LIGHT_DESK, NOTE, TABLET, PLATE, FRAME,
        OPEN_FRAME, RING, CELLS, CROP_SOFT, CROP_BOLD, CROP_HARD, SHADOW, FOLD, BAR, THIN_RULES,
        THICK_RULES, SQUARES, SPECKS, SPATTER, BLEED, WATERMARK,
        // Added after the others had been mended.
        TURNED_SHEET, TWO_FRAMES, SLANTED_SHADOW, WOOD, ENVELOPE, ROUNDED_CELL;

        boolean plain() {
            return this == PLAIN || this == INVERTED;
        }
    }

    private final Random random;
    private final float[] image;
    private final SceneCanvas canvas;
    private final double side;
    private final double size;
    private final double left;
    private final double top;
    private final double level;
    private final float[] paper;
    private final float[] ink;
    private int blur;
    private double sigma;

    private Scenes(Kind kind, float[] image, long seed) {
        random = new Random(seed * 1_000_003 + kind.ordinal() * 7919L);
        random.nextLong();
        this.image = image;
        side = between(0, 1) < 0.25 ? between(60, 120) : between(120, 600);
        canvas = new SceneCanvas((int) (side * between(0.9, 1.2)), (int) (side * between(0.9, 1.2)),
                random);
        size = side * (kind.plain() ? between(0.4, 0.95) : between(0.42, 0.6));
        double slack = kind.plain() ? 0.5 : 0.25;
        left = (canvas.width - size) / 2 + slack * (canvas.width - size) * between(-0.5, 0.5);
        top = (canvas.height - size) / 2 + slack * (canvas.height - size) * between(-0.5, 0.5);
        level = between(0.3, 0.6);
        double white = between(215, 255);
        paper = new float[]{(float) white, (float) (white - between(0, 8)),
                (float) (white - between(0, 25))};
        double black = between(0, 70);
        ink = new float[]{(float) black, (float) black, (float) (black + between(0, 70))};
        blur = side < 130 || between(0, 1) < 0.5 ? 0 : 1;
        sigma = between(0, 1) < 0.4 ? 0 : between(0, 5);
    }

    /** A scene. */
    static Picture of(Kind kind, float[] image, long seed) {
        Scenes scenes = new Scenes(kind, image, seed);
        scenes.all(scenes.paper);
        return scenes.draw(kind);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private void all(float[] color) {
        canvas.paint((x, y) -> true, color);
    }

    private float[] grey(double low, double high) {
        float value = (float) between(low, high);
        return new float[]{value, value, value};
    }

    private float[] desk() {
        return between(0, 1) < 0.5 ? grey(20, 130)
                : new float[]{(float) between(60, 150), (float) between(40, 100),
                        (float) between(20, 70)};
    }

    private void digit() {
        canvas.digit(image, left, top, size, level, 1, ink);
    }

    private Picture end() {
        canvas.blur(blur);
        canvas.noise(sigma);
        return canvas.picture();
    }

    /** A rectangle round the digit with a margin, cut by the picture where {@code open} says. */
    private SceneCanvas.Shape sheet(double margin, int open) {
        double gap = margin * size;
        return SceneCanvas.rectangle(
                (open & 1) > 0 ? -1 : Math.max(3, left - gap * between(0.3, 1)),
                (open & 2) > 0 ? -1 : Math.max(3, top - gap * between(0.3, 1)),
                (open & 4) > 0 ? 9999
                        : Math.min(canvas.width - 3, left + size + gap * between(0.3, 1)),
                (open & 8) > 0 ? 9999
                        : Math.min(canvas.height - 3, top + size + gap * between(0.3, 1)));
    }

    private Picture onDesk(float[] desk, float[] sheet, SceneCanvas.Shape shape) {
        all(desk);
        canvas.paint(shape, sheet);
        digit();
        return end();
    }

    private SceneCanvas.Shape outline(double gap, double thickness, boolean round) {
        double x = left + size / 2;
        double y = top + size / 2;
        double half = size / 2 + gap;
        if (round) {
            return SceneCanvas.without(
                    SceneCanvas.ellipse(x, y, half + thickness, half + thickness),
                    SceneCanvas.ellipse(x, y, half, half));
        }
        return SceneCanvas.without(
                SceneCanvas.rectangle(x - half - thickness, y - half - thickness,
                        x + half + thickness,
                        y + half + thickness),
                SceneCanvas.rectangle(x - half, y - half, x + half, y + half));
    }

    private double line() {
        return Math.max(1, side * between(0.005, 0.025));
    }

    private int twoSides() {
        int[] pairs = {1 | 2, 2 | 4, 4 | 8, 8 | 1, 1 | 4, 2 | 8};
        return pairs[random.nextInt(pairs.length)];
    }

    private Picture draw(Kind kind) {
        return switch (kind) {
            case PLAIN, INVERTED -> plain(kind);
            case DESK_2 -> onDesk(desk(), paper, sheet(0.3, twoSides()));
            case DESK_3 -> onDesk(desk(), paper, sheet(0.3, 1 << random.nextInt(4)));
            case DESK_4 -> onDesk(desk(), paper, sheet(0.3, 0));
            case LIGHT_DESK -> onDesk(grey(150, 200), grey(235, 255),
                    sheet(0.3, random.nextInt(2) * twoSides()));
            case NOTE ->
                    onDesk(desk(), new float[]{(float) between(235, 255), (float) between(215, 240),
                            (float) between(80, 140)}, sheet(0.25, 0));
            case TABLET -> tablet();
            case PLATE -> onDesk(desk(), paper, SceneCanvas.ellipse(left + size / 2, top + size / 2,
                    size * between(0.55, 0.7), size * between(0.55, 0.7)));
            case FRAME, RING, TWO_FRAMES, ROUNDED_CELL, OPEN_FRAME, CELLS -> framed(kind);
            case CROP_SOFT, CROP_BOLD, CROP_HARD -> crop(kind);
            case SHADOW, FOLD, SLANTED_SHADOW, ENVELOPE -> step(kind);
            case BAR, THIN_RULES, THICK_RULES, SQUARES -> ruled(kind);
            case SPECKS, SPATTER, BLEED, WATERMARK -> faint(kind);
            case TURNED_SHEET -> onDesk(desk(), paper,
                    SceneCanvas.turned(left + size / 2, top + size / 2,
                            size * between(0.55, 0.75), size * between(0.55, 0.75),
                            between(-0.25, 0.25)));
            case WOOD -> wood();
        };
    }

    private Picture plain(Kind kind) {
        digit();
        canvas.slope(between(0.75, 1), between(0.75, 1));
        if (kind == Kind.INVERTED) {
            canvas.invert();
        }
        return end();
    }

    private Picture tablet() {
        all(grey(90, 210));
        canvas.paint(sheet(0.4, 0), grey(5, 40));
        canvas.paint(SceneCanvas.rectangle(left, top, left + size, top + size), paper);
        digit();
        return end();
    }

    private Picture framed(Kind kind) {
        double gap = size * between(-0.05, 0.15);
        double thickness = line();
        canvas.paint(outline(gap, thickness, kind == Kind.RING), ink);
        if (kind == Kind.RING) {
            all(paper);
            canvas.paint(outline(size * between(0.02, 0.15), thickness, true), ink);
        }
        if (kind == Kind.TWO_FRAMES) {
            canvas.paint(outline(gap + 3 * thickness, thickness, false), ink);
        }
        if (kind == Kind.ROUNDED_CELL) {
            canvas.paint(SceneCanvas.rectangle(left - gap - 1, top - gap - thickness,
                    left - gap + size / 6,
                    top - gap + size / 6), paper);
        }
        if (kind == Kind.OPEN_FRAME) {
            canvas.paint(SceneCanvas.rectangle(left + size + gap - 1, top - gap + 1,
                    left + size + gap + thickness + 1,
                    top + size + gap - 1), paper);
        }
        if (kind == Kind.CELLS) {
            double half = size / 2 + gap;
            double next = left + size / 2 + half;
            double middle = top + size / 2;
            canvas.paint(SceneCanvas.without(
                    SceneCanvas.rectangle(next, middle - half - thickness, 9999,
                            middle + half + thickness),
                    SceneCanvas.rectangle(next + thickness, middle - half, next + 2 * half,
                            middle + half)),
                    ink);
            canvas.paint(SceneCanvas.rectangle(next + 2 * half + thickness, 0, 9999, 9999), paper);
            canvas.digit(image, left + size + 2 * gap + thickness, top, size, level, 1, ink);
        }
        digit();
        return end();
    }

    private Picture crop(Kind kind) {
        double from = kind == Kind.CROP_BOLD ? 0.15 : 0.4;
        SceneCanvas sheet = new SceneCanvas(canvas.width, canvas.height, random);
        sheet.paint((x, y) -> true, paper);
        Box box = sheet.digit(image, left, top, size, from, 1, ink);
        sheet.blur(kind == Kind.CROP_HARD ? 0 : Math.max(1, (int) (size * between(0.005, 0.02))));
        int more = random.nextInt(3);
        sheet.noise(sigma);
        return sheet.picture(Math.max(0, box.x() - more), Math.max(0, box.y() - more),
                Math.min(sheet.width, box.x() + box.width() + more),
                Math.min(sheet.height, box.y() + box.height() + more));
    }

    private Picture step(Kind kind) {
        digit();
        double dark = between(0.45, 0.8);
        double at = left + size * between(0.2, 0.8);
        double across = top + size * between(0.2, 0.8);
        double slope = between(-0.8, 0.8);
        canvas.light(switch (kind) {
            case SHADOW -> random.nextBoolean() ? SceneCanvas.rectangle(-1, -1, at, 9999)
                    : SceneCanvas.rectangle(-1, across, 9999, 9999);
            case FOLD -> SceneCanvas.rectangle(-1, -1, 9999, across);
            case SLANTED_SHADOW -> (x, y) -> x + slope * (y - across) < at;
            default -> (x, y) -> Math.abs(x - at) + (y - across) < 0;
        }, kind == Kind.FOLD ? between(0.7, 0.9) : dark);
        if (kind == Kind.FOLD) {
            canvas.light(SceneCanvas.rectangle(-1, across - 1, 9999, across + 1), 0.75);
        }
        return end();
    }

    private Picture ruled(Kind kind) {
        digit();
        double distance = size * between(0.14, 0.3);
        double thick = kind == Kind.THICK_RULES ? side * between(0.015, 0.03)
                : Math.max(1, side * between(0.004, 0.01));
        double first = between(0, distance);
        if (kind == Kind.BAR) {
            boolean upright = random.nextBoolean();
            double from = random.nextBoolean() ? 0 : (upright ? left : top) + size;
            double to = from > 0 ? 9999 : upright ? left : top;
            canvas.paint(
                    upright ? SceneCanvas.rectangle(from, 0, to, 9999)
                            : SceneCanvas.rectangle(0, from, 9999, to),
                    grey(0, 40));
            return end();
        }
        canvas.paint((x, y) -> (y + first) % distance < thick
                || kind == Kind.SQUARES && (x + first) % distance < thick,
                kind == Kind.SQUARES ? grey(60, 120) : ink);
        return end();
    }

    private Picture faint(Kind kind) {
        float[] pale = paper.clone();
        double share = between(0.15, 0.33);
        for (int c = 0; c < 3; c++) {
            pale[c] += (float) (share * (ink[c] - paper[c]));
        }
        int count = kind == Kind.SPECKS ? 30 : 120;
        for (int i = 0; (kind == Kind.SPECKS || kind == Kind.SPATTER) && i < count; i++) {
            double radius = side * between(0.003, kind == Kind.SPECKS ? 0.012 : 0.02);
            canvas.paint(
                    SceneCanvas.ellipse(between(0, canvas.width), between(0, canvas.height), radius,
                            radius),
                    kind == Kind.SPECKS && radius < 0.006 * side ? ink : pale);
        }
        if (kind == Kind.BLEED) {
            float[] mirrored = new float[784];
            for (int i = 0; i < 784; i++) {
                mirrored[i] = image[i / 28 * 28 + 27 - i % 28];
            }
            canvas.digit(mirrored, left + between(-0.3, 0.3) * size,
                    top + between(-0.3, 0.3) * size, size, level, 1,
                    pale);
        }
        if (kind == Kind.WATERMARK) {
            double width = size * 0.12;
            canvas.paint((x, y) -> (x + y) % (4 * width) < width, pale);
        }
        digit();
        return end();
    }

    private Picture wood() {
        double period = side * between(0.02, 0.06);
        canvas.tint((x, y) -> true, (x, y, c) -> (c == 0 ? 120 : c == 1 ? 85 : 55)
                + 12 * Math.abs((x + 0.1 * y) / period % 2 - 1));
        canvas.paint(sheet(0.3, random.nextInt(2) * twoSides()), paper);
        digit();
        return end();
    }
}
