package dev.lanewise.cli.chart;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What a chart shows, by no means of drawing: SVG and pictures are made from it. Immutable.
 *
 * @param width in pixels
 * @param height in pixels
 * @param description what is seen, for those who can't see it
 * @param marks what is drawn, the last on top
 */
public record Scene(int width, int height, String description, List<Mark> marks) {

    /** Keeps an unmodifiable copy of the marks. */
    public Scene {
        marks = List.copyOf(marks);
    }

    /** An SVG file on its own: its colours are in it, its ground is white. */
    public String svgFile() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Svg.of(this, true) + "\n";
    }

    /** An SVG element for a page, whose style may give each {@link Ink} its own colour. */
    public String svg() {
        return Svg.of(this, false);
    }

    /** A picture with two pixels for each of the scene's, on white. */
    public BufferedImage picture() {
        return SceneDrawing.draw(this);
    }
}
