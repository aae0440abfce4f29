package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.run.HistoryCsv;
import dev.lanewise.engine.train.EpochResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: each epoch, the profile if there is one, and, last, the result. */
public final class JsonReporter implements RunReporter {
    private final PrintWriter out;

    /** Writes to {@code out}. */
    public JsonReporter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        event("epoch", HistoryCsv.record(epoch));
    }

    @Override
    public void onResult(TrainResult result) {
        result.profile().ifPresent(profile -> event("profile", profile.record()));
        event("result", result.record());
    }

    private void event(String name, Map<String, ? extends @Nullable Object> record) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("event", name);
        event.putAll(record);
        out.println(Json.line(event));
        out.flush();
    }
}
