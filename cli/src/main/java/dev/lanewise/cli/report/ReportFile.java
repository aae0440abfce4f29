package dev.lanewise.cli.report;

import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.picture.Gallery;
import dev.lanewise.cli.picture.PngFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * A file that stands beside the page.
 *
 * @param name such as {@code loss.png}
 * @param bytes makes what is in it, on any thread
 */
record ReportFile(String name, Supplier<byte[]> bytes) {

    /** A chart as SVG, and as a picture for programs that don't read SVG. */
    static List<ReportFile> of(String name, Scene scene) {
        return List.of(
                new ReportFile(name + ".png", () -> PngFile.sharpBytes(scene.picture())),
                new ReportFile(name + ".svg",
                        () -> scene.svgFile().getBytes(StandardCharsets.UTF_8)));
    }

    /** A sheet of images. */
    static ReportFile of(String name, Gallery gallery) {
        return new ReportFile(name + ".png", () -> PngFile.sharpBytes(gallery.draw()));
    }
}
