package dev.lanewise.cli.report;

import dev.lanewise.engine.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder that holds a report: {@code report.html}, and its pictures as files of their own. */
final class ReportFolder {
    static final String PAGE = "report.html";

    private ReportFolder() {}

    /**
     * Draws the pictures, as many at once as there are processors, and writes all files.
     *
     * @return the page's file
     * @throws IOException if a file can't be written; it is then as it was
     */
    static Path write(Path folder, List<ReportFile> files, ReportPage page) throws IOException {
        List<byte[]> contents = files.parallelStream().map(file -> file.bytes().get()).toList();
        for (int i = 0; i < contents.size(); i++) {
            AtomicFiles.write(folder.resolve(files.get(i).name()), contents.get(i));
        }
        Path file = folder.resolve(PAGE);
        AtomicFiles.write(file, page.html());
        return file;
    }
}
