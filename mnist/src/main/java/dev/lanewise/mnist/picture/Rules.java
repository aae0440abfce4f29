package dev.lanewise.mnist.picture;

/**
 * Takes rules out of the ink: straight lines of constant thickness that run across the whole picture. Where a
 * stroke crosses one, the ink goes on above or below it, and stays.
 */
final class Rules {
    /** A line is ink along this share of its length. */
    private static final double FULL = 0.8;
    /** No rule is thicker than this share of the picture. */
    private static final double MAX_THICKNESS = 0.06;
    /** A rule climbs by at most this share of its length. */
    private static final double SLOPE = 0.04;

    /** Without its rules a picture shows a mark of this share of its height. */
    private static final double MIN_REST = 0.1;

    private final int length;
    private final int count;
    private final int alongStride;
    private final int acrossStride;
    private final boolean[] core;
    private final float[] contrast;

    private Rules(InkMap map, boolean[] core, float[] contrast, boolean upright) {
        length = upright ? map.height() : map.width();
        count = upright ? map.width() : map.height();
        alongStride = upright ? map.width() : 1;
        acrossStride = upright ? 1 : map.width();
        this.core = core;
        this.contrast = contrast;
    }

    /** The map without rules; the map itself if no ink runs across it. */
    static InkMap without(InkMap map) {
        boolean[] core = map.core();
        boolean across = false;
        boolean down = false;
        for (Mark mark : Marks.of(core, map.width()).list()) {
            across |= mark.box().width() >= map.width() - 2;
            down |= mark.box().height() >= map.height() - 2;
        }
        if (!across && !down) {
            return map;
        }
        float[] contrast = map.contrast().clone();
        // Both are looked for before either is taken out, so that crossings stay whole until then.
        boolean found = across && new Rules(map, core, contrast, false).remove();
        found |= down && new Rules(map, core, contrast, true).remove();
        InkMap rest = map.withContrast(contrast);
        return found && showsMark(rest) ? rest : map;
    }

    /** What is left of a digit that is nothing but a line, a 1 cut to its box, is no digit. */
    private static boolean showsMark(InkMap map) {
        return Marks.of(map.core(), map.width())
                .list()
                .stream()
                .anyMatch(mark -> mark.box().height() > MIN_REST * map.height());
    }

    private int index(int along, int across) {
        return along * alongStride + across * acrossStride;
    }

    private static int shift(int climb, int along, int length) {
        return Math.floorDiv(2 * climb * along + length, 2 * length);
    }

    private boolean remove() {
        int bound = (int) (SLOPE * length);
        int best = 0;
        long most = -1;
        for (int climb = -bound; climb <= bound; climb++) {
            long square = 0;
            for (int across = 0; across < count; across++) {
                long sum = coverage(across, climb);
                square += sum * sum;
            }
            if (square > most || (square == most && Math.abs(climb) < Math.abs(best))) {
                most = square;
                best = climb;
            }
        }
        return removeAlong(best);
    }

    /** How many pixels of a line are ink. */
    private int coverage(int across, int climb) {
        int sum = 0;
        for (int along = 0; along < length; along++) {
            int at = across + shift(climb, along, length);
            sum += at >= 0 && at < count && core[index(along, at)] ? 1 : 0;
        }
        return sum;
    }

    private boolean removeAlong(int climb) {
        boolean found = false;
        int first = -1;
        for (int across = -Math.abs(climb); across <= count + Math.abs(climb); across++) {
            boolean full = across < count + Math.abs(climb) && isFull(across, climb);
            if (full && first < 0) {
                first = across;
            } else if (!full && first >= 0) {
                if (across - first <= Math.max(1, MAX_THICKNESS * count)) {
                    erase(first, across - 1, climb);
                    found = true;
                }
                first = -1;
            }
        }
        return found;
    }

    private boolean isFull(int across, int climb) {
        int inside = 0;
        for (int along = 0; along < length; along++) {
            int at = across + shift(climb, along, length);
            inside += at >= 0 && at < count ? 1 : 0;
        }
        return inside >= length / 2 && coverage(across, climb) >= FULL * inside;
    }

    /** Erases a band and its soft edges but for where the ink beside it goes on. */
    private void erase(int first, int last, int climb) {
        int thickness = last - first + 1;
        int edge = Math.max(2, thickness / 3 + 1);
        for (int along = 0; along < length; along++) {
            int shift = shift(climb, along, length);
            if (!goesOn(along, first + shift - edge) && !goesOn(along, last + shift + edge)) {
                int to = Math.min(count - 1, last + shift + edge);
                for (int at = Math.max(0, first + shift - edge); at <= to; at++) {
                    contrast[index(along, at)] = 0;
                }
            }
        }
    }

    private boolean goesOn(int along, int across) {
        return across >= 0 && across < count && core[index(along, across)];
    }
}
