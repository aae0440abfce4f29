package dev.lanewise.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Places short labels beside points, greedily: each takes, of some places around its point, the
 * nearest that is free, else the one that is farthest from everything.
 */
final class LabelPlacement {
    /** Least distance in pixels between a label's centre and whatever is drawn. */
    private static final double CLEAR = 16;
    private static final double STEP = 20;
    private static final int RINGS = 4;
    private static final int DIRECTIONS = 12;

    private LabelPlacement() {}

    /** A place in pixels. */
    record Spot(double x, double y) {
        double distance(Spot other) {
            return StrictMath.hypot(x - other.x, y - other.y);
        }
    }

    /** Spots along a line, so close that no label fits between them. */
    static List<Spot> along(Spot from, Spot to) {
        int parts = (int) (from.distance(to) / CLEAR) + 1;
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i <= parts; i++) {
            double share = (double) i / parts;
            spots.add(new Spot(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)));
        }
        return spots;
    }

    /**
     * Finds the centres of the labels, one for each point.
     *
     * @param obstacles what else is drawn
     */
    static List<Spot> place(List<Spot> points, List<Spot> obstacles) {
        List<Spot> drawn = new ArrayList<>(points);
        drawn.addAll(obstacles);
        List<Spot> labels = new ArrayList<>();
        for (Spot point : points) {
            Spot label = best(point, drawn);
            labels.add(label);
            drawn.add(label);
        }
        return labels;
    }

    private static Spot best(Spot point, List<Spot> drawn) {
        Spot best = point;
        double most = -1;
        for (int ring = 1; ring <= RINGS && most < CLEAR; ring++) {
            for (int i = 0; i < DIRECTIONS && most < CLEAR; i++) {
                double angle = 2 * StrictMath.PI * i / DIRECTIONS;
                Spot spot = new Spot(point.x + ring * STEP * StrictMath.cos(angle),
                        point.y + ring * STEP * StrictMath.sin(angle));
                double room = drawn.stream()
                        .mapToDouble(spot::distance)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
                if (room > most) {
                    most = room;
                    best = spot;
                }
            }
        }
        return best;
    }
}
