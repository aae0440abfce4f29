package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.engine.model.Model;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the module, wherever its jar lies. */
class OwnFileTest {
    @TempDir
    Path directory;

    /** Takes the module's classes from a jar, and all else from where the test has it. */
    private static final class JarFirst extends URLClassLoader {
        JarFirst(URL jar) {
            super(new URL[]{jar}, OwnFileTest.class.getClassLoader());
        }

        @Override
        public URL getResource(String name) {
            return findResource(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            boolean own = name.startsWith("dev.lanewise.mnist.");
            return own ? loaded == null ? findClass(name) : loaded
                    : super.loadClass(name, resolve);
        }
    }

    /** The module as a jar. */
    private static Path jar(Path file) throws Exception {
        Path classes = Path.of(
                OwnFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                Stream<Path> found = Files.walk(classes)) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            for (Path entry : files) {
                zip.putNextEntry(new ZipEntry(
                        classes.relativize(entry).toString().replace('\\', '/')));
                zip.write(Files.readAllBytes(entry));
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wow!", "!", "a!/b!", "a b", "50%41#1", "söven+&;="})
    void aJarInAFolderOfAnyNameHasItsFiles(String folder) throws Exception {
        Path jar = jar(directory.resolve(folder).resolve("mnist.jar"));
        try (JarFirst loader = new JarFirst(jar.toUri().toURL())) {
            Class<?> lenet5 = loader.loadClass("dev.lanewise.mnist.Lenet5");
            assertNotSame(Lenet5.class, lenet5);
            Model model = (Model) lenet5.getMethod("pretrained").invoke(null);
            assertEquals(Lenet5.pretrained().sha256(), model.sha256());
        }
    }

    /** A program that only predicts may leave the images out; one that loads them is told what to add. */
    @Test
    void withoutTheImagesOnlyLoadingMnistFails() throws Exception {
        URL jar = jar(directory.resolve("mnist.jar")).toUri().toURL();
        try (JarFirst loader = new JarFirst(jar)) {
            Class<?> lenet5 = loader.loadClass("dev.lanewise.mnist.Lenet5");
            assertNotNull(lenet5.getMethod("pretrained").invoke(null));
            Method load = loader.loadClass("dev.lanewise.mnist.Mnist").getMethod("load");
            Throwable refused = assertThrows(InvocationTargetException.class,
                    () -> load.invoke(null)).getCause();
            assertEquals("MNIST's images must be there for Mnist.load(), but lanewise-mnist-images"
                    + " isn't; add the dependency dev.lanewise:lanewise-mnist-images, on the module"
                    + " path require dev.lanewise.mnist.images, too, or load a folder of IDX"
                    + " files.", refused.getMessage());
        }
    }

    private static String refusal(URL jar) {
        return String.valueOf(assertThrows(DataException.class,
                () -> OwnFile.openInJar("lanewise-mnist", OwnFile.class, "x.gz", jar))
                .getMessage());
    }

    @Test
    void aFileThatIsMissingIsToldWithThePlace() throws Exception {
        URL jar = jar(directory.resolve("mnist.jar")).toUri().toURL();
        String begin = "x.gz of lanewise-mnist: the file must be beside its classes";
        String end = ", but isn't; build or download lanewise-mnist again, or move it to a folder"
                + " whose path has no special characters.";
        assertEquals(begin + " in " + jar + end, refusal(jar));
        assertEquals(begin + end, refusal(null));
        for (String other : List.of("http://127.0.0.1/x.jar", "jar:file:/a!/b",
                directory.toUri().toString(), directory.resolve("none.jar").toUri().toString())) {
            URL url = URI.create(other).toURL();
            assertEquals(begin + " in " + url + end, refusal(url));
        }
    }
}
