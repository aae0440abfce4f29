package dev.lanewise.cli.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What lies in a folder. Folders in it are not looked into, and hidden files, which systems put there,
 * are passed over.
 *
 * @param pictures names of the files that end as pictures do, sorted
 * @param others number of the other files
 * @param endings of the other files, sorted
 */
record PictureFolder(List<String> pictures, int others, Set<String> endings) {
    /** The formats that are read. */
    static final String FORMATS = "PNG, JPEG, GIF, BMP or TIFF";

    private static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg", ".jpe", ".jfif",
            ".gif", ".bmp", ".dib", ".wbmp", ".tif", ".tiff");
    private static final int MOST_ENDINGS = 4;

    /**
     * Looks into a folder.
     *
     * @throws IOException if it can't be read
     */
    static PictureFolder of(Path folder) throws IOException {
        List<String> pictures = new ArrayList<>();
        Set<String> endings = new TreeSet<>();
        int others = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(".") || Files.isDirectory(file)) {
                    continue;
                }
                String ending = ending(name);
                if (ENDINGS.contains(ending)) {
                    pictures.add(name);
                } else {
                    others++;
                    endings.add(ending);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new PictureFolder(pictures, others, endings);
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** The endings of the other files in brackets, the first few of many; empty if there are none. */
    String shownEndings() {
        List<String> shown = endings.stream()
                .filter(ending -> !ending.isEmpty())
                .limit(MOST_ENDINGS)
                .toList();
        return shown.isEmpty() ? "" : " (" + String.join(", ", shown)
                + (endings.size() > MOST_ENDINGS ? " …" : "") + ")";
    }
}
