package dev.lanewise.mnist;

import java.util.ArrayList;
import java.util.List;

/**
 * The centres of the radial basis functions of the LeNet-5 of 1998: stylized digits of 7 columns and 12
 * rows, +1 where there is ink and −1 elsewhere, as its section II-B describes; the shapes are our own.
 * Bold and fine strokes keep centres apart, of digits that look alike, too: no two agree in more than
 * 56 of 84 pixels.
 */
final class DigitBitmaps {
    private static final int ROWS = 12;
    private static final int COLUMNS = 7;
    private static final int PER_LINE = 5;
    /** Characters from one digit of a line to the next. */
    private static final int PITCH = COLUMNS + 2;

    private static final String UPPER = """
            #######  ..##...  .#####.  .#####.  ....##.
            ##...##  .###...  #######  #.....#  ...###.
            ##..###  ####...  ##...##  ......#  ..####.
            ##..###  ..##...  .....##  ......#  .##.##.
            ##.####  ..##...  .....##  ......#  ##..##.
            ##.#.##  ..##...  ....##.  ..####.  ##..##.
            ####.##  ..##...  ...##..  ......#  #######
            ###..##  ..##...  ..##...  ......#  #######
            ###..##  ..##...  .##....  ......#  ....##.
            ##...##  ..##...  ##.....  ......#  ....##.
            ##...##  ######.  #######  #.....#  ....##.
            #######  ######.  #######  .#####.  ....##.
            """;
    private static final String LOWER = """
            #######  ....#..  #######  .###...  ..###..
            #######  ...#...  #######  #...#..  .#...#.
            ##.....  ..#....  ##..###  #...#..  #.....#
            ##.....  .#.....  ....##.  #...#..  #.....#
            ######.  #......  ....##.  .###...  #.....#
            #######  #.###..  ..#####  #...#..  .#...##
            .....##  ##...#.  ...##..  #...#..  ..###.#
            .....##  #.....#  ...##..  #...#..  ......#
            .....##  #.....#  ...##..  #...#..  .....#.
            ##...##  #.....#  ...##..  .###...  ....#..
            #######  .#...#.  ...##..  .......  ...#...
            .#####.  ..###..  ...##..  .......  ..#....
            """;

    private DigitBitmaps() {}

    /** For each of the ten digits its pixels, row by row, as + and −. */
    static List<String> codes() {
        List<String> codes = new ArrayList<>();
        for (String drawing : List.of(UPPER, LOWER)) {
            List<String> lines = drawing.lines().toList();
            for (int digit = 0; digit < PER_LINE; digit++) {
                StringBuilder code = new StringBuilder(ROWS * COLUMNS);
                for (String line : lines) {
                    code.append(line, digit * PITCH, digit * PITCH + COLUMNS);
                }
                codes.add(code.toString().replace('#', '+').replace('.', '-'));
            }
        }
        return codes;
    }
}
