package dev.lanewise.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.file.TensorFile.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where the tensors of a file lie. */
class TensorLayoutTest {

    @Test
    void tensorsWithoutValuesLieBetweenOthers() {
        Map<String, Map<String, Object>> entries = new TreeMap<>();
        Tensor empty = new Tensor("a", TensorFile.ValueType.F32, List.of(0));
        Tensor two = new Tensor("b", TensorFile.ValueType.F32, List.of(2));
        entries.put("b", Map.of("dtype", "F32", "shape", List.of(2.0), "data_offsets",
                List.of(0.0, 8.0)));
        for (double at : new double[]{0, 8, 4, -4, 12}) {
            entries.put("a", Map.of("dtype", "F32", "shape", List.of(0.0), "data_offsets",
                    List.of(at, at)));
            if (at == 0 || at == 8) {
                assertEquals(8, TensorLayout.of(List.of(empty, two), entries, "").bytes());
            } else {
                assertThrows(IllegalArgumentException.class,
                        () -> TensorLayout.of(List.of(empty, two), entries, ""));
            }
        }
    }
}
