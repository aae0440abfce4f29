package dev.lanewise.engine.file;

import dev.lanewise.engine.file.TensorFile.Tensor;
import dev.lanewise.engine.file.TensorFile.ValueType;
import dev.lanewise.engine.text.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where tensors lie in a file: other programs may write them in any order.
 *
 * @param places in the order of the file, one after the other without gap or overlap
 * @param bytes size of all of them
 */
record TensorLayout(List<Place> places, long bytes) {

    /**
     * A tensor in a file.
     *
     * @param from where it begins, in bytes from the first tensor on
     * @param index of its first value among all expected values of its type
     */
    record Place(Tensor tensor, long from, int index) {}

    /**
     * Checks that the entries of a file's header are just the expected tensors, of the right type,
     * shape and size, one after the other without gap or overlap.
     *
     * @param other an entry that is no tensor
     */
    static TensorLayout of(List<Tensor> expected, Map<?, ?> entries, String other) {
        checkNames(expected.stream().map(Tensor::name).toList(), entries.keySet(), other);
        long bytes = TensorFile.bytes(expected);
        Map<ValueType, Integer> next = new EnumMap<>(ValueType.class);
        List<Place> places = new ArrayList<>();
        for (Tensor tensor : expected) {
            int index = next.getOrDefault(tensor.type(), 0);
            places.add(new Place(tensor, from(tensor, bytes, entries), index));
            next.put(tensor.type(), Math.addExact(index, tensor.size()));
        }
        // Those without values lie before the one that begins where they do.
        places.sort(Comparator.comparingLong(Place::from)
                .thenComparingInt(place -> place.tensor().size()));
        checkNoGap(places);
        return new TensorLayout(List.copyOf(places), bytes);
    }

    /** Refuses tensors that are missing, and those that are more than expected; names all of both. */
    private static void checkNames(List<String> expected, Set<?> found, String other) {
        List<String> missing = expected.stream().filter(name -> !found.contains(name)).toList();
        Set<Object> unknown = new LinkedHashSet<>(found);
        unknown.remove(other);
        expected.forEach(unknown::remove);
        if (missing.isEmpty() && unknown.isEmpty()) {
            return;
        }
        String without = missing.isEmpty() ? "" : "lacks " + Quoted.value(missing);
        String beside = unknown.isEmpty() ? "" : "also has " + Quoted.value(List.copyOf(unknown));
        throw new IllegalArgumentException("it must have just the tensors of its network, but "
                + without + (without.isEmpty() || beside.isEmpty() ? "" : " and ") + beside);
    }

    /** Where a tensor begins. */
    private static long from(Tensor tensor, long all, Map<?, ?> entries) {
        Object entry = entries.get(tensor.name());
        Map<?, ?> found = NetworkText.object(entry, "the tensor " + tensor.name());
        List<Double> shape = tensor.dimensions().stream().map(Integer::doubleValue).toList();
        if (!tensor.type().name().equals(found.get("dtype"))
                || !shape.equals(found.get("shape"))) {
            throw new IllegalArgumentException("the tensor " + tensor.name() + " must be "
                    + tensor.type() + " " + tensor.dimensions() + ", but is "
                    + Quoted.value(found.get("dtype")) + " " + Quoted.value(found.get("shape")));
        }
        long bytes = tensor.bytes();
        if (found.get("data_offsets") instanceof List<?> offsets && offsets.size() == 2
                && offsets.get(0) instanceof Double from && offsets.get(1) instanceof Double to
                && from >= 0 && from % tensor.type().bytes() == 0 && to - from == (double) bytes
                && to <= (double) all) {
            return from.longValue();
        }
        throw new IllegalArgumentException("the tensor " + tensor.name() + " must have " + bytes
                + " bytes inside the file, but has the data_offsets "
                + Quoted.value(found.get("data_offsets")));
    }

    private static void checkNoGap(List<Place> sorted) {
        long next = 0;
        for (Place place : sorted) {
            if (place.from() != next) {
                throw new IllegalArgumentException(
                        "its tensors must follow one another, but "
                                + place.tensor().name() + " is at " + place.from() + " in place of "
                                + next);
            }
            next += place.tensor().bytes();
        }
    }
}
