package dev.lanewise.engine.model;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ScalarKernels;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.inference.BatchOutputs;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;
import dev.lanewise.engine.plan.SampleReader;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/** A model's answers to a program, with the best kernels here. Safe for any number of threads. */
final class Serving {
    private final Model model;
    private final float[] parameters;
    private final BoundedPool<Predictor> predictors;
    private final BoundedPool<BatchOutputs> batches;

    Serving(Model model, float[] parameters) {
        this.model = model;
        this.parameters = parameters;
        this.predictors = new BoundedPool<>(() -> model.predictor(Kernels.auto()));
        this.batches = new BoundedPool<>(() -> {
            Network read = Evaluator.read(model.network(), model.loss());
            return batch(read, read.nodes().size() - 1, 1);
        });
    }

    private BatchOutputs batch(Network network, int node, int workers) {
        return new BatchOutputs(network, Kernels.auto().backend(), model.normalization(),
                node, workers);
    }

    /** The numbers of a network's outputs, as names of classes. */
    static List<String> numbers(Network network) {
        return new Numbers(network.outputs());
    }

    /** The numbers from 0 on as texts, which are made when they are asked for: maps may have millions. */
    private static final class Numbers extends AbstractList<String> implements RandomAccess {
        private final int count;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public String get(int index) {
            return Integer.toString(Objects.checkIndex(index, count));
        }

        @Override
        public int size() {
            return count;
        }
    }

    List<LayerOutput> layerOutputs(float[] values) {
        Network network = model.network();
        Backend kernels = new ScalarKernels();
        new SampleReader(network, kernels).check(values);
        Plan plan = new Plan(network, kernels, 1, Plan.Use.INSPECTION);
        plan.load(values, 1, model.normalization());
        plan.forward(parameters);
        List<LayerOutput> outputs = new ArrayList<>();
        for (int i = 0; i < network.nodes().size(); i++) {
            outputs.add(new LayerOutput(network.nodes().get(i), plan.output(i)));
        }
        return List.copyOf(outputs);
    }

    Prediction predict(float[] values) {
        return predictors.use(predictor -> predictor.predict(values));
    }

    float[] outputs(float[] values) {
        return predictors.use(predictor -> {
            float[] outputs = new float[model.network().outputs()];
            predictor.outputs(values, outputs);
            return outputs;
        });
    }

    float[] probabilities(float[] values) {
        if (!model.loss().hasProbabilities()) {
            throw new IllegalStateException("Probabilities must be those of logits; this model was"
                    + " trained with the loss " + model.loss().attributes().type()
                    + " and has none; ask for its outputs.");
        }
        return predict(values).probabilities();
    }

    List<Prediction.ClassProbability> classify(float[] values, int topK) {
        if (topK < 1) {
            throw new IllegalArgumentException(
                    "The number of classes must be at least 1; you gave " + topK + ".");
        }
        float[] probabilities = probabilities(values);
        if (!model.loss().hasLogits()) {
            throw new IllegalStateException("Classes must exclude each other to be ranked; this"
                    + " model was trained with the loss " + model.loss().attributes().type()
                    + ", for which each is true or not; ask for its probabilities.");
        }
        return IntStream.range(0, probabilities.length)
                .mapToObj(label -> new Prediction.ClassProbability(label,
                        model.classNames().get(label), probabilities[label]))
                .sorted(Comparator.comparingDouble(one -> -one.probability()))
                .limit(topK)
                .toList();
    }

    float[] outputs(Dataset samples) {
        return batches.use(batch -> batch.of(parameters, samples));
    }

    /** What a layer makes of samples, by all processors if there are many. */
    float[][] features(String layer, Dataset samples) {
        Network network = model.network();
        int threads = Workers.byDefault(Plan.bytes(network, Plan.Use.INSPECTION),
                Evaluator.tiles(samples.size()));
        BatchOutputs batch = batch(network, indexOf(layer), threads);
        try (Workers workers = Workers.own(threads)) {
            return rows(batch.of(parameters, samples, workers), batch.size());
        }
    }

    private int indexOf(String layer) {
        List<String> names = model.network().nodes().stream().map(Node::name).toList();
        int index = names.indexOf(layer);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "The layer must be one of " + names + "; you gave '" + layer + "'.");
        }
        return index;
    }

    /** Values sample after sample as an array each. */
    static float[][] rows(float[] values, int size) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += size) {
            float[] row = new float[size];
            System.arraycopy(values, from, row, 0, size);
            rows.add(row);
        }
        return rows.toArray(float[][]::new);
    }

    void warmUp() {
        int size = model.network().inputShape().size();
        float[] one = new float[size];
        SampleArrays tile = SampleArrays.of(model.network().inputShape(),
                new float[Backend.TILE * size], Backend.TILE);
        WarmCalls calls = new WarmCalls();
        while (calls.goOn()) {
            warmUp(one);
            if (calls.made() % Backend.TILE == 0) {
                outputs(tile);
            }
        }
    }

    private void warmUp(float[] one) {
        if (!Prediction.hasClasses(model.loss(), model.network())) {
            outputs(one);
        } else if (model.loss().hasLogits()) {
            classify(one, 1);
        } else {
            predict(one);
        }
    }

    /** Predictors that wait for the next call. */
    int idle() {
        return predictors.idle();
    }
}
