package dev.lanewise.mnist.judge;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * Kinds of pictures that are no digit and that the generator of {@code dev.lanewise.mnist.outlier} does
 * not make: 28×28 pixels, light on black. Drawn by other means than it, too.
 */
enum Oddity {
    HEART, ARROW, FACE, HOUSE, CAT, TREE, SPIRAL, BARCODE, PIXEL_CODE, NOTE, AMPERSAND, AT_SIGN,
    PERCENT, HASH, GREEK, CYRILLIC, SHIRT, SHOE, BAG, CIRCUIT, STAIRS, CLOUD, MAZE, FLOWER;

    private static final int SIDE = 28;
    private static final int SCALE = 8;

    /** An image of this kind. */
    double[] draw(RandomGenerator random) {
        BufferedImage image = new BufferedImage(SIDE * SCALE, SIDE * SCALE,
                BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double size = SCALE * (random.nextBoolean() ? random.nextDouble(19, 21)
                : random.nextDouble(22, 27));
        AffineTransform place = AffineTransform.getTranslateInstance(SIDE * SCALE / 2.0,
                SIDE * SCALE / 2.0);
        place.rotate(random.nextDouble(-0.2, 0.2));
        place.scale(size, size);
        place.translate(-0.5, -0.5);
        g.transform(place);
        g.setStroke(new BasicStroke((float) random.nextDouble(0.04, 0.13), BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND));
        g.setColor(Color.getHSBColor(0, 0, (float) random.nextDouble(0.75, 1)));
        paint(g, random);
        g.dispose();
        return shrink(image);
    }

    private static double[] shrink(BufferedImage image) {
        double[] pixels = new double[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            double sum = 0;
            for (int k = 0; k < SCALE * SCALE; k++) {
                sum += image.getRaster()
                        .getSample(i % SIDE * SCALE + k % SCALE, i / SIDE * SCALE + k / SCALE, 0);
            }
            pixels[i] = sum / (255.0 * SCALE * SCALE);
        }
        return pixels;
    }

    private void paint(Graphics2D g, RandomGenerator r) {
        switch (this) {
            case HEART -> shape(g, r, "M.5 .95 C-.3 .4 .1 -.1 .5 .25 C.9 -.1 1.3 .4 .5 .95 Z");
            case ARROW -> {
                g.rotate(r.nextInt(8) * Math.PI / 4, 0.5, 0.5);
                path(g, "M0 .5 L1 .5 M.65 .2 L1 .5 L.65 .8");
            }
            case FACE -> {
                path(g, "M.5 0 C1.15 0 1.15 1 .5 1 C-.15 1 -.15 0 .5 0 M.25 .65 C.4 .85 .6 .85 .75 .65");
                dot(g, 0.33, 0.35, 0.07);
                dot(g, 0.67, 0.35, 0.07);
            }
            case HOUSE -> {
                path(g, "M.1 .45 L.5 .05 L.9 .45 M.18 .4 L.18 .95 L.82 .95 L.82 .4");
                shape(g, r, "M.42 .95 L.42 .65 L.6 .65 L.6 .95 Z");
            }
            case CAT -> cat(g, r);
            case TREE -> {
                path(g, "M.5 .6 L.5 1");
                shape(g, r, "M.5 0 L.85 .65 L.15 .65 Z");
            }
            case SPIRAL -> spiral(g, r);
            case BARCODE -> barcode(g, r);
            case PIXEL_CODE -> pixels(g, r);
            case NOTE -> {
                path(g, "M.35 .85 L.35 .1 L.85 .02 L.85 .75");
                dot(g, 0.22, 0.85, 0.15);
                dot(g, 0.72, 0.77, 0.15);
            }
            case AMPERSAND -> path(g,
                    "M.95 .95 L.3 .3 C.15 .1 .4 -.05 .55 .12 C.7 .3 .1 .5 .1 .75 C.1 1.05 .6 1.05 .85 .55");
            case AT_SIGN -> path(g,
                    "M.65 .35 C.3 .2 .25 .8 .6 .65 L.66 .35 L.64 .6 C.8 .8 1 .5 .9 .3 C.7 -.1 .1 0 .05 .5 C0 1 .5 1.1 .85 .85");
            case PERCENT -> {
                path(g, "M.1 1 L.9 0");
                g.draw(new Ellipse2D.Double(0, 0.02, 0.35, 0.35));
                g.draw(new Ellipse2D.Double(0.65, 0.63, 0.35, 0.35));
            }
            case HASH -> path(g,
                    "M.3 0 L.2 1 M.8 0 L.7 1 M.02 .33 L.98 .33 M0 .68 L.95 .68");
            default -> paintMore(g, r);
        }
    }

    private void paintMore(Graphics2D g, RandomGenerator r) {
        switch (this) {
            case GREEK -> path(g, pick(r,
                    "M.5 0 C1 0 1 1 .5 1 C0 1 0 0 .5 0 M.5 -.15 L.5 1.15",
                    "M.05 1 L.35 1 C0 .6 0 0 .5 0 C1 0 1 .6 .65 1 L.95 1",
                    "M.9 0 L.1 0 L.55 .5 L.1 1 L.95 1",
                    "M.1 0 L.1 .5 C.1 .8 .9 .8 .9 .5 L.9 0 M.5 0 L.5 1",
                    "M0 .1 L1 .1 M.25 .1 L.25 1 M.75 .1 L.75 1"));
            case CYRILLIC -> path(g, pick(r, "M.5 0 L.5 1 M0 0 L1 1 M1 0 L0 1",
                    "M0 0 L0 1 L1 1 L1 0 M.5 0 L.5 1", "M.1 0 L.1 1 L.9 0 L.9 1",
                    "M1 1 L1 0 L.4 0 C.1 .05 .1 .45 .4 .5 L1 .5 M.45 .5 L.05 1",
                    "M0 0 L0 1 M0 .5 L.4 .5 M.7 0 C1.05 0 1.05 1 .7 1 C.35 1 .35 0 .7 0"));
            case SHIRT -> shape(g, r,
                    "M.3 .05 L.7 .05 L1 .3 L.85 .45 L.75 .38 L.75 1 L.25 1 L.25 .38 L.15 .45 L0 .3 Z");
            case SHOE -> shape(g, r,
                    "M.05 .35 L.35 .3 C.5 .55 .75 .6 1 .65 L1 .8 L0 .8 Z");
            case BAG -> {
                shape(g, r, "M.05 .4 L.95 .4 L.9 .95 L.1 .95 Z");
                path(g, "M.3 .4 C.3 0 .7 0 .7 .4");
            }
            case CIRCUIT -> circuit(g, r);
            case STAIRS -> stairs(g, r);
            case CLOUD -> {
                for (int i = 0; i < 6; i++) {
                    dot(g, r.nextDouble(0.15, 0.85), r.nextDouble(0.4, 0.7),
                            r.nextDouble(0.12, 0.25));
                }
            }
            case MAZE -> {
                for (int i = 0; i < 25; i++) {
                    g.draw(line(i % 5 / 4.0, i / 5 / 4.0, 0.25 * r.nextInt(2),
                            r.nextBoolean() ? 0.25 : 0));
                }
            }
            default -> flower(g, r);
        }
    }

    private static String pick(RandomGenerator r, String... choices) {
        return choices[r.nextInt(choices.length)];
    }

    private static Path2D line(double x, double y, double dx, double dy) {
        Path2D line = new Path2D.Double();
        line.moveTo(x, y);
        line.lineTo(x + dx, y + dy);
        return line;
    }

    private static void dot(Graphics2D g, double x, double y, double radius) {
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    private static Path2D parse(String text) {
        Path2D path = new Path2D.Double();
        for (String part : text.trim().split("(?=[MLCZ])")) {
            String[] n = part.substring(1).trim().split(" +");
            switch (part.charAt(0)) {
                case 'M' -> path.moveTo(of(n, 0), of(n, 1));
                case 'L' -> path.lineTo(of(n, 0), of(n, 1));
                case 'C' -> path.curveTo(of(n, 0), of(n, 1), of(n, 2), of(n, 3), of(n, 4),
                        of(n, 5));
                default -> path.closePath();
            }
        }
        return path;
    }

    private static double of(String[] numbers, int i) {
        return Double.parseDouble(numbers[i]);
    }

    private static void path(Graphics2D g, String text) {
        g.draw(parse(text));
    }

    /** Filled or as an outline. */
    private static void shape(Graphics2D g, RandomGenerator r, String text) {
        if (r.nextBoolean()) {
            g.fill(parse(text));
        }
        g.draw(parse(text));
    }

    private static void cat(Graphics2D g, RandomGenerator r) {
        g.fill(new Ellipse2D.Double(0.2, 0.4, 0.6, r.nextDouble(0.45, 0.6)));
        g.fill(new Ellipse2D.Double(0.3, 0.1, 0.4, 0.4));
        g.fill(parse("M.3 .25 L.3 0 L.45 .12 Z"));
        g.fill(parse("M.7 .25 L.7 0 L.55 .12 Z"));
        path(g, "M.78 .85 C1.1 .8 1 .5 .92 .45");
    }

    private static void spiral(Graphics2D g, RandomGenerator r) {
        Path2D path = new Path2D.Double();
        double turns = r.nextDouble(2, 3.5);
        double first = r.nextDouble(6);
        path.moveTo(0.5, 0.5);
        for (int i = 1; i <= 120; i++) {
            double part = i / 120.0;
            double angle = first + 2 * Math.PI * turns * part;
            path.lineTo(0.5 + 0.5 * part * Math.cos(angle), 0.5 + 0.5 * part * Math.sin(angle));
        }
        g.setStroke(new BasicStroke(0.05f));
        g.draw(path);
    }

    private static void barcode(Graphics2D g, RandomGenerator r) {
        double x = 0;
        while (x < 1) {
            double width = r.nextDouble(0.03, 0.11);
            g.fill(new java.awt.geom.Rectangle2D.Double(x, 0.1, width, 0.8));
            x += width + r.nextDouble(0.05, 0.12);
        }
    }

    private static void pixels(Graphics2D g, RandomGenerator r) {
        int n = r.nextInt(7, 12);
        for (int i = 0; i < n * n; i++) {
            if (r.nextBoolean()) {
                g.fill(new java.awt.geom.Rectangle2D.Double((double) (i % n) / n,
                        (double) (i / n) / n, 1.0 / n, 1.0 / n));
            }
        }
    }

    private static void circuit(Graphics2D g, RandomGenerator r) {
        g.setStroke(new BasicStroke(0.05f));
        for (int i = 0; i < 5; i++) {
            double x = r.nextDouble();
            double y = r.nextDouble();
            double x1 = r.nextDouble();
            g.draw(line(x, y, x1 - x, 0));
            g.draw(line(x1, y, 0, r.nextDouble(-0.4, 0.4)));
            dot(g, x, y, 0.06);
        }
    }

    private static void stairs(Graphics2D g, RandomGenerator r) {
        int steps = r.nextInt(3, 6);
        Path2D path = new Path2D.Double();
        path.moveTo(0, 1);
        for (int i = 0; i < steps; i++) {
            path.lineTo((double) i / steps, 1 - (i + 1.0) / steps);
            path.lineTo((i + 1.0) / steps, 1 - (i + 1.0) / steps);
        }
        g.draw(path);
    }

    private static void flower(Graphics2D g, RandomGenerator r) {
        int petals = r.nextInt(4, 8);
        for (int i = 0; i < petals; i++) {
            double angle = 2 * Math.PI * i / petals;
            g.draw(new Ellipse2D.Double(0.35 + 0.3 * Math.cos(angle), 0.35 + 0.3 * Math.sin(angle),
                    0.3, 0.3));
        }
        dot(g, 0.5, 0.5, 0.12);
    }
}
