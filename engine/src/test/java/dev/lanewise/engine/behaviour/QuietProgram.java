package dev.lanewise.engine.behaviour;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Trains, predicts, saves and loads; fails if the engine changed what isn't its own. */
public final class QuietProgram {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private QuietProgram() {}

    /** Writes its model to the file of the one argument. */
    public static void main(String[] args) throws Exception {
        Map<Object, Object> properties = new HashMap<>(System.getProperties());
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        use(Path.of(args[0]));
        if (!properties.equals(System.getProperties())) {
            throw new IllegalStateException("properties " + System.getProperties());
        }
        awaitThreads(threads);
        if (SmallProgram.builder().build().seed() != SmallProgram.SEED) {
            throw new IllegalStateException("another seed");
        }
        // A trainer that nobody closes must not keep the process.
        SmallProgram.builder().threads(4).build().fit(SmallProgram.DATA, 1);
    }

    private static void use(Path file) throws IOException {
        Model model;
        try (Trainer trainer = SmallProgram.builder().threads(4).build()) {
            trainer.fit(SmallProgram.DATA, 2);
            trainer.evaluate(SmallProgram.DATA);
            model = trainer.model();
        }
        model.save(file);
        Model read = Model.load(file);
        read.warmUp();
        read.evaluate(SmallProgram.DATA);
        read.features("fc1", SmallProgram.DATA);
        if (!read.sha256().equals(model.sha256())) {
            throw new IllegalStateException("another model");
        }
    }

    /** Threads of pools that were closed are gone, or about to go. */
    private static void awaitThreads(Set<Thread> before) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        Set<Thread> more = more(before);
        while (!more.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(5);
            more = more(before);
        }
        if (!more.isEmpty()) {
            throw new IllegalStateException("threads " + more);
        }
    }

    private static Set<Thread> more(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(before);
        now.removeIf(thread -> thread.getName().equals("Common-Cleaner")); // Java's own.
        return now;
    }
}
