package dev.lanewise.engine.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.testing.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies of the engine in class loaders of their own, in the threads of a host that outlives them. */
@Tag("behaviour")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClassLoaderTest {
    @Test
    @Tag("processes")
    void nothingKeepsACopyThatTrainedAndPredictedInTheHostsThreads() {
        String out = ChildJvm.run(Path.of("."),
                List.of("--add-modules=jdk.incubator.vector", "-Xmx256m",
                        "-XX:SoftRefLRUPolicyMSPerMB=0"),
                ChildJvm.classPath(Model.class, ClassLoaderProbe.class), ClassLoaderProbe.class,
                "20000").wentWell().out();
        assertEquals(List.of("Visitor in platform threads: collected",
                "Visitor in virtual threads: collected",
                "Untidy: kept"), out.lines().toList());
    }

    @Test
    void twoCopiesAtOnceDoNotMeet() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        try (ForkJoinPool pool = new ForkJoinPool(2);
                ExecutorService threads = Executors.newFixedThreadPool(2);
                ExecutorService hosts = Executors.newFixedThreadPool(2);
                EngineCopy one = new EngineCopy();
                EngineCopy two = new EngineCopy()) {
            List<Future<String>> answers = new ArrayList<>();
            for (EngineCopy copy : List.of(one, two)) {
                answers.add(hosts.submit(() -> {
                    BiFunction<ExecutorService, ForkJoinPool, String> program = copy
                            .program(Visitor.class);
                    both.await();
                    return program.apply(threads, pool);
                }));
            }
            String alone = new Visitor().apply(threads, pool);
            for (Future<String> answer : answers) {
                assertEquals(alone, answer.get());
            }
        }
    }
}
