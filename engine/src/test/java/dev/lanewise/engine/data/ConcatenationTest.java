package dev.lanewise.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConcatenationTest {
    private final Dataset first = SyntheticImages.of(3, 5, 4, 1);
    private final Dataset second = SyntheticImages.of(2, 5, 4, 2);

    @Test
    void theSecondFollowsTheFirst() {
        Dataset both = first.concat(second);
        assertEquals(5, both.size());
        assertEquals(first.shape(), both.shape());
        assertEquals(4, both.classes());
        for (int i = 0; i < 5; i++) {
            Sample expected = i < 3 ? first.image(i) : second.image(i - 3);
            assertEquals(expected.label(), both.label(i));
            assertArrayEquals(expected.values(), both.image(i).values());
        }
        assertThrows(IndexOutOfBoundsException.class, () -> both.image(5));
        assertThrows(IndexOutOfBoundsException.class, () -> both.label(-1));
    }

    @Test
    void differentSetsAreRefused() {
        Dataset otherShape = SyntheticImages.of(2, 6, 4, 2);
        Dataset otherClasses = SyntheticImages.of(2, 5, 3, 2);
        assertThrows(IllegalArgumentException.class, () -> first.concat(otherShape));
        assertThrows(IllegalArgumentException.class, () -> first.concat(otherClasses));
    }
}
