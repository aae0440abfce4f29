package dev.lanewise.cli.picture;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Small images with captions, in sections under a title. Pixels stay squares, so that what the network
 * sees can be seen.
 *
 * @param title what is shown
 * @param subtitle lines below the title
 * @param sections images that belong together
 */
public record Gallery(String title, List<String> subtitle, List<Section> sections) {

    /** Keeps unmodifiable copies. */
    public Gallery {
        subtitle = List.copyOf(subtitle);
        sections = List.copyOf(sections);
    }

    /**
     * Images that belong together.
     *
     * @param heading above them; empty for none
     * @param columns images in a row
     * @param scale width of an image's pixel in pixels of the sheet
     * @param tiles the images, row by row
     * @param legend the range of the diverging palette, at both ends the same number; 0 for none
     * @param columnNames names above the columns, none for no names
     * @param rowNames names left of the rows, none for no names
     */
    public record Section(String heading, int columns, int scale, List<Tile> tiles,
            double legend, List<String> columnNames, List<String> rowNames) {

        /** Keeps unmodifiable copies. */
        public Section {
            tiles = List.copyOf(tiles);
            columnNames = List.copyOf(columnNames);
            rowNames = List.copyOf(rowNames);
        }

        /** Images whose columns and rows mean nothing. */
        public static Section of(String heading, int columns, int scale, List<Tile> tiles,
                double legend) {
            return new Section(heading, columns, scale, tiles, legend, List.of(), List.of());
        }
    }

    /** Draws the sheet with two pixels for one, as large as it must be. */
    public BufferedImage draw() {
        return new GallerySheet(this).draw();
    }
}
