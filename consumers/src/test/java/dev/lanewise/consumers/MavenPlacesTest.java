package dev.lanewise.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program in projects that Maven builds: it runs with the kernels and the message that users are told of. */
@Tag("reliability")
@Tag("consumers")
class MavenPlacesTest {
    private static Path folder;
    private static Runs runs;

    @BeforeAll
    static void start() throws Exception {
        folder = new Workshop("maven-places").folder();
        Path staging = folder.resolve("staging");
        Staging.of(staging).close();
        MavenPlaces.prepare(folder, staging);
        runs = new Runs(places(), folder, 2);
    }

    @AfterAll
    static void stop() {
        runs.close();
    }

    static List<Place> places() {
        return MavenPlaces.all();
    }

    @ParameterizedTest
    @MethodSource("places")
    void sameBits(Place place) throws Exception {
        runs.of(place).check(runs.of(places().get(0)).fingerprints().get(0));
    }

    @Test
    void onlyOurJars() throws Exception {
        runs.of(places().get(0));
        try (Stream<Path> jars = Files
                .list(folder.resolve(MavenPlaces.PLAIN).resolve("target/dependency"))) {
            String version = "-" + System.getProperty("project.version") + ".jar";
            assertEquals(
                    List.of("lanewise-engine" + version, "lanewise-mnist" + version,
                            "lanewise-onnx" + version),
                    jars.map(jar -> jar.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void tableIsWhatHappened() throws Exception {
        Table table = runs.table();
        table.write("maven-places.md");
        table.compare("projects", "MavenPlacesTest",
                "mvn verify -pl consumers -am -Dreliability=consumers");
    }
}
