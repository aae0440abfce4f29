package dev.lanewise.cli.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests, and tells it in the text form of Prometheus. For any number of threads. */
final class Metrics {
    /** The largest times of the buckets, in seconds. */
    private static final double[] BUCKETS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
            0.5, 1, 2.5, 10};
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final LongAdder[] buckets = new LongAdder[BUCKETS.length];
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    Metrics() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /**
     * Counts a request.
     *
     * @param path one of the server's own: others may hold anything
     */
    void count(String path, int status, long time) {
        requests.computeIfAbsent("path=\"" + path + "\",status=\"" + status + "\"",
                labels -> new LongAdder()).increment();
        for (int i = 0; i < BUCKETS.length; i++) {
            if (time <= BUCKETS[i] * SECOND) {
                buckets[i].increment();
            }
        }
        nanos.add(time);
        count.increment();
    }

    /** All of it. */
    String text() {
        StringBuilder text = new StringBuilder("""
                # HELP lanewise_requests_total Requests by path and status.
                # TYPE lanewise_requests_total counter
                """);
        requests.forEach((labels, number) -> text.append("lanewise_requests_total{")
                .append(labels)
                .append("} ")
                .append(number.sum())
                .append('\n'));
        text.append("""
                # HELP lanewise_request_seconds Time from the headers of a request to its answer.
                # TYPE lanewise_request_seconds histogram
                """);
        for (int i = 0; i < BUCKETS.length; i++) {
            bucket(text, Double.toString(BUCKETS[i]), buckets[i].sum());
        }
        bucket(text, "+Inf", count.sum());
        return text.append(String.format(Locale.ROOT,
                "lanewise_request_seconds_sum %.6f%nlanewise_request_seconds_count %d%n",
                nanos.sum() / SECOND, count.sum())
                .replace("\r", "")).toString();
    }

    private static void bucket(StringBuilder text, String most, long number) {
        text.append("lanewise_request_seconds_bucket{le=\"")
                .append(most)
                .append("\"} ")
                .append(number)
                .append('\n');
    }
}
