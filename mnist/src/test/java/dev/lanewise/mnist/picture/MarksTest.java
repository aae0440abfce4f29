package dev.lanewise.mnist.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static Marks of(String... rows) {
        String all = String.join("", rows);
        boolean[] mask = new boolean[all.length()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = all.charAt(i) == '#';
        }
        return Marks.of(mask, rows[0].length());
    }

    /** Touching corners join; the end of a row and the start of the next do not. */
    @Test
    void marksAreConnectedInEightDirections() {
        Marks marks = of("#...#", "#..#.", "..#.#", "..##.");
        assertArrayEquals(new int[]{1, 0, 0, 0, 2, 1, 0, 0, 2, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0},
                marks.labels());
        assertEquals(List.of(new Mark(1, 0, 2, new Box(0, 0, 1, 2)),
                new Mark(2, 4, 6, new Box(2, 0, 3, 4))), marks.list());
    }

    @Test
    void aMarkMayFillTheMask() {
        assertEquals(List.of(new Mark(1, 0, 6, new Box(0, 0, 3, 2))), of("###", "###").list());
    }

    @Test
    void anEmptyMaskHasNoMarks() {
        assertEquals(List.of(), of("...", "...").list());
    }

    @Test
    void aMarkIsNumberedByItsFirstPixelAndReachesBackToTheLeft() {
        assertEquals(List.of(new Mark(1, 2, 5, new Box(0, 0, 3, 3)),
                new Mark(2, 4, 1, new Box(4, 0, 1, 1))), of("..#.#", ".#...", "###..").list());
    }
}
