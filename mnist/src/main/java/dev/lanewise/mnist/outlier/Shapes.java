package dev.lanewise.mnist.outlier;

/** Plain figures, scribbles and charts. Thin rings are left out, as they are zeros. */
final class Shapes {
    private static final double TURN = 2 * StrictMath.PI;

    private Shapes() {}

    /** Points of a polygon around a place, each with a radius of its own between two. */
    private static double[] around(Draws draws, double u, double v, int corners, double least,
            double most) {
        double first = draws.between(0, TURN);
        double[] points = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = first + TURN * i / corners;
            double radius = draws.between(least, most);
            points[2 * i] = u + radius * StrictMath.cos(angle);
            points[2 * i + 1] = v + radius * StrictMath.sin(angle);
        }
        return points;
    }

    private static double[] closed(double[] points) {
        double[] line = java.util.Arrays.copyOf(points, points.length + 2);
        line[points.length] = points[0];
        line[points.length + 1] = points[1];
        return line;
    }

    /** Filled discs, triangles, squares and other regular polygons. */
    static void solid(Draws draws, Canvas canvas) {
        int[] corners = {3, 4, 5, 6, 20, 20};
        double radius = draws.between(0.2, 0.52);
        canvas.fill(around(draws, 0.5, 0.5, corners[draws.below(corners.length)], radius, radius),
                draws.between(0.6, 1));
    }

    /** Outlines of triangles, squares and stars. */
    static void outline(Draws draws, Canvas canvas) {
        double[] points;
        if (draws.chance(0.3)) {
            points = around(draws, 0.5, 0.5, 10, 0.5, 0.5);
            for (int i = 0; i < points.length; i += 4) {
                points[i] = 0.5 + (points[i] - 0.5) * 0.45;
                points[i + 1] = 0.5 + (points[i + 1] - 0.5) * 0.45;
            }
        } else {
            points = around(draws, 0.5, 0.5, 3 + draws.below(2), 0.45, 0.6);
        }
        canvas.line(closed(points), draws.between(0.6, 2.2), draws.between(0.7, 1));
    }

    /** Figures with a ragged edge, some with a hole's worth of lines across. */
    static void silhouette(Draws draws, Canvas canvas) {
        double least = draws.between(0.15, 0.4);
        canvas.fill(around(draws, 0.5, 0.5, 5 + draws.below(9), least, 0.6),
                draws.between(0.4, 1));
        int limbs = draws.below(5);
        for (int i = 0; i < limbs; i++) {
            scatter(draws, canvas, 2, draws.between(1, 3));
        }
    }

    private static void scatter(Draws draws, Canvas canvas, int points, double radius) {
        double[] line = new double[2 * points];
        for (int i = 0; i < line.length; i++) {
            line[i] = draws.between(0, 1);
        }
        canvas.line(line, radius, draws.between(0.6, 1));
    }

    /** One to seven dots. */
    static void dots(Draws draws, Canvas canvas) {
        int dots = 1 + draws.below(7);
        double radius = draws.between(0.8, dots == 1 ? 7 : 3.5);
        for (int i = 0; i < dots; i++) {
            double u = dots == 1 ? 0.5 : draws.between(0, 1);
            double v = dots == 1 ? 0.5 : draws.between(0, 1);
            canvas.line(new double[]{u, v, u, v}, radius, draws.between(0.7, 1));
        }
    }

    /** Random strokes: a few crossing ones, or a scribble of many points. */
    static void scribble(Draws draws, Canvas canvas) {
        double radius = draws.between(0.5, 2);
        if (draws.chance(0.5)) {
            int strokes = 2 + draws.below(6);
            for (int i = 0; i < strokes; i++) {
                scatter(draws, canvas, 2 + draws.below(3), radius);
            }
        } else {
            scatter(draws, canvas, 5 + draws.below(30), radius);
        }
    }

    /** A line that wanders: each point is near the one before. */
    static void wander(Draws draws, Canvas canvas) {
        int points = 6 + draws.below(40);
        double step = draws.between(0.06, 0.2);
        double bend = draws.between(0.3, 2);
        double angle = draws.between(0, TURN);
        double[] line = new double[2 * points];
        double u = draws.between(0.2, 0.8);
        double v = draws.between(0.2, 0.8);
        for (int i = 0; i < points; i++) {
            line[2 * i] = u;
            line[2 * i + 1] = v;
            angle += draws.between(-bend, bend);
            u = Math.max(0, Math.min(1, u + step * StrictMath.cos(angle)));
            v = Math.max(0, Math.min(1, v + step * StrictMath.sin(angle)));
        }
        canvas.line(line, draws.between(0.6, 1.8), draws.between(0.7, 1));
    }

    /** Waves and zigzags, lying or standing, one or several. */
    static void wave(Draws draws, Canvas canvas) {
        int lines = 1 + draws.below(3);
        double periods = draws.between(1.2, 4);
        double height = draws.between(0.08, 0.3);
        boolean sharp = draws.chance(0.5);
        boolean standing = draws.chance(0.3);
        double radius = draws.between(0.6, 2);
        for (int k = 0; k < lines; k++) {
            double[] line = new double[82];
            for (int i = 0; i <= 40; i++) {
                double part = i / 40.0;
                double phase = part * periods;
                double swing = sharp
                        ? 4 * Math.abs(phase - StrictMath.floor(phase) - 0.5) - 1
                        : StrictMath.sin(TURN * phase);
                double across = (k + 1.0) / (lines + 1) + height * swing;
                line[2 * i] = standing ? across : part;
                line[2 * i + 1] = standing ? part : across;
            }
            canvas.line(line, radius, 1);
        }
    }

    /** Crosses, pluses, parallel strokes, tees and combs. */
    static void bars(Draws draws, Canvas canvas) {
        double radius = draws.between(0.6, 2.2);
        int across = draws.below(4);
        int down = across == 0 ? 2 + draws.below(3) : draws.below(4);
        for (int i = 0; i < across; i++) {
            double v = across == 1 ? draws.between(0.1, 0.9) : (double) i / (across - 1);
            canvas.line(new double[]{0, v, 1, v}, radius, 1);
        }
        for (int i = 0; i < down; i++) {
            double u = down == 1 ? draws.between(0.1, 0.9) : (double) i / (down - 1);
            canvas.line(new double[]{u, 0, u, 1}, radius, 1);
        }
        if (across + down < 2) {
            canvas.line(new double[]{0, 0, 1, 1}, radius, 1);
            canvas.line(new double[]{1, 0, 0, 1}, radius, 1);
        }
    }

    /** Charts: axes with columns or a line of values. */
    static void chart(Draws draws, Canvas canvas) {
        canvas.line(new double[]{0, 0, 0, 1, 1, 1}, draws.between(0.4, 1), 1);
        int values = 3 + draws.below(5);
        double[] line = new double[2 * values];
        boolean columns = draws.chance(0.5);
        for (int i = 0; i < values; i++) {
            double u = 0.1 + 0.85 * i / (values - 1);
            double v = draws.between(0.05, 0.9);
            line[2 * i] = u;
            line[2 * i + 1] = v;
            if (columns) {
                canvas.fill(new double[]{u - 0.05, 1, u - 0.05, v, u + 0.05, v, u + 0.05, 1}, 1);
            }
        }
        if (!columns) {
            canvas.line(line, draws.between(0.5, 1.2), 1);
        }
    }
}
