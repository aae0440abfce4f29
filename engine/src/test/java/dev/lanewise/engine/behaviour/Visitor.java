package dev.lanewise.engine.behaviour;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.loss.CustomLoss;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * A program that comes with its own class loader, uses all of the engine that may leave something behind, and
 * goes. The threads are those of its host, and stay.
 */
public final class Visitor implements BiFunction<ExecutorService, ForkJoinPool, String> {
    private static final int THREADS = 3;
    private static final int PREDICTIONS = 20;

    /** Trains and predicts; the fingerprint of all weights. */
    @Override
    public String apply(ExecutorService executor, ForkJoinPool pool) {
        Model classes = SmallProgram.train(builder -> builder.pool(pool, THREADS));
        Model own = SmallProgram.train(builder -> builder);
        Model values = ownLoss(pool);
        predict(executor, classes);
        predict(executor, values);
        ForkJoinPool.commonPool().submit(() -> classes.evaluate(SmallProgram.DATA)).join();
        try (Trainer interrupted = SmallProgram.builder().build()) {
            Thread.currentThread().interrupt();
            interrupted.fit(SmallProgram.DATA, 1);
        } finally {
            Thread.interrupted();
        }
        return classes.sha256() + own.sha256() + values.sha256();
    }

    /** A loss of the program's own, in the host's threads. */
    private static Model ownLoss(ForkJoinPool pool) {
        try (Trainer trainer = SmallProgram.builder()
                .loss(Loss.custom(new Squares()))
                .pool(pool, THREADS)
                .build()) {
            trainer.fit(SmallProgram.DATA, 1);
            pool.submit(() -> trainer.evaluate(SmallProgram.DATA)).join();
            return trainer.model();
        }
    }

    private static void predict(ExecutorService executor, Model model) {
        Dataset data = SmallProgram.DATA;
        List<Future<float[]>> answers = new ArrayList<>();
        for (int i = 0; i < PREDICTIONS; i++) {
            float[] sample = data.image(i).values();
            Callable<float[]> call = () -> model.outputs(sample);
            answers.add(executor.submit(call));
        }
        try {
            for (Future<float[]> answer : answers) {
                answer.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Half the squared distance. */
    private static final class Squares implements CustomLoss {
        @Override
        public String name() {
            return "Squares";
        }

        @Override
        public double value(float[] outputs, float[] target) {
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                sum += (outputs[i] - target[i]) * (double) (outputs[i] - target[i]) / 2;
            }
            return sum;
        }

        @Override
        public void gradient(float[] outputs, float[] target, float[] gradient) {
            for (int i = 0; i < outputs.length; i++) {
                gradient[i] = outputs[i] - target[i];
            }
        }
    }
}
