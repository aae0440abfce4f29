package dev.lanewise.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.bench.LabelPlacement.Spot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels of a chart stay near their points and clear of everything else. */
class LabelPlacementTest {
    private static final double CLEAR = 16;

    @Test
    void aLoneLabelStandsToTheRight() {
        Spot label = LabelPlacement.place(List.of(new Spot(100, 50)), List.of()).getFirst();
        assertEquals(new Spot(120, 50), label);
    }

    @Test
    void labelsOfACrowdKeepClearOfEachOtherAndOfLines() {
        List<Spot> points = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            points.add(new Spot(100 + 12 * (i % 4), 100 + 9 * (i / 4)));
        }
        List<Spot> line = LabelPlacement.along(new Spot(0, 125), new Spot(300, 125));
        List<Spot> labels = LabelPlacement.place(points, line);
        assertEquals(8, labels.size());
        for (int i = 0; i < labels.size(); i++) {
            Spot label = labels.get(i);
            assertTrue(label.distance(points.get(i)) <= 80 + 1e-9, label::toString);
            assertTrue(nearest(label, points) >= CLEAR - 1e-9, label::toString);
            assertTrue(nearest(label, line) >= CLEAR - 1e-9, label::toString);
            List<Spot> others = new ArrayList<>(labels);
            others.remove(i);
            assertTrue(nearest(label, others) >= CLEAR - 1e-9, label::toString);
        }
    }

    private static double nearest(Spot label, List<Spot> spots) {
        return spots.stream().mapToDouble(label::distance).min().orElseThrow();
    }

    @Test
    void spotsAlongALineLeaveNoGap() {
        List<Spot> spots = LabelPlacement.along(new Spot(0, 0), new Spot(30, 40));
        assertEquals(new Spot(0, 0), spots.getFirst());
        assertEquals(new Spot(30, 40), spots.getLast());
        for (int i = 1; i < spots.size(); i++) {
            assertTrue(spots.get(i).distance(spots.get(i - 1)) <= CLEAR);
        }
    }

    @Test
    void pixelsAndValuesAreTwoViewsOfOnePlace() {
        ChartRange range = new ChartRange(0.1, 1000, 1, 100);
        assertEquals(0, range.spot(0.1, 1).x(), 1e-9);
        Spot middle = range.spot(10, 10);
        assertEquals(range.spot(1000, 100).x() / 2, middle.x(), 1e-9);
        assertEquals(range.spot(1000, 100).y() / 2, middle.y(), 1e-9);
        assertEquals(10, range.x(middle), 1e-9);
        assertEquals(10, range.y(middle), 1e-9);
    }
}
