package dev.lanewise.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Pixels become cells, two a cell. */
class TerminalImageTest {
    private static final byte WHITE = (byte) 255;

    @Test
    void withoutColoursASignStandsForTheMeanOfTwoPixels() {
        byte[] pixels = {0, WHITE, WHITE, 0, 0, WHITE};
        assertEquals(List.of(" =@"), new TerminalImage(new Style(false)).lines(pixels, 3, 2));
    }

    @Test
    void withColoursTheUpperPixelIsTheSignAndTheLowerOneBehindIt() {
        byte[] pixels = {0, 0, WHITE, WHITE, WHITE, (byte) 128};
        assertEquals(List.of("\u001b[38;5;16;48;5;231m▀▀\u001b[38;5;231;48;5;244m▀\u001b[0m"),
                new TerminalImage(new Style(true)).lines(pixels, 3, 2));
    }

    @Test
    void aMissingLastRowIsBlack() {
        assertEquals(List.of("="),
                new TerminalImage(new Style(false)).lines(new byte[]{WHITE}, 1, 1));
    }
}
