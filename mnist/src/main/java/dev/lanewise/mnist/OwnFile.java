package dev.lanewise.mnist;

import dev.lanewise.mnist.images.MnistImages;
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

/** The files that come with a module, beside its classes: with this one, or with that of MNIST's images. */
final class OwnFile {
    /** The artifact with this class. */
    static final String MNIST = "lanewise-mnist";
    /** The artifact with MNIST's images. */
    static final String IMAGES = "lanewise-mnist-images";

    private OwnFile() {}

    /**
     * Opens a file of this module.
     *
     * @throws DataException if there is none, or it can't be read
     */
    static InputStream open(String name) {
        return open(MNIST, OwnFile.class, name);
    }

    /**
     * Opens a file of MNIST.
     *
     * @throws DataException if the images aren't there, or the file can't be read
     */
    static InputStream openImages(String name) {
        Class<?> neighbour;
        try {
            neighbour = MnistImages.class;
        } catch (NoClassDefFoundError e) {
            throw new DataException("MNIST's images must be there for Mnist.load(), but " + IMAGES
                    + " isn't; add the dependency dev.lanewise:" + IMAGES
                    + ", on the module path require dev.lanewise.mnist.images, too, or load a"
                    + " folder of IDX files.", e);
        }
        return open(IMAGES, neighbour, name);
    }

    /**
     * Where a loader of classes finds no file, the jar is opened by its path: in a URL {@code !/} ends the
     * jar, so that nothing is found in one below a folder that ends in {@code !}.
     */
    private static InputStream open(String artifact, Class<?> neighbour, String name) {
        InputStream found = neighbour.getResourceAsStream(name);
        return found == null ? openInJar(artifact, neighbour, name, location(neighbour)) : found;
    }

    private static @Nullable URL location(Class<?> neighbour) {
        CodeSource source = neighbour.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }

    /** Reads a file beside a class in a jar. */
    static InputStream openInJar(String artifact, Class<?> neighbour, String name,
            @Nullable URL jar) {
        if (jar != null) {
            String folder = neighbour.getPackageName().replace('.', '/') + "/";
            try (ZipFile zip = new ZipFile(Path.of(jar.toURI()).toFile())) {
                ZipEntry entry = zip.getEntry(folder + name);
                if (entry != null) {
                    return new ByteArrayInputStream(zip.getInputStream(entry).readAllBytes());
                }
            } catch (IOException | URISyntaxException | IllegalArgumentException
                    | FileSystemNotFoundException | UnsupportedOperationException e) {
                throw new DataException(missing(artifact, name, jar), e);
            }
        }
        throw new DataException(missing(artifact, name, jar));
    }

    private static String missing(String artifact, String name, @Nullable URL jar) {
        return name + " of " + artifact + ": the file must be beside its classes"
                + (jar == null ? "" : " in " + jar)
                + ", but isn't; build or download " + artifact + " again, or move it to a folder"
                + " whose path has no special characters.";
    }
}
