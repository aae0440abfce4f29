package dev.lanewise.mnist.outlier;

import java.util.Arrays;
import java.util.List;

/**
 * Letters as strokes, drawn with a pen of random thickness, with or without serifs, of wobbling lines.
 * Letters that are digits to many readers (O, I, l, S, Z, G, b, g, q) are left out.
 */
final class Letters {
    private static final double GRID = 10;
    /** Strokes are separated by semicolons, points by blanks; x from 0 to 10 goes right, y down. */
    private static final List<double[][]> SKELETONS = List.of(
            strokes("0,10 5,0 10,10;2,6 8,6"),
            strokes("0,0 0,10;0,0 6,0 9,2 7,4.5 0,5;0,5 7,5 10,7.5 7,10 0,10"),
            strokes("10,2 7,0 3,0 0,3 0,7 3,10 7,10 10,8"),
            strokes("0,0 0,10 5,10 10,7 10,3 5,0 0,0"),
            strokes("10,0 0,0 0,10 10,10;0,5 8,5"),
            strokes("10,0 0,0 0,10;0,5 7,5"),
            strokes("0,0 0,10;10,0 10,10;0,5 10,5"),
            strokes("8,0 8,7 6,10 3,10 0,7"),
            strokes("0,0 0,10;10,0 0,6;3,4 10,10"),
            strokes("0,0 0,10 9,10"),
            strokes("0,10 0,0 5,7 10,0 10,10"),
            strokes("0,10 0,0 10,10 10,0"),
            strokes("0,10 0,0 7,0 10,2.5 7,5 0,5"),
            strokes("5,0 1,2 0,5 1,8 5,10 9,8 10,5 9,2 5,0;6,7 10,11"),
            strokes("0,10 0,0 7,0 10,2.5 7,5 0,5;5,5 10,10"),
            strokes("0,0 10,0;5,0 5,10"),
            strokes("0,0 0,7 3,10 7,10 10,7 10,0"),
            strokes("0,0 5,10 10,0"),
            strokes("0,0 2.5,10 5,3 7.5,10 10,0"),
            strokes("0,0 10,10;10,0 0,10"),
            strokes("0,0 5,5 10,0;5,5 5,10"),
            strokes("1,4 5,3 8,5 8,10;8,6 3,6 1,8 3,10 8,9"),
            strokes("8,0 8,10;8,5 4,4 1,7 4,10 8,9"),
            strokes("1,7 9,6 8,4 5,3 1,5 1,8 4,10 9,9"),
            strokes("8,1 5,0 4,3 4,10;1,4 8,4"),
            strokes("1,0 1,10;1,6 5,4 8,6 8,10"),
            strokes("1,0 1,10;8,3 1,7;3,6 9,10"),
            strokes("0,10 0,4;0,5 3,4 5,5 5,10;5,5 8,4 10,5 10,10"),
            strokes("1,10 1,4;1,6 5,4 8,6 8,10"),
            strokes("2,10 2,4;2,6 5,4 8,4"),
            strokes("4,0 4,9 7,10;1,3 8,3"),
            strokes("1,4 1,8 4,10 8,8;8,4 8,10"),
            strokes("0,4 2.5,10 5,5 7.5,10 10,4"),
            strokes("1,3 5,8;9,3 3,12"));

    private Letters() {}

    private static double[][] strokes(String text) {
        return Arrays.stream(text.split(";"))
                .map(stroke -> Arrays.stream(stroke.split("[ ,]"))
                        .mapToDouble(number -> Double.parseDouble(number) / GRID)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Draws one letter, or now and then two of half the width. */
    static void draw(Draws draws, Canvas canvas) {
        int letters = draws.chance(0.15) ? 2 : 1;
        double radius = draws.between(0.6, letters == 1 ? 2.6 : 1.5);
        double wobble = draws.between(0, 0.07);
        boolean serifs = draws.chance(0.3);
        double level = draws.between(0.7, 1);
        for (int letter = 0; letter < letters; letter++) {
            for (double[] stroke : SKELETONS.get(draws.below(SKELETONS.size()))) {
                double[] points = stroke.clone();
                for (int i = 0; i < points.length; i++) {
                    points[i] += draws.between(-wobble, wobble);
                    if (i % 2 == 0 && letters == 2) {
                        points[i] = points[i] * 0.43 + 0.57 * letter;
                    }
                }
                canvas.line(points, radius, level);
                if (serifs) {
                    serif(canvas, points[0], points[1], radius, level);
                    serif(canvas, points[points.length - 2], points[points.length - 1], radius,
                            level);
                }
            }
        }
    }

    private static void serif(Canvas canvas, double u, double v, double radius, double level) {
        canvas.line(new double[]{u - 0.13, v, u + 0.13, v}, 0.6 * radius, level);
    }
}
