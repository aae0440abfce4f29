package dev.lanewise.engine.backend;

/** The two ranges of a transpose. */
public final class TransposeRange {
    private TransposeRange() {}

    /**
     * Checks that both matrices lie in their arrays and that their rows don't overlap.
     *
     * @throws IndexOutOfBoundsException if one does not lie in its array
     * @throws IllegalArgumentException if the rows of one overlap, or there are fewer than 0
     */
    public static void check(int rows, int columns, float[] x, int xOffset, int ldx, float[] y,
            int yOffset, int ldy) {
        check("x", rows, columns, x, xOffset, ldx);
        check("y", columns, rows, y, yOffset, ldy);
    }

    private static void check(String operand, int rows, int columns, float[] array, int offset,
            int leading) {
        if (rows < 0 || columns < 0 || leading < columns) {
            throw new IllegalArgumentException("Operand " + operand + " has " + rows + " rows of "
                    + columns + " columns, " + leading
                    + " floats apart; rows must not overlap.");
        }
        long span = rows == 0 || columns == 0 ? 0 : (rows - 1L) * leading + columns;
        if (span > 0 && (offset < 0 || offset + span > array.length)) {
            throw new IndexOutOfBoundsException("Operand " + operand + " takes " + span
                    + " floats from index " + offset + ", but its array has " + array.length
                    + ".");
        }
    }
}
