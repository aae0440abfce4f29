package dev.lanewise.cli.report;

import dev.lanewise.cli.picture.PngFile;
import dev.lanewise.engine.model.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder that holds a report: its pictures, and {@code report.html}, which holds them too. */
final class ReportFolder {
    static final String PAGE = "report.html";

    private ReportFolder() {}

    /**
     * Draws the pictures, as many at once as there are processors, and writes all files.
     *
     * @param page what stands on the page; its pictures are written too
     * @return the page's file
     * @throws IOException if a file can't be written; it is then as it was
     */
    static Path write(Path folder, ReportPage page) throws IOException {
        List<byte[]> pictures = page.pictures()
                .parallelStream()
                .map(picture -> PngFile.bytes(picture.image().get()))
                .toList();
        for (int i = 0; i < pictures.size(); i++) {
            AtomicFiles.write(folder.resolve(page.pictures().get(i).file()), pictures.get(i));
        }
        Path file = folder.resolve(PAGE);
        AtomicFiles.write(file, page.html(pictures));
        return file;
    }
}
