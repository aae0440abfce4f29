package dev.lanewise.bench.harness;

import dev.lanewise.bench.workload.ConvolutionLayer;
import dev.lanewise.bench.workload.DenseLayer;
import dev.lanewise.bench.workload.GemmWorkload;
import dev.lanewise.bench.workload.NetworkWorkloads;
import dev.lanewise.bench.workload.OptimizerWorkloads;
import dev.lanewise.bench.workload.TileWorkloads;
import dev.lanewise.bench.workload.Workload;
import dev.lanewise.engine.backend.ActivationFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The workloads of a short run: of every kind of kernel the one that LeNet spends most time in. */
public final class Selection {
    private static final List<String> PRODUCTS = List.of("64x64x64", "512x512x512",
            "128x400x120");
    /** Four steps: enough to hide what an epoch costs beside its steps. */
    private static final int TRAINING_IMAGES = 4 * NetworkWorkloads.BATCH;

    private Selection() {}

    /** The workloads, in the order of the table. */
    public static List<Workload> standard() {
        List<Workload> selection = new ArrayList<>();
        PRODUCTS.forEach(shape -> selection.add(GemmWorkload.of(GemmWorkload.parse(shape))));
        ConvolutionLayer conv1 = ConvolutionLayer.CONV1;
        ConvolutionLayer conv2 = ConvolutionLayer.CONV2;
        DenseLayer dense = DenseLayer.DENSE1;
        selection.addAll(List.of(conv1.forwardPooled(), conv1.weightGradient(),
                conv2.forwardPooled(), conv2.forwardByIm2col(), conv2.inputGradient(),
                conv2.weightGradient(), conv1.poolGradient(), dense.forward(),
                dense.inputGradient(), dense.weightGradient(),
                TileWorkloads.activation(ActivationFunction.SILU),
                TileWorkloads.activationGradient(),
                TileWorkloads.softmaxCrossEntropy(), TileWorkloads.transpose(),
                OptimizerWorkloads.sgd(), OptimizerWorkloads.adam(),
                NetworkWorkloads.training(TRAINING_IMAGES), NetworkWorkloads.prediction(),
                NetworkWorkloads.inference(NetworkWorkloads.BATCH)));
        return selection;
    }

    /** Names of the kernels, each once, in the order of the table. */
    public static List<String> names() {
        Stream<String> names = standard().stream().map(Workload::kernel);
        return names.distinct().toList();
    }
}
