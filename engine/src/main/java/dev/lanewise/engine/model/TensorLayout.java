package dev.lanewise.engine.model;

import dev.lanewise.engine.model.TensorFile.Tensor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Where tensors lie in a file: other programs may write them in any order.
 *
 * @param tensors in the order that their values shall have
 * @param starts the index of each one's first value in the file
 */
record TensorLayout(List<Tensor> tensors, List<Integer> starts) {

    /**
     * Checks that the entries of a file's header are just the expected tensors, of the right type,
     * shape and size, one after the other without gap or overlap.
     *
     * @param other an entry that is no tensor
     */
    static TensorLayout of(List<Tensor> expected, Map<?, ?> entries, String other) {
        long values = expected.stream().mapToLong(Tensor::size).sum();
        Set<Object> unknown = new HashSet<>(entries.keySet());
        unknown.remove(other);
        List<Integer> starts = expected.stream()
                .map(tensor -> start(tensor, values, entries.get(tensor.name())))
                .toList();
        expected.forEach(tensor -> unknown.remove(tensor.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "it expected no other tensors than its own, found also " + unknown);
        }
        TensorLayout layout = new TensorLayout(expected, starts);
        layout.checkNoGap();
        return layout;
    }

    /** Index of a tensor's first value. */
    private static int start(Tensor tensor, long values, @Nullable Object entry) {
        Map<?, ?> found = NetworkText.object(entry, "the tensor " + tensor.name());
        List<Double> shape = tensor.dimensions().stream().map(Integer::doubleValue).toList();
        if (!"F32".equals(found.get("dtype")) || !shape.equals(found.get("shape"))) {
            throw new IllegalArgumentException("the tensor " + tensor.name() + " expected F32 "
                    + tensor.dimensions() + ", found " + found.get("dtype") + " "
                    + found.get("shape"));
        }
        long bytes = tensor.size() * (long) Float.BYTES;
        if (found.get("data_offsets") instanceof List<?> offsets && offsets.size() == 2
                && offsets.get(0) instanceof Double from && offsets.get(1) instanceof Double to
                && from >= 0 && from % Float.BYTES == 0 && to - from == (double) bytes
                && to <= (double) values * Float.BYTES) {
            return (int) (from / Float.BYTES);
        }
        throw new IllegalArgumentException("the tensor " + tensor.name() + " expected " + bytes
                + " bytes inside the file, found data_offsets " + found.get("data_offsets"));
    }

    private void checkNoGap() {
        TreeMap<Integer, Tensor> placed = new TreeMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            // Tensors without values take no place.
            if (tensors.get(i).size() > 0 && placed.put(starts.get(i), tensors.get(i)) != null) {
                throw new IllegalArgumentException("its tensors expected to follow one another,"
                        + " found " + tensors.get(i).name() + " at the place of another");
            }
        }
        int next = 0;
        for (Map.Entry<Integer, Tensor> tensor : placed.entrySet()) {
            if (tensor.getKey() != next) {
                throw new IllegalArgumentException(
                        "its tensors expected to follow one another, found one at "
                                + tensor.getKey() * (long) Float.BYTES + " in place of "
                                + next * (long) Float.BYTES);
            }
            next += tensor.getValue().size();
        }
    }

    /** Size of all tensors in the file. */
    long bytes() {
        return tensors.stream().mapToLong(Tensor::size).sum() * Float.BYTES;
    }

    /** The values of a file in the order of {@link #tensors}. */
    float[] inOrder(float[] stored) {
        float[] ordered = new float[stored.length];
        int next = 0;
        for (int i = 0; i < tensors.size(); i++) {
            System.arraycopy(stored, starts.get(i), ordered, next, tensors.get(i).size());
            next += tensors.get(i).size();
        }
        return ordered;
    }
}
