package dev.lanewise.mnist.outlier;

import dev.lanewise.engine.data.Dataset;

/** What is left of digits that were cut, doubled, joined or mixed. */
final class DigitParts {
    private static final int SIDE = Canvas.SIDE;
    private static final float FULL = 255;
    /** Digits cover about this many pixels around the middle. */
    private static final int BODY = 20;

    private final Dataset digits;
    private final float[] values;

    DigitParts(Dataset digits) {
        this.digits = digits;
        this.values = new float[digits.shape().size()];
    }

    private void take(Draws draws) {
        digits.read(draws.below(digits.size()), values, 0);
    }

    /** Adds the pixels of the digit at hand, enlarged and moved. */
    private void paste(Canvas canvas, double scaleX, double scaleY, double shiftX, double shiftY) {
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = (column + 0.5 - SIDE / 2.0 - shiftX) / scaleX + SIDE / 2.0 - 0.5;
                double y = (row + 0.5 - SIDE / 2.0 - shiftY) / scaleY + SIDE / 2.0 - 0.5;
                canvas.raise(row, column, at(x, y) / FULL);
            }
        }
    }

    private double at(double x, double y) {
        int column = (int) StrictMath.floor(x);
        int row = (int) StrictMath.floor(y);
        double p = x - column;
        double q = y - row;
        double above = pixel(row, column) * (1 - p) + pixel(row, column + 1) * p;
        double below = pixel(row + 1, column) * (1 - p) + pixel(row + 1, column + 1) * p;
        return above * (1 - q) + below * q;
    }

    private double pixel(int row, int column) {
        boolean inside = row >= 0 && column >= 0 && row < SIDE && column < SIDE;
        return inside ? values[row * SIDE + column] : 0;
    }

    /** Two or three digits side by side, of half or a third of the width. */
    void joined(Draws draws, Canvas canvas) {
        int count = draws.chance(0.75) ? 2 : 3;
        double scale = draws.between(1.15, 1.5) / count;
        double tall = draws.chance(0.5) ? scale : draws.between(0.6, 1);
        double pitch = BODY * scale * draws.between(0.75, 1.05);
        for (int i = 0; i < count; i++) {
            take(draws);
            paste(canvas, scale, tall, (i - (count - 1) / 2.0) * pitch, draws.between(-1, 1));
        }
    }

    /** Two digits, one on the other. */
    void overlaid(Draws draws, Canvas canvas) {
        for (int i = 0; i < 2; i++) {
            take(draws);
            paste(canvas, draws.between(0.8, 1.2), draws.between(0.8, 1.2), draws.between(-3, 3),
                    draws.between(-3, 3));
        }
    }

    /** A third to a half of a digit, as large as a whole one or as it was. */
    void cut(Draws draws, Canvas canvas) {
        take(draws);
        boolean large = draws.chance(0.6);
        double scale = large ? draws.between(1.8, 2.6) : 1;
        double shift = large ? BODY * scale / 2 * draws.between(0.4, 0.7)
                : BODY * draws.between(0.55, 0.75);
        double sign = draws.chance(0.5) ? 1 : -1;
        boolean aside = draws.chance(0.5);
        paste(canvas, scale, scale, aside ? sign * shift : draws.between(-1, 1),
                aside ? draws.between(-1, 1) : sign * shift);
    }

    /** Four quarters of four digits. */
    void mixed(Draws draws, Canvas canvas) {
        int half = SIDE / 2;
        for (int quarter = 0; quarter < 4; quarter++) {
            take(draws);
            int source = draws.below(4);
            for (int row = 0; row < half; row++) {
                for (int column = 0; column < half; column++) {
                    canvas.raise(quarter / 2 * half + row, quarter % 2 * half + column,
                            pixel(source / 2 * half + row, source % 2 * half + column) / FULL);
                }
            }
        }
    }
}
