package dev.lanewise.mnist.picture;

/**
 * The convex hull of a set of pixels, as the interval that it covers of each row.
 *
 * @param top its first row
 * @param left its leftmost column in each row from {@code top} on
 * @param right its rightmost column in each row
 */
@SuppressWarnings("ArrayRecordComponent")
record ConvexHull(int top, int[] left, int[] right) {

    /** The hull of all pixels in a box that bear a label. */
    static ConvexHull of(int[] labels, int width, int label, Box box) {
        int[] left = new int[box.height()];
        int[] right = new int[box.height()];
        for (int row = 0; row < box.height(); row++) {
            int start = (box.y() + row) * width;
            int first = box.x();
            int last = box.x() + box.width() - 1;
            while (first < last && labels[start + first] != label) {
                first++;
            }
            while (last > first && labels[start + last] != label) {
                last--;
            }
            left[row] = first;
            right[row] = -last;
        }
        makeConvex(left);
        makeConvex(right);
        for (int row = 0; row < right.length; row++) {
            right[row] = -right[row];
        }
        return new ConvexHull(box.y(), left, right);
    }

    /** Lowers values to the greatest convex function that is nowhere above them, rounded up. */
    private static void makeConvex(int[] values) {
        int[] corners = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            while (count > 1 && isAbove(values, corners[count - 2], corners[count - 1], i)) {
                count--;
            }
            corners[count++] = i;
        }
        for (int corner = 1; corner < count; corner++) {
            int from = corners[corner - 1];
            int to = corners[corner];
            for (int i = from + 1; i < to; i++) {
                values[i] = values[from]
                        + Math.ceilDiv((values[to] - values[from]) * (i - from), to - from);
            }
        }
    }

    private static boolean isAbove(int[] values, int from, int middle, int to) {
        return (values[middle] - values[from]) * (to - from)
                >= (values[to] - values[from]) * (middle - from);
    }

    boolean holds(int x, int y) {
        int row = y - top;
        return row >= 0 && row < left.length && x >= left[row] && x <= right[row];
    }

    /** Whether a pixel and the four beside it lie in the hull. */
    boolean holdsWithin(int x, int y) {
        return holds(x, y) && holds(x - 1, y) && holds(x + 1, y) && holds(x, y - 1)
                && holds(x, y + 1);
    }

    int area() {
        int area = 0;
        for (int row = 0; row < left.length; row++) {
            area += Math.max(0, right[row] - left[row] + 1);
        }
        return area;
    }

    Box box() {
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (int row = 0; row < left.length; row++) {
            first = Math.min(first, left[row]);
            last = Math.max(last, right[row]);
        }
        return new Box(first, top, last - first + 1, left.length);
    }
}
