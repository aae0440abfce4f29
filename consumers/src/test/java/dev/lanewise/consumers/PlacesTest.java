package dev.lanewise.consumers;

import dev.lanewise.consumers.Place.Result;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The program runs in each place with the kernels and the message that users are told of, to the same bits. The table of
 * places in the docs is what happened here.
 */
class PlacesTest {
    private static Runs runs;

    @BeforeAll
    static void start() throws Exception {
        Workshop workshop = new Workshop("places");
        Places.prepare(workshop);
        runs = new Runs(places(), workshop.folder(), 2);
    }

    @AfterAll
    static void stop() {
        runs.close();
    }

    static List<Place> places() {
        return Places.all();
    }

    @ParameterizedTest
    @MethodSource("places")
    void sameBits(Place place) throws Exception {
        Result first = runs.of(places().get(0));
        runs.of(place).check(first.fingerprints().get(0));
    }

    @Test
    void tableIsWhatHappened() throws Exception {
        Table table = runs.table();
        table.write("places.md");
        table.compare("places", "PlacesTest", "mvn verify -pl consumers -am -Dtest=PlacesTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false");
    }
}
