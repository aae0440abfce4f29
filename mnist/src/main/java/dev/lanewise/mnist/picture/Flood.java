package dev.lanewise.mnist.picture;

/** Finds regions of pixels that belong together, each from a first pixel on. Belongs to one thread. */
final class Flood {
    private final int width;
    private final int height;
    private final boolean diagonal;
    private final Bond bond;
    private final int[] labels;
    private final int[] stack;

    /** Whether two neighbours belong together. */
    interface Bond {
        boolean joins(int pixel, int neighbor);
    }

    /**
     * For one picture.
     *
     * @param width number of columns
     * @param labels one for each pixel, row by row: 0 where no region was found yet; modified by {@link #from}
     * @param diagonal whether pixels that share a corner are neighbours, too
     */
    Flood(int width, int[] labels, boolean diagonal, Bond bond) {
        this.width = width;
        this.height = labels.length / width;
        this.labels = labels;
        this.diagonal = diagonal;
        this.bond = bond;
        this.stack = new int[labels.length];
    }

    /** Labels the region of a pixel that has no label yet. */
    Mark from(int start, int label) {
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        int area = 0;
        int depth = 0;
        stack[depth++] = start;
        labels[start] = label;
        while (depth > 0) {
            int at = stack[--depth];
            int x = at % width;
            int y = at / width;
            area++;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            depth = spread(at, label, depth);
        }
        return new Mark(label, start, area, new Box(left, top, right - left + 1, bottom - top + 1));
    }

    /** Labels the neighbours that belong to a pixel and puts them on the stack, whose depth it returns. */
    private int spread(int at, int label, int depth) {
        int x = at % width;
        int y = at / width;
        int end = depth;
        for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                int neighbor = row * width + column;
                if ((diagonal || row == y || column == x) && labels[neighbor] == 0
                        && bond.joins(at, neighbor)) {
                    labels[neighbor] = label;
                    stack[end++] = neighbor;
                }
            }
        }
        return end;
    }
}
