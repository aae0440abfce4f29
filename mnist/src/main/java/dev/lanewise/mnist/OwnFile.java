package dev.lanewise.mnist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The files that come with this module, beside its classes. */
final class OwnFile {
    private static final String FOLDER = OwnFile.class.getPackageName().replace('.', '/') + "/";

    private OwnFile() {}

    /**
     * Opens a file. Where a loader of classes finds none, the jar is opened by its path: in a URL
     * {@code !/} ends the jar, so that nothing is found in one below a folder that ends in {@code !}.
     *
     * @throws DataException if there is none, or it can't be read
     */
    static InputStream open(String name) {
        InputStream found = OwnFile.class.getResourceAsStream(name);
        return found == null ? openInJar(name, location()) : found;
    }

    private static @Nullable URL location() {
        CodeSource source = OwnFile.class.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }

    /** Reads a file of this package in a jar. */
    static InputStream openInJar(String name, @Nullable URL jar) {
        if (jar != null) {
            try (ZipFile zip = new ZipFile(Path.of(jar.toURI()).toFile())) {
                ZipEntry entry = zip.getEntry(FOLDER + name);
                if (entry != null) {
                    return new ByteArrayInputStream(zip.getInputStream(entry).readAllBytes());
                }
            } catch (IOException | URISyntaxException | IllegalArgumentException
                    | FileSystemNotFoundException | UnsupportedOperationException e) {
                throw new DataException(missing(name, jar), e);
            }
        }
        throw new DataException(missing(name, jar));
    }

    private static String missing(String name, @Nullable URL jar) {
        return name + " of lanewise-mnist: the file must be beside the program's classes"
                + (jar == null ? "" : " in " + jar)
                + ", but isn't; build or download lanewise-mnist again, or move it to a folder"
                + " whose path has no special characters.";
    }
}
