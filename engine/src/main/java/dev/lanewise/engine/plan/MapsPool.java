package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Arrays for the maps of a plan for inference, used again once all their readers have been: a large
 * network's maps then stay in the caches. Two maps share an array if they are as large, and where they have
 * a border, of the same layout: its zeros are never written.
 */
final class MapsPool {
    private final Map<Layout, Deque<float[]>> free = new HashMap<>();
    /** For each array from here, where it goes when it is free. */
    private final IdentityHashMap<float[], Deque<float[]>> places = new IdentityHashMap<>();

    /** What two maps must have in common to share an array. */
    private record Layout(MapShape stored, Border border) {

        static Layout of(MapShape stored, Border border) {
            return new Layout(border.isNone() ? MapShape.dense(1, 1, 1, stored.span()) : stored,
                    border);
        }
    }

    /** Maps whose values must all be written before they are read. */
    Maps take(Shape shape, Border border, int lanes) {
        MapShape stored = Maps.stored(shape, border, lanes);
        Layout layout = Layout.of(stored, border);
        Deque<float[]> place = free.computeIfAbsent(layout, of -> new ArrayDeque<>());
        float[] values = place.poll();
        if (values == null) {
            values = new float[stored.span()];
            places.put(values, place);
        }
        return new Maps(shape, border, lanes, values);
    }

    /** Gives back maps that no step reads any more, if they are from here. */
    void release(Maps maps) {
        Deque<float[]> place = places.get(maps.values);
        if (place != null) {
            place.push(maps.values);
        }
    }
}
