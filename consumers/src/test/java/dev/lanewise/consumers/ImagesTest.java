package dev.lanewise.consumers;

import static dev.lanewise.consumers.Message.INCUBATOR;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MNIST's images, which come in a jar of their own, are found from each kind of place. */
class ImagesTest {
    private static final String FLAG = "java --add-modules=jdk.incubator.vector ";
    private static Runs runs;

    @BeforeAll
    static void start() throws Exception {
        Workshop workshop = new Workshop("images");
        Path folder = workshop.folder();
        String classPath = String.join(File.pathSeparator, workshop.libraryPaths());
        workshop.program("app.jar", List.of("images"),
                Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "example",
                        "Import-Package", "dev.lanewise.engine.kernel,dev.lanewise.engine.data,"
                                + "dev.lanewise.engine.nn,dev.lanewise.mnist"),
                "-cp", classPath);
        workshop.program("app-module.jar", List.of("images", "images-module"), Map.of(), "-p",
                folder.resolve(Workshop.LIBRARY).toString());
        Places.makeHosts(workshop);
        PackedJars.relocate(folder, "app.jar", "relocated.jar");
        PackedJars.nest(folder, "app.jar", "boot.jar");
        runs = new Runs(places(), folder, 2);
    }

    @AfterAll
    static void stop() {
        runs.close();
    }

    static List<Place> places() {
        return List.of(place("class path", "-cp app.jar:lib/* example.Main"),
                place("module path", "-p app-module.jar:lib -m example/example.Main"),
                place("shaded and relocated", "-jar relocated.jar"),
                place("Spring Boot's nested jars", "-jar boot.jar"),
                place("OSGi container", Places.osgi("app.jar")));
    }

    private static Place place(String name, String arguments) {
        return new Place(name, Map.of(), List.of(FLAG + arguments), List.of("vector"),
                List.of(INCUBATOR));
    }

    @ParameterizedTest
    @MethodSource("places")
    void sameImages(Place place) throws Exception {
        runs.of(place).check(runs.of(places().get(0)).fingerprints().get(0));
    }
}
