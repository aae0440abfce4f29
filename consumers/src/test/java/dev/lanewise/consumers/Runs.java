package dev.lanewise.consumers;

import dev.lanewise.consumers.Place.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the commands of many places, some at once, in the order of the list. */
final class Runs implements AutoCloseable {
    private final ExecutorService threads;
    private final Map<Place, Future<Result>> results = new LinkedHashMap<>();

    Runs(List<Place> places, Path folder, int atOnce) {
        threads = Executors.newFixedThreadPool(atOnce);
        places.forEach(place -> results.put(place, threads.submit(() -> place.run(folder))));
    }

    /** Waits for a place and tells what happened there. */
    Result of(Place place) throws InterruptedException, ExecutionException {
        return results.get(place).get();
    }

    /** What happened in all places. */
    Table table() throws InterruptedException, ExecutionException {
        List<Result> all = new ArrayList<>();
        for (Future<Result> result : results.values()) {
            all.add(result.get());
        }
        return new Table(all);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
